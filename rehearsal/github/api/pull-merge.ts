import { mergedTree, rebased } from "../git/merge.ts";
import { commitsBetween } from "../git/diff.ts";
import type { Signature } from "../git/objects.ts";
import type { Commit, GitRepository } from "../git/repository.ts";
import { optionalString, optionalWord } from "../http/body.ts";
import { ApiError, conflict, notFound } from "../http/error.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import type { PullRecord } from "../store/pull-records.ts";
import { timestamp } from "../store/records.ts";
import { viewer } from "./given.ts";
import { repositoryOf } from "./of-repository.ts";
import { pullOf } from "./pulls.ts";
import { asItStands, headCommit, settlePulls } from "./pull-state.ts";
import { mergeViolation, type MergeMethod } from "./ref-rules.ts";

const path = "/repos/{owner}/{repo}/pulls/{pull_number}/merge";
const documentation = "pulls/pulls";

/** How a pull request gets into its base. */
export const pullMerge: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#check-if-a-pull-request-has-been-merged`,
    needs: "pull_requests=read",
    handle: check,
  },
  {
    method: "PUT",
    path,
    documentation: `${documentation}#merge-a-pull-request`,
    needs: "contents=write",
    handle: merge,
  },
];

async function check(call: Call): Promise<Reply> {
  const git = await call.github.repository(repositoryOf(call).fullName);
  if ((await asItStands(git, pullOf(call))).merged_at === null) throw notFound();
  return noContent;
}

/** What a merge is made of. */
interface Merge {
  readonly call: Call;
  readonly git: GitRepository;
  readonly pull: PullRecord;
  readonly base: Commit;
  readonly head: Commit;
  readonly owner: string;
}

async function merge(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  await settlePulls(git, repository.record);
  const pull = pullOf(call);
  const method = optionalWord(call.body, "merge_method", ["merge", "squash", "rebase"]) ?? "merge";
  const base = await git.commit(`refs/heads/${pull.base}`);
  const head = await headCommit(git, pull);
  if (pull.state === "closed" || !base || !head) throw refused("Pull Request is not mergeable");
  if (pull.draft) throw refused("Pull Request is still a draft");
  const known = optionalString(call.body, "sha");
  if (known !== undefined && known !== head.sha)
    throw conflict("Head branch was modified. Review and try the merge again.");
  const violation = mergeViolation(repository, `refs/heads/${pull.base}`, method);
  if (violation) throw refused(violation);
  const owner = repository.fullName.split("/")[0] ?? "";
  const sha = await mergedCommit({ call, git, pull, base, head, owner }, method);
  if (!(await git.move(`refs/heads/${pull.base}`, { old: base.sha, next: sha }, { isForward: true })))
    throw conflict("Base branch was modified. Review and try the merge again.");
  const now = timestamp();
  const merged_by = call.records.viewer ?? owner;
  Object.assign(pull, { state: "closed", merge_commit_sha: sha, merged_by });
  Object.assign(pull, { merged_at: now, closed_at: now, updated_at: now });
  await settlePulls(git, repository.record);
  return ok({ sha, merged: true, message: "Pull Request successfully merged" });
}

function refused(message: string): ApiError {
  return new ApiError(405, message);
}

async function mergedCommit(work: Merge, method: MergeMethod): Promise<string> {
  const { call, git, base, head } = work;
  const date = new Date();
  const author: Signature = { ...viewer(call.records), date };
  if (method === "rebase") {
    const sha = await rebased(git, { base, head }, author);
    if (sha === null) throw refused("This branch can't be rebased");
    return sha;
  }
  const tree = await mergedTree(git, base.sha, head.sha);
  if (tree === null) throw refused("Pull Request is not mergeable");
  const parents = method === "squash" ? [base.sha] : [base.sha, head.sha];
  const committer = { ...service, date };
  const message = await messageOf(work, method);
  return (await git.writeCommit({ tree, parents, author, committer, message })).sha;
}

/** Who commits what is made on the service's own pages and by its merges. */
const service = { name: "GitHub", email: "noreply@github.com" };

/** As a repository has it that nobody has set otherwise. */
async function messageOf(work: Merge, method: "merge" | "squash"): Promise<string> {
  const { call, pull } = work;
  const owner = pull.head_repo?.split("/")[0] ?? work.owner;
  const [title, text] =
    method === "merge"
      ? [`Merge pull request #${pull.number} from ${owner}/${pull.head}`, pull.title]
      : await squashed(work);
  const wanted = [
    optionalString(call.body, "commit_title") ?? title,
    optionalString(call.body, "commit_message") ?? text,
  ];
  return wanted.filter((part) => part !== "").join("\n\n");
}

/** A single commit keeps what it says; of several each is listed. */
async function squashed({ git, pull, base, head }: Merge): Promise<readonly [string, string]> {
  const names = await commitsBetween(git, { from: base.sha, to: head.sha });
  const commits = await Promise.all(names.toReversed().map((sha) => git.commit(sha)));
  const messages = commits.flatMap((commit) => (commit ? [commit.message] : []));
  const [only = "", ...others] = messages;
  if (others.length > 0)
    return [`${pull.title} (#${pull.number})`, messages.map((message) => `* ${message}`).join("\n\n")];
  const [subject = "", ...rest] = only.split("\n");
  return [`${subject} (#${pull.number})`, rest.join("\n").trim()];
}
