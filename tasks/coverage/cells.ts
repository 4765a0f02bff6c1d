import { allowsPython } from "../wheel/requires-python.ts";
import {
  type PlatformName,
  downloadsByPython,
  firstOnWindowsArm64,
  platformNames,
  pythonReleases,
} from "./data.ts";

/** A Python on a platform. */
export interface Cell {
  /** `3.14`, or `3.14t` the free-threaded build. */
  readonly python: string;
  readonly platform: PlatformName;
}

/** What an installation from wheels alone came to in a cell. */
export interface Outcome extends Cell {
  /** Null: it installs. */
  readonly missing: Missing | null;
}

/** Why nothing installs from wheels. */
export interface Missing {
  /** The first package without a wheel. */
  readonly package: string;
  readonly why: string;
}

/** The cells that count on a day: CPythons in support within Requires-Python, where CPython exists. */
export function cellsOf(requiresPython: string, day: string): readonly Cell[] {
  const supported = pythonReleases.filter(
    ({ released, endOfLife, python }) =>
      released <= day && day <= endOfLife && allowsPython(requiresPython, python) === true,
  );
  const pythons = [
    ...supported.map(({ python }) => python),
    ...supported.filter(({ freeThreaded }) => freeThreaded).map(({ python }) => `${python}t`),
  ];
  return pythons.flatMap((python) =>
    platformNames.filter((platform) => exists(python, platform)).map((platform) => ({ python, platform })),
  );
}

function exists(python: string, platform: PlatformName): boolean {
  return platform !== "Windows arm64" || minorOf(python) >= minorOf(firstOnWindowsArm64);
}

/** Whether it is a free-threaded build, which is counted apart. */
export function isThreaded({ python }: Cell): boolean {
  return python.endsWith("t");
}

/** Share (percent) of the downloads whose Python is known that Requires-Python leaves out. */
export function shutOut(requiresPython: string): number {
  const all = Object.entries(downloadsByPython);
  const left = all.filter(([python]) => allowsPython(requiresPython, python) !== true);
  return (100 * sum(left)) / sum(all);
}

function sum(entries: readonly (readonly [string, number])[]): number {
  return entries.reduce((total, [, downloads]) => total + downloads, 0);
}

function minorOf(python: string): number {
  return Number(/^3\.(\d+)/.exec(python)?.[1]);
}
