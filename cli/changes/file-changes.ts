import { createTwoFilesPatch } from "diff";
import { gitIdOf } from "../../documents/git-id.ts";
import type { FileChange } from "./change.ts";
import { isRecord, masked } from "./value.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** The files that a resource's inputs hold, by path: one as `file` and `content`, or many as a map `files`. */
export function filesOf(inputs: Inputs): Record<string, string> {
  const { file, content, files } = inputs;
  const one = typeof file === "string" && typeof content === "string" ? { [file]: content } : {};
  const many = isRecord(files)
    ? Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === "string")
    : [];
  return { ...Object.fromEntries(many), ...one };
}

/** Inputs without files, which are shown line by line instead. */
export function withoutFiles(inputs: Inputs): Inputs {
  const paths = Object.keys(filesOf(inputs));
  if (paths.length === 0) return inputs;
  const { content, files, retire, ...rest } = inputs;
  return {
    ...rest,
    ...(typeof inputs["file"] === "string" ? {} : { content }),
    ...(isRecord(files) ? { files: remaining(files, paths) } : retire === undefined ? {} : { retire }),
  };
}

function remaining(files: Inputs, shown: readonly string[]): Inputs {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !shown.includes(path)));
}

/** The files that differ between two sets of inputs, each with its line diff. */
export function fileChanges(old: Inputs, now: Inputs): FileChange[] {
  const before = filesOf(masked(old) as Inputs);
  const after = filesOf(masked(now) as Inputs);
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const own = paths.flatMap((path) => {
    const change = fileChange(path, before[path], after[path]);
    const adopted = change?.operation === "create" && listed(now["adopt"]).includes(path);
    return change === undefined ? [] : [adopted ? { ...change, foreign: "adopted" as const } : change];
  });
  return [...own, ...retired(old, now).filter(({ path }) => !paths.includes(path))];
}

/** Files that are taken away though the stack never wrote them: what is in them is known to GitHub alone. */
function retired(old: Inputs, now: Inputs): FileChange[] {
  const before = listed(old["retire"]);
  return listed(now["retire"])
    .filter((path) => !before.includes(path))
    .map((path) => ({
      path,
      operation: "delete",
      diff: `--- a/${path}\n+++ /dev/null\n`,
      foreign: "retired",
    }));
}

function listed(paths: unknown): string[] {
  return Array.isArray(paths) ? paths.filter((path) => typeof path === "string") : [];
}

function fileChange(path: string, old: string | undefined, now: string | undefined): FileChange | undefined {
  if (old === now) return undefined;
  if (old !== undefined && now !== undefined && gitIdOf(old) === gitIdOf(now)) return undefined;
  const operation = old === undefined ? "create" : now === undefined ? "delete" : "update";
  const from = old === undefined ? "/dev/null" : `a/${path}`;
  const to = now === undefined ? "/dev/null" : `b/${path}`;
  if (old === undefined || now === undefined)
    return { path, operation, diff: wholeFile(from, to, old ?? now ?? "") };
  const patch = createTwoFilesPatch(from, to, old, now, undefined, undefined, { context: 3 });
  // The first line is a ruler of the library's own that git doesn't write.
  return { path, operation, diff: patch.replace(/^=+\n/, "") };
}

/** The diff of a file that is made or removed: no search for what the two sides share. */
function wholeFile(from: string, to: string, content: string): string {
  const made = from === "/dev/null";
  const lines = content === "" ? [] : content.replace(/\n$/, "").split("\n");
  const heading = `--- ${from}\n+++ ${to}\n`;
  if (lines.length === 0) return heading;
  const range = lines.length === 1 ? "1" : `1,${lines.length}`;
  const hunk = made ? `@@ -0,0 +${range} @@` : `@@ -${range} +0,0 @@`;
  const end = content.endsWith("\n") ? "" : "\\ No newline at end of file\n";
  return `${heading}${hunk}\n${lines.map((line) => `${made ? "+" : "-"}${line}\n`).join("")}${end}`;
}
