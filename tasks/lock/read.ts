import { normalizeName } from "../index/file-name.ts";
import { TaskError } from "../program/fault.ts";

/** One requirement of a lock. */
export interface Pin {
  /** As an index spells it: `typing-extensions`. */
  readonly name: string;
  readonly version: string;
  /** For which platforms and Pythons it is; empty: for all. */
  readonly marker: string;
  /** `sha256:...`, one for each file of that version. */
  readonly hashes: readonly string[];
}

const pinned =
  /^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?\s*==\s*(?<version>[^\s;]+)\s*(?:;(?<marker>[^#]*))?$/;

/**
 * Reads a lock: one version of each requirement, with its hashes. Throws a TaskError with all faults of it: options
 * (another index, for one), requirements of no one version, and such without a hash.
 */
export function readLock(place: string, text: string): readonly Pin[] {
  const pins: Pin[] = [];
  const faults = requirementLines(text).flatMap((line) => {
    const pin = pinOf(line);
    if (pin !== null) pins.push(pin);
    const fault = faultOf(line, pin);
    return fault === null ? [] : [{ place, ...fault }];
  });
  if (faults.length > 0) throw new TaskError(faults);
  return pins;
}

/** Lines with their continuations, without comments and blank ones. */
function requirementLines(text: string): readonly string[] {
  return text
    .replaceAll(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "");
}

function pinOf(line: string): Pin | null {
  const hashes = [...line.matchAll(/\s--hash[=\s]([a-z0-9]+:[0-9a-f]+)/g)].map(([, hash = ""]) => hash);
  const { name, version, marker = "" } = pinned.exec(line.replace(/\s--hash.*$/, ""))?.groups ?? {};
  if (name === undefined || version === undefined) return null;
  return { name: normalizeName(name), version, marker: marker.trim(), hashes };
}

function faultOf(line: string, pin: Pin | null): { readonly fault: string; readonly mend: string } | null {
  if (line.startsWith("-")) {
    return { fault: `has the option ${line.split(/[\s=]/)[0]}`, mend: "leave requirements alone in it" };
  }
  if (pin === null)
    return { fault: `pins no version in "${line.slice(0, 60)}"`, mend: "write NAME==VERSION" };
  if (pin.hashes.length > 0) return null;
  return { fault: `has no hash of ${pin.name}`, mend: "write it with uv pip compile --generate-hashes" };
}
