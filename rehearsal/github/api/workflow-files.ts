import { readTree } from "../git/edit-tree.ts";
import type { GitRepository } from "../git/repository.ts";
import { forbidden } from "../http/authorize.ts";
import type { Call } from "../http/route.ts";

const folder = ".github/workflows";

/** Throws where the token may not touch workflows, and the path is one, or a folder that holds some. */
export function assertMayChange(call: Call, path: string): void {
  const isWorkflow = path === ".github" || path === folder || path.startsWith(`${folder}/`);
  if (isWorkflow && !call.may("workflows=write")) throw forbidden(call, "contents=write", "workflows=write");
}

/** Throws where the token may not touch workflows, and a branch or tag would hold one that no branch holds yet. */
export async function assertMayPoint(call: Call, git: GitRepository, sha: string): Promise<void> {
  if (call.may("workflows=write")) return;
  const wanted = await workflowsOf(git, sha);
  for (const head of wanted.size === 0 ? [] : await git.references("refs/heads/"))
    for (const file of await workflowsOf(git, head.sha)) wanted.delete(file);
  if (wanted.size > 0) throw forbidden(call, "contents=write", "workflows=write");
}

/** Throws where the token may not touch workflows, and a release's target has one that the default branch has not so. */
export async function assertMayTarget(
  call: Call,
  git: GitRepository,
  { target, branch }: { readonly target: string; readonly branch: string },
): Promise<void> {
  if (call.may("workflows=write")) return;
  const commits = await Promise.all([git.commit(target), git.commit(branch)]);
  const [wanted, known] = await Promise.all(
    commits.map(async (commit) => (commit ? workflowsOf(git, commit.sha) : new Set<string>())),
  );
  if ([...(wanted ?? [])].some((file) => known?.has(file) !== true))
    throw forbidden(call, "contents=write", "workflows=write");
}

/** Each as its name and what it holds. */
async function workflowsOf(git: GitRepository, sha: string): Promise<Set<string>> {
  const commit = await git.commit(sha);
  const entry = commit && (await git.entry(commit, folder));
  const files = entry?.mode === "040000" ? await readTree(git.reader, entry.sha) : [];
  return new Set(files.map(({ name, sha: content }) => `${content} ${name}`));
}
