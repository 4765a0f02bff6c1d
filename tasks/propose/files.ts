import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { type Fault, MisuseError, TaskError } from "../program/fault.ts";

/** A file as a pull request should have it. */
export interface ProposedFile {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** Every file below a folder, to be put below another of the repository; throws a TaskError where one is none to propose. */
export function readProposedFiles(from: string, to: string): readonly ProposedFile[] {
  const into = folderOf(to);
  const faults: Fault[] = [];
  const files = list(from).flatMap((name): readonly ProposedFile[] => {
    const place = join(from, name);
    const text = lstatSync(place).isFile() ? textOf(readFileSync(place)) : null;
    const path = posix.join(into, name.replaceAll("\\", "/"));
    if (text !== null && !path.startsWith(".github/workflows/")) return [{ path, text }];
    const fault = text === null ? "is no file of text" : "would change a workflow";
    faults.push({ place, fault, mend: "leave it out: locks and texts alone are proposed" });
    return [];
  });
  if (faults.length > 0) throw new TaskError(faults);
  if (files.length > 0) return files;
  throw new TaskError([
    { place: from, fault: "holds no file", mend: "write what is proposed into it first" },
  ]);
}

function list(from: string): readonly string[] {
  try {
    const entries = readdirSync(from, { withFileTypes: true, recursive: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    return files
      .map(({ parentPath, name }) => join(parentPath, name).slice(join(from, "x").length - 1))
      .sort();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const mend = "write what is proposed into it first";
    throw new TaskError([{ place: from, fault: `can't be read (${code})`, mend }]);
  }
}

function folderOf(to: string): string {
  const folder = posix.normalize(to);
  if (to !== "" && !posix.isAbsolute(folder) && !folder.split("/").includes("..")) return folder;
  const mend = "name a folder of the repository, or . for its root";
  throw new MisuseError({ place: "--to", fault: "leads out of the repository", mend });
}

/** Null where it is not UTF-8. */
function textOf(content: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}
