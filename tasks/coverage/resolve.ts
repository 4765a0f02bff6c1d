import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { TaskError } from "../program/fault.ts";
import { type Ended, type RunIn, lastLines } from "../python/run.ts";
import { compileByUv } from "../python/uv.ts";
import { type WheelName, parseWheelName } from "../wheel/filename.ts";
import type { Cell, Missing } from "./cells.ts";
import { explain } from "./explain.ts";
import { macos, platforms } from "./platforms.ts";

/** What is resolved: the wheel of the package that fits the cell. */
export interface Wanted {
  /** As on the index. */
  readonly project: string;
  /** Absolute path of the wheel. */
  readonly wheel: string;
  readonly cell: Cell;
}

/** What a resolution came to: what it takes beside the package (`name==version`), or why there is none. */
export type Resolved = { readonly pins: readonly string[] } | { readonly missing: Missing };

/** A package of a resolution with the names of all its wheels. */
export interface Listed {
  readonly name: string;
  readonly version: string;
  readonly wheels: readonly WheelName[];
}

const wheelsOnly = ["--only-binary", ":all:"];

/** Resolves a wheel and all that it needs from wheels alone, for one Python and platform, by uv. */
export async function resolveCell({ project, wheel, cell }: Wanted, where: RunIn): Promise<Resolved> {
  const args = [
    ...["--python-platform", platforms[cell.platform].uv, "--python-version", newestOf(cell.python)],
    ...["--no-emit-package", project, ...wheelsOnly],
  ];
  const ended = await compile(args, `${project} @ ${pathToFileURL(wheel).href}\n`, where);
  if (ended.code === 0) {
    return { pins: ended.out.split(/\r?\n/).filter((line) => /^[A-Za-z0-9].*==/.test(line)) };
  }
  if (!ended.err.includes("No solution found")) throw unasked(ended);
  return { missing: explain(ended.err, project) };
}

/** Lists all wheels of these versions, whatever they are for: uv knows no free-threaded build that is not installed. */
export async function listWheels(
  pins: readonly string[],
  python: string,
  where: RunIn,
): Promise<readonly Listed[]> {
  if (pins.length === 0) return [];
  const args = ["--universal", "--no-deps", "--format", "pylock.toml", "--python-version", python];
  const ended = await compile([...args, ...wheelsOnly], `${pins.join("\n")}\n`, where);
  if (ended.code !== 0) throw unasked(ended);
  return readListing(ended.out);
}

/** Reads the packages of a lock as uv writes it (PEP 751), as far as names of wheels. */
export function readListing(lock: string): readonly Listed[] {
  const [, ...packages] = lock.split(/^\[\[packages\]\]$/m);
  return packages.map((text) => {
    const value = (key: string) => new RegExp(`^${key} = "([^"]*)"$`, "m").exec(text)?.[1] ?? "";
    const files = [...text.matchAll(/\b(?:url|path) = "([^"]+)"/g)].map(([, address = ""]) =>
      decodeURIComponent(address.replace(/[?#].*$/, "").replace(/^.*\//, "")),
    );
    const wheels = files.flatMap((file) => parseWheelName(file) ?? []);
    return { name: value("name"), version: value("version"), wheels };
  });
}

/** Markers ask for the release too; whoever installs today has the newest, which is behind any that is named. */
function newestOf(python: string): string {
  return `${python}.99`;
}

async function compile(args: readonly string[], requirements: string, where: RunIn): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-coverage-"));
  try {
    const input = join(folder, "requirements.in");
    writeFileSync(input, requirements);
    return await compileByUv(["--no-annotate", ...args, input], {
      ...where,
      variables: variablesOf(where.variables),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The index is uv's own, unless one is named in a way that uv or the other tasks know. */
function variablesOf(variables: RunIn["variables"]): RunIn["variables"] {
  const index = variables["UV_DEFAULT_INDEX"] || variables["PYPI_SIMPLE_URL"];
  return {
    ...variables,
    ...(index !== undefined && index !== "" && { UV_DEFAULT_INDEX: index }),
    MACOSX_DEPLOYMENT_TARGET: macos.join("."),
  };
}

function unasked(ended: Ended): TaskError {
  return new TaskError([
    {
      place: "uv",
      fault: `could not resolve: ${lastLines(ended)}`,
      mend: "run the job again, or install uv",
    },
  ]);
}
