import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { runToEnd } from "../../../python/run.ts";
import type { WheelTools } from "./tools.ts";

/** Which builds are asked for. */
export interface Asked {
  /** As cibuildwheel has them: `macos` and `arm64`. */
  readonly platform: string;
  readonly arch: string;
  /** cibuildwheel's settings; "": the package's own. */
  readonly config: string;
  /** The package's folder or sdist; null: what `requiresPython` says is all that counts of it. */
  readonly packageDir: string | null;
  readonly requiresPython?: string;
  /** @default the process's own */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The builds that cibuildwheel itself would do: `cp314t-musllinux_x86_64`, in its order. */
export async function identifiersOf(tools: WheelTools, asked: Asked): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "rehearsal-identifiers-"));
  try {
    // It wants to see a package.
    writeFileSync(join(folder, "setup.cfg"), "");
    const { CIBW_ARCHS: _, CIBW_PLATFORM: __, ...env } = asked.env ?? process.env;
    const requires = asked.requiresPython;
    const options = [
      ...["--platform", asked.platform, "--archs", asked.arch],
      ...(asked.config === "" ? [] : ["--config-file", asked.config]),
    ];
    const printed = await runToEnd(
      tools.python,
      ["-m", "cibuildwheel", "--print-build-identifiers", ...options, asked.packageDir ?? folder],
      { env: { ...env, ...(requires !== undefined && { CIBW_PROJECT_REQUIRES_PYTHON: requires }) } },
    );
    return printed.split("\n").filter((line) => /^\w+-\w+$/.test(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a build is for: `cp314t-musllinux_x86_64`. */
export interface BuildFor {
  /** As Pythons of this machine are named: `3.14t`. */
  readonly minor: string;
  /** `cp314t` */
  readonly abi: string;
  /** `manylinux`, `musllinux`, `macosx`, `win` */
  readonly system: string;
  /** As tags have it: `x86_64`, `aarch64`, `arm64`, `amd64`. */
  readonly machine: string;
}

/** Reads an identifier; null where it is of no CPython of version 3. */
export function readIdentifier(identifier: string): BuildFor | null {
  const [, minor = "", threaded = "", system = "", machine = ""] =
    /^cp3(\d+)(t?)-(manylinux|musllinux|macosx|win)_(\w+)$/.exec(identifier) ?? [];
  if (minor === "") return null;
  return { minor: `3.${minor}${threaded}`, abi: `cp3${minor}${threaded}`, system, machine };
}
