import { FaultsError } from "../../config/fault.ts";
import type { Plan } from "../../plan/plan.ts";
import { isOwn } from "../../provider/resources/delivery/commit-message.ts";
import type { Pull } from "../../provider/resources/delivery/remote.ts";
import type { Preparation } from "../../documents/release/prepare.ts";
import { pullText } from "./pull-text.ts";
import { withFaults } from "./refused.ts";
import type { OpenRepository } from "./repository.ts";

/** The pull request, and what was done to it. */
export interface Proposal {
  readonly action: "opened" | "updated" | "unchanged";
  readonly number: number;
  readonly url: string;
  readonly branch: string;
}

/** Puts a preparation on its branch, in one commit, and opens or updates its pull request. Throws a FaultsError. */
export function propose(plan: Plan, repository: OpenRepository, preparation: Preparation): Promise<Proposal> {
  const branch = `release/${preparation.version}`;
  return withFaults(branch, () => proposeFrom(plan, repository, { branch, preparation }));
}

async function proposeFrom(
  plan: Plan,
  repository: OpenRepository,
  { branch, preparation }: Put,
): Promise<Proposal> {
  const isMoved = await putOnBranch(plan, repository, { branch, preparation });
  const { remote, writer } = repository;
  const text = pullText(plan, preparation);
  const open = (await remote.pulls(branch)).find(({ state }) => state === "open");
  const answer = (action: Proposal["action"], { number, url }: Pull) => ({ action, number, url, branch });
  if (open === undefined) {
    const base = remote.place.defaultBranch;
    return answer("opened", await writer.openPull({ head: branch, base }, text));
  }
  const isSaid = open.title === text.title && sameText(open.body, text.body);
  if (isSaid) return answer(isMoved ? "updated" : "unchanged", open);
  return answer("updated", await writer.editPull(open.number, text));
}

/** GitHub may give line ends of its own. */
function sameText(one: string, other: string): boolean {
  return one.replaceAll("\r\n", "\n").trim() === other.replaceAll("\r\n", "\n").trim();
}

interface Put {
  readonly branch: string;
  readonly preparation: Preparation;
}

/** Whether the branch was made or moved; false: it has just that already. It is only ever moved forward. */
async function putOnBranch(
  plan: Plan,
  repository: OpenRepository,
  { branch, preparation }: Put,
): Promise<boolean> {
  const { remote, writer, base } = repository;
  const tree = await repository.tree(preparation.edits);
  const head = await remote.head(branch);
  const isCurrent = head === null ? null : await standing(plan, repository, branch);
  if (head?.tree === tree && isCurrent === true) return false;
  const parents =
    head === null || isCurrent === null ? [base.sha] : [head.sha, ...(isCurrent ? [] : [base.sha])];
  const commit = await writer.commit({ tree, parents, message: messageOf(plan, preparation, tree) });
  // Whatever was pushed meanwhile is not among the parents, and GitHub then refuses.
  const isDone = await (head === null
    ? writer.createBranch(branch, commit)
    : writer.moveBranch(branch, commit));
  if (isDone) return true;
  const fault = `branch ${branch} was made or moved by another meanwhile`;
  throw new FaultsError([{ place: nameOf(repository), fault, mend: "run it again" }]);
}

/**
 * Whether the branch, which holds commits of this stack, is up to date with the default branch; null: it holds none
 * beyond that one's. Throws a FaultsError for others' commits.
 */
async function standing(plan: Plan, repository: OpenRepository, branch: string): Promise<boolean | null> {
  const { remote, base } = repository;
  const comparison = await remote.compare(remote.place.defaultBranch, branch);
  const commits = comparison?.commits ?? [];
  const isAnothers = comparison === null || comparison.total > commits.length;
  if (!isAnothers && commits.every((commit) => isOwn(commit, plan)))
    return commits.length === 0 ? null : comparison.mergeBase === base.sha;
  const fault = `branch ${branch} holds commits that are not this stack's`;
  const mend = "merge its pull request, or rename or delete that branch, then run it again";
  throw new FaultsError([{ place: nameOf(repository), fault, mend }]);
}

function nameOf({ remote: { place } }: OpenRepository): string {
  return `${place.owner}/${place.name}`;
}

/** The trailers tell the stack's own commits from others', also where somebody amended one. */
function messageOf(
  { package: { name }, project, stack }: Plan,
  { version }: Preparation,
  tree: string,
): string {
  return [
    `Prepare ${name} ${version}`,
    "",
    `Slipway-Stack: ${project}/${stack}`,
    `Slipway-Tree: ${tree}`,
    "",
  ].join("\n");
}
