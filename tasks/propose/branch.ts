import { type GitHub, readAnswer } from "../github/client.ts";
import { listOf, objectOf, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import type { ProposedFile } from "./files.ts";

/** A commit, as far as a proposal goes by it. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

const reference = objectOf({ object: objectOf({ sha: text }) });
const object = objectOf({ sha: text });
const commitShape = objectOf({
  sha: text,
  tree: object,
  parents: listOf(object),
  message: text,
});

/** Ends the message of a commit of ours: with the tree that it had, so that one that somebody amended is not ours. */
const trailer = "Slipway-Proposal";

/** The commit that a branch is at; null where there is no such branch. */
export async function headOf(github: GitHub, branch: string): Promise<Commit | null> {
  const path = `/repos/${github.repository}/git/ref/heads/${branchPath(branch)}`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const { sha } = readAnswer(answer, reference, path).object;
  const where = `/repos/${github.repository}/git/commits/${sha}`;
  const commit = readAnswer(await github.call({ path: where }), commitShape, where);
  return { ...commit, tree: commit.tree.sha, parents: commit.parents.map((parent) => parent.sha) };
}

/** Whether a commit is one that this made, as it made it. */
export function isOurs({ tree, parents, message }: Commit): boolean {
  return parents.length === 1 && message.trimEnd().endsWith(`\n${trailer}: ${tree}`);
}

/** The tree of a commit with the files in it; the commit's own where it holds them already. */
export async function treeWith(
  github: GitHub,
  base: Commit,
  files: readonly ProposedFile[],
): Promise<string> {
  const path = `/repos/${github.repository}/git/trees`;
  const tree = files.map((file) => {
    return { path: file.path, mode: "100644", type: "blob", content: file.text };
  });
  const body = { base_tree: base.tree, tree };
  return readAnswer(await github.call({ method: "POST", path, body, expect: [201] }), object, path).sha;
}

/** Puts one commit onto a branch of ours: made where it is not there, else moved from where it was seen. */
export async function putCommit(
  github: GitHub,
  { branch, head }: { readonly branch: string; readonly head: Commit | null },
  commit: { readonly title: string; readonly tree: string; readonly base: Commit },
): Promise<string> {
  const repository = `/repos/${github.repository}/git`;
  const message = `${commit.title}\n\n${trailer}: ${commit.tree}\n`;
  const body = { message, tree: commit.tree, parents: [commit.base.sha] };
  const path = `${repository}/commits`;
  const made = readAnswer(await github.call({ method: "POST", path, body, expect: [201] }), object, path);
  if (head === null) {
    const ref = { ref: `refs/heads/${branch}`, sha: made.sha };
    await github.call({ method: "POST", path: `${repository}/refs`, body: ref, expect: [201] });
    return made.sha;
  }
  const seen = (await headOf(github, branch))?.sha;
  if (seen !== head.sha) throw moved(branch);
  const to = `${repository}/refs/heads/${branchPath(branch)}`;
  await github.call({ method: "PATCH", path: to, body: { sha: made.sha, force: true } });
  return made.sha;
}

function moved(branch: string): TaskError {
  const mend = "run the job again once nobody else works on it";
  return new TaskError([{ place: `branch ${branch}`, fault: "moved while this ran", mend }]);
}

function branchPath(branch: string): string {
  return branch.split("/").map(encodeURIComponent).join("/");
}
