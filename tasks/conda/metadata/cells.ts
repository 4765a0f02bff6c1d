import { type Marker, holds } from "./marker.ts";

/** A system and a Python that conda-forge builds for. */
export interface Cell {
  readonly system: System;
  /** 64-bit machine, as Python tells it. */
  readonly machine: string;
  /** `3.13` */
  readonly python: string;
}

export type System = "linux" | "osx" | "win";

/**
 * The oldest Python that conda-forge builds for, its variant `python_min`: 3.10 was dropped with the announcement of
 * 2026-08-31. A recipe states its own only where the package needs a newer one.
 */
export const condaForgePython = "3.11";

/** Minor versions of CPython on conda-forge, and those that come next: bounds beyond them tell nothing yet. */
export const condaForgeMinors = [11, 12, 13, 14, 15].map((minor) => `3.${minor}`);

const systems: readonly Pick<Cell, "system" | "machine">[] = [
  { system: "linux", machine: "x86_64" },
  { system: "linux", machine: "aarch64" },
  { system: "osx", machine: "x86_64" },
  { system: "osx", machine: "arm64" },
  { system: "win", machine: "AMD64" },
];

const named = {
  linux: { os_name: "posix", sys_platform: "linux", platform_system: "Linux" },
  osx: { os_name: "posix", sys_platform: "darwin", platform_system: "Darwin" },
  win: { os_name: "nt", sys_platform: "win32", platform_system: "Windows" },
} as const;

/** All systems with each Python that `admits` lets through. */
export function cellsFor(admits: (python: string) => boolean): readonly Cell[] {
  return systems.flatMap((one) => condaForgeMinors.filter(admits).map((python) => ({ ...one, python })));
}

/** Whether a requirement without extras is needed there; conda-forge has CPython alone. */
export function isNeeded(marker: Marker | null, { system, machine, python }: Cell): boolean {
  if (marker === null) return true;
  return holds(marker, {
    ...named[system],
    platform_machine: machine,
    platform_python_implementation: "CPython",
    implementation_name: "cpython",
    // Of a minor version its newest release is installed.
    python_full_version: `${python}.99`,
    implementation_version: `${python}.99`,
    python_version: python,
  });
}

/** Where a requirement is needed: `win`, `Python 3.11 and 3.12`. */
export function describeCells(some: readonly Cell[], all: readonly Cell[]): string {
  const [systemsOf, pythonsOf] = [
    (cells: readonly Cell[]) => distinct(cells.map(({ system }) => system)),
    (cells: readonly Cell[]) => distinct(cells.map(({ python }) => python)),
  ];
  const parts = [
    systemsOf(some).length < systemsOf(all).length ? `on ${systemsOf(some).join(" and ")}` : "",
    pythonsOf(some).length < pythonsOf(all).length ? `for Python ${pythonsOf(some).join(" and ")}` : "",
  ];
  return parts.filter((part) => part !== "").join(" ") || "on some machines";
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
