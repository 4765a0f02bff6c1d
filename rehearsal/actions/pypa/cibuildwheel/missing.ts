import type { Fault } from "../../../../config/fault.ts";
import { findOnPath } from "../../../../toolchain/command.js";
import { readIdentifier } from "./identifiers.ts";

/** What this machine has to build with. */
export interface Found {
  /** Whether a CPython of any of the builds is here, with its headers. */
  readonly python: boolean;
  readonly compiler: boolean;
}

/** Whether a C compiler is on the PATH. */
export function hasCompiler(): boolean {
  return ["cc", "gcc", "clang"].some((name) => findOnPath(name) !== undefined);
}

/** What has to be installed before wheels of these builds can be built without a container. */
export function missingFor(identifiers: readonly string[], found: Found): readonly Fault[] {
  const faults: Fault[] = [];
  if (!found.python) {
    const minors = [...new Set(identifiers.map((one) => readIdentifier(one)?.minor ?? one))];
    const fault = `none is on this machine with its headers, of those that wheels are built for: ${minors.join(", ")}`;
    const mend = `install one (uv python install ${minors[0] ?? "3.13"}), or start Docker`;
    faults.push({ place: "CPython", fault, mend });
  }
  if (!found.compiler) {
    const fault = "is not on this machine, and neither Docker nor podman runs";
    const mend =
      "install gcc and the C library's headers (Debian and Ubuntu: apt-get install build-essential), or start Docker";
    faults.push({ place: "C compiler", fault, mend });
  }
  return faults;
}
