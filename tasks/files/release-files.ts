import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { TaskError } from "../program/fault.ts";

/** A file of a release: sdist or wheel. */
export interface ReleaseFile {
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** The sdists and wheels in a folder, sorted by name; what else lies there is no release's. */
export function readReleaseFiles(folder: string): readonly ReleaseFile[] {
  const names = list(folder).filter(isDistribution).sort();
  requireFiles(folder, names);
  return names.map((name) => {
    const content = readFileSync(join(folder, name));
    return { name, sha256: sha256Of(content), size: content.length };
  });
}

/** Whether a name is that of an sdist or a wheel. */
export function isDistribution(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._+!-]*(\.tar\.gz|\.whl)$/.test(name);
}

export function sha256Of(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A link would publish what it leads to: any file of the machine that built. */
function requireFiles(folder: string, names: readonly string[]): void {
  const faults = names
    .filter((name) => !lstatSync(join(folder, name)).isFile())
    .map((name) => ({
      place: join(folder, name),
      fault: "is no file of its own, but a link or a folder",
      mend: "let the build write the file itself",
    }));
  if (faults.length > 0) throw new TaskError(faults);
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new TaskError([
      { place: folder, fault: `can't be read (${code})`, mend: "fetch the built files into it first" },
    ]);
  }
}
