import type { GitRepository } from "../../github/git/repository.ts";
import { rehearsal } from "../../github/git/run.ts";
import { type ListedFile, listTree, readListed } from "./git-tree.ts";
import type { SourceFiles } from "./source-files.ts";

/** Files of a commit that is to be made: there already, or with their content. */
export type FilesToCommit = ReadonlyMap<
  string,
  ListedFile | { readonly mode: string; readonly content: Buffer }
>;

/**
 * When every commit is made: what is built bears its commit's time, and two rehearsals of the same sources have to build
 * the same bytes.
 */
const commitTime = new Date("2026-01-01T00:00:00Z");

/**
 * The files of a repository to which sources came, and what is delivered on top. Of `.github` the repository's own files
 * count, as it was delivered there; the sources' other workflows belong to another repository. Null: the repository's own
 * sources are released.
 */
export function joined(
  there: ReadonlyMap<string, ListedFile>,
  sources: SourceFiles | null,
  documents: ReadonlyMap<string, string>,
): FilesToCommit {
  const kept = sources === null ? there : new Map([...there].filter(([path]) => path.startsWith(".github/")));
  const taken = [...(sources ?? [])].filter(([path]) => !path.startsWith(".github/workflows/"));
  const delivered = [...documents].map(([path, text]) => {
    const mode = kept.get(path)?.mode ?? "100644";
    return [path, { mode, content: Buffer.from(text) }] as const;
  });
  return new Map<string, ListedFile | { readonly mode: string; readonly content: Buffer }>([
    ...taken,
    ...kept,
    ...delivered,
  ]);
}

/** The text of one of the files; null: it is not there, or is no text in UTF-8. */
export async function textOf(
  repository: GitRepository,
  files: FilesToCommit,
  path: string,
): Promise<string | null> {
  const file = files.get(path);
  if (file?.mode.startsWith("100") !== true) return null;
  const content = "sha" in file ? await readListed(repository, file) : file.content;
  const text = content.toString("utf8");
  return text.includes("\ufffd") ? null : text;
}

/** Puts a commit that holds just these files on a branch; answers its name, or that of the last one if it holds them. */
export async function commitFiles(
  repository: GitRepository,
  branch: string,
  { files, message }: { readonly files: FilesToCommit; readonly message: string },
): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const head = await repository.commit(ref);
  const entries = new Map<string, ListedFile>();
  for (const [path, file] of files) {
    const sha = "sha" in file ? file.sha : await repository.write("blob", file.content);
    entries.set(path, { mode: file.mode, sha });
  }
  const tree = await repository.editTree(null, entries);
  if (head?.tree === tree) return head.sha;
  const signature = { ...rehearsal, date: commitTime };
  const parents = head === null ? [] : [head.sha];
  const data = { tree, parents, author: signature, committer: signature, message };
  const { sha } = await repository.writeCommit(data);
  const isMoved = await repository.move(ref, { old: head?.sha ?? null, next: sha }, { isForward: true });
  if (!isMoved) throw new Error(`${ref} was moved meanwhile`);
  return sha;
}

/**
 * Puts what a branch holds into one commit on an earlier one, as a squashed merge does, at the time that all commits here
 * have: builds take their time from it. Answers its name.
 */
export async function squash(
  repository: GitRepository,
  branch: string,
  { onto, message }: { readonly onto: string; readonly message: string },
): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const head = await repository.commit(ref);
  if (head === null) throw new Error(`${ref} is not there`);
  const signature = { ...rehearsal, date: commitTime };
  const data = { tree: head.tree, parents: [onto], author: signature, committer: signature, message };
  const { sha } = await repository.writeCommit(data);
  if (await repository.move(ref, { old: head.sha, next: sha })) return sha;
  throw new Error(`${ref} was moved meanwhile`);
}

/** Names a commit by a tag; answers the commit that the tag stood for until now, or null. */
export async function putTag(repository: GitRepository, tag: string, commit: string): Promise<string | null> {
  const ref = `refs/tags/${tag}`;
  const old = (await repository.reference(ref))?.sha ?? null;
  const stood = old === null ? null : ((await repository.commit(ref))?.sha ?? old);
  if (stood === commit) return null;
  if (!(await repository.move(ref, { old, next: commit }))) throw new Error(`${ref} was moved meanwhile`);
  return stood;
}

/** The files of a branch, by path; none where it has no commit. */
export async function filesOf(
  repository: GitRepository,
  branch: string,
): Promise<ReadonlyMap<string, ListedFile>> {
  const ref = `refs/heads/${branch}`;
  return (await repository.commit(ref)) === null ? new Map() : await listTree(repository, ref);
}
