import { git } from "./run.ts";
import type { GitRepository } from "./repository.ts";

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly filename: string;
  readonly status: "added" | "removed" | "modified";
  readonly additions: number;
  readonly deletions: number;
  /** The file's content, by name; of a removed one what it was. */
  readonly sha: string;
}

/** What `to` changes in respect of `from` (null: of nothing). */
export async function changedFiles(
  { folder }: GitRepository,
  from: string | null,
  to: string,
): Promise<readonly ChangedFile[]> {
  const range = from === null ? ["--root", to] : [from, to];
  const text = await git(folder, [
    "diff-tree",
    "-r",
    "-z",
    "--no-commit-id",
    "--no-renames",
    "--raw",
    "--numstat",
    ...range,
  ]);
  const parts = text.split("\0");
  const files = new Map<string, Omit<ChangedFile, "additions" | "deletions">>();
  const lines = new Map<string, readonly [number, number]>();
  for (let index = 0; index < parts.length;) {
    const part = parts[index] ?? "";
    const raw = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(part);
    const counts = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(part);
    if (raw) {
      const filename = parts[index + 1] ?? "";
      const status = raw[3] === "A" ? "added" : raw[3] === "D" ? "removed" : "modified";
      files.set(filename, { filename, status, sha: (status === "removed" ? raw[1] : raw[2]) ?? "" });
    }
    if (counts) lines.set(counts[3] ?? "", [Number(counts[1]) || 0, Number(counts[2]) || 0]);
    index += raw ? 2 : 1;
  }
  return [...files.values()].map((file) => {
    const [additions = 0, deletions = 0] = lines.get(file.filename) ?? [];
    return { ...file, additions, deletions };
  });
}

/** Which commits are wanted. */
export interface CommitFilter {
  readonly since?: string | null;
  readonly until?: string | null;
  readonly author?: string | null;
  /** Only those that change this file or folder. */
  readonly path?: string | null;
}

/** Names of the commits that lead to `to`, newest first, without those that lead to `from`. */
export async function commitsBetween(
  { folder }: GitRepository,
  { from, to }: { readonly from: string | null; readonly to: string },
  { path, ...values }: CommitFilter = {},
): Promise<readonly string[]> {
  const options = Object.entries(values).flatMap(([key, value]) => (value ? [`--${key}=${value}`] : []));
  const excluded = from === null ? [] : [`^${from}`];
  const paths = path ? [`:(literal)${path}`] : [];
  const text = await git(folder, ["rev-list", ...options, to, ...excluded, "--", ...paths]);
  return text.split("\n").filter((line) => line !== "");
}
