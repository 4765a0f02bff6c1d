import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TaskError } from "../program/fault.ts";
import { type RunIn, lastLines } from "../python/run.ts";
import { compileByUv } from "../python/uv.ts";
import { projectFile, readSdistMetadata } from "./metadata.ts";

/** What is resolved. */
export interface Wanted {
  /** As on the index. */
  readonly project: string;
  /** The wheel or sdist whose metadata says what it needs; null: the requirements alone are. */
  readonly file: string | null;
  readonly extras: readonly string[];
  /** Files with further requirements. */
  readonly requirements: readonly string[];
  /** Lowest minor version of Python that it is for: `3.12`. */
  readonly python: string;
}

/** How it is resolved. */
export interface Resolution {
  /** The lock to write; versions that it holds already are kept where they fit. */
  readonly out: string;
  /** Nothing uploaded later counts: a day, `2026-11-15`; null: everything counts. */
  readonly before: string | null;
}

const noTool = "install .github/slipway/requirements/build.txt first, which has uv";
const noExtra = "leave it out of slipway:package.tests.extras, or let the package have it";

/**
 * Resolves by uv what a built file needs, which is read from its own metadata. Throws a TaskError with what uv says where
 * it can't, or where the file has no such extra.
 */
export async function compileLock(wanted: Wanted, how: Resolution, { variables }: RunIn): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-lock-"));
  try {
    const args = compileArguments(wanted, how, writeInput(wanted, folder));
    const ended = await compileByUv(args, { variables });
    const extra = /does not have an extra named `([^`]*)`/.exec(ended.err)?.[1];
    if (ended.code === 0 && extra === undefined) return;
    throw new TaskError([
      extra === undefined
        ? {
            place: `dependencies of ${wanted.project}`,
            fault: `can't be resolved: ${lastLines(ended)}`,
            mend: ended.err.includes("No module named uv") ? noTool : "loosen a bound, or commit a lock",
          }
        : {
            place: wanted.project,
            fault: `has no extra ${extra}`,
            mend: noExtra,
          },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * What uv reads the requirements from, and their extras: the wheel itself; of an sdist its metadata, since uv would
 * build it where that leaves anything open.
 */
function writeInput({ project, file, extras }: Wanted, folder: string): readonly string[] {
  if (file === null) return [];
  if (file.endsWith(".whl")) {
    const input = join(folder, "requirements.in");
    const asked = extras.length === 0 ? "" : `[${extras.join(",")}]`;
    writeFileSync(input, `${project}${asked} @ ${pathToFileURL(resolve(file)).href}\n`);
    return [input];
  }
  const metadata = readSdistMetadata(basename(file), readFileSync(file));
  const lacking = extras.filter((extra) => !metadata.extras.includes(extra));
  if (lacking.length > 0) {
    const fault = `has no extra ${lacking.join(", ")}`;
    throw new TaskError([{ place: project, fault, mend: noExtra }]);
  }
  const input = join(folder, "pyproject.toml");
  writeFileSync(input, projectFile(metadata));
  return [input, ...extras.flatMap((extra) => ["--extra", extra])];
}

/** For all platforms and Pythons at once, from wheels alone, with no index written down. */
function compileArguments(
  wanted: Wanted,
  { out, before }: Resolution,
  input: readonly string[],
): readonly string[] {
  return [
    ...[
      "--no-annotate",
      "--universal",
      "--generate-hashes",
      "--only-binary",
      ":all:",
      "--python-version",
      wanted.python,
    ],
    ...(before === null ? [] : ["--exclude-newer", `${before}T00:00:00Z`]),
    ...["--no-emit-package", wanted.project, "--output-file", out, ...input, ...wanted.requirements],
  ];
}
