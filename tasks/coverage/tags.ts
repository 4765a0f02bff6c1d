import type { WheelName } from "../wheel/filename.ts";
import type { Platform } from "./platforms.ts";

/** Whether a wheel installs on a CPython (`3.14`, `3.14t` the free-threaded build) on a platform (PEP 425, 703, 803). */
export function fitsCell(wheel: WheelName, python: string, platform: Platform): boolean {
  const minor = Number(/^3\.(\d+)/.exec(python)?.[1]);
  const threaded = python.endsWith("t");
  if (!wheel.platforms.some((tag) => tag === "any" || platform.fits(tag))) return false;
  return wheel.pythons.some((tag) => wheel.abis.some((abi) => fitsAbi(tag, abi, { minor, threaded })));
}

interface Interpreter {
  readonly minor: number;
  readonly threaded: boolean;
}

function fitsAbi(tag: string, abi: string, { minor, threaded }: Interpreter): boolean {
  const [, kind, number] = /^(py|cp)3(\d*)$/.exec(tag) ?? [];
  const tagMinor = number === undefined ? Number.NaN : Number(number || "0");
  const older = tagMinor <= minor;
  switch (abi) {
    case "none":
      return kind === "py" ? older : tagMinor === minor;
    case "abi3":
      return !threaded && kind === "cp" && older;
    case "abi3t":
      return threaded && kind === "cp" && older;
    default:
      return abi === `cp3${minor}${threaded ? "t" : ""}` && tag === `cp3${minor}`;
  }
}
