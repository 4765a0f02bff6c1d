import type { Declaration } from "../declaration/declaration.ts";
import type { GitHub } from "../github/client.ts";
import { RefusedError } from "../github/refusal.ts";
import { workflowRuns } from "../github/runs.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import { headOf, isOurs, putCommit, treeWith } from "./branch.ts";
import type { ProposedFile } from "./files.ts";
import { type PullRequest, type Told, closePull, ensurePull, findPull } from "./pull-request.ts";

/** Files that a pull request puts onto the default branch. */
export interface Proposal extends Told {
  /** One that is Slipway's alone. */
  readonly branch: string;
  readonly files: readonly ProposedFile[];
  readonly declaration: Pick<Declaration, "repository" | "release">;
  /** Address of GitHub's pages: `https://github.com`. */
  readonly server: string;
}

/** What became of it: the open pull request; null: there is nothing to propose. */
export interface Proposed {
  readonly pull: PullRequest | null;
}

/**
 * Brings files into one pull request: one commit on a branch of its own from the default branch's head, built since
 * nothing else starts that. Looks before each step, so that it goes on from wherever it was interrupted.
 */
export async function propose(
  github: GitHub,
  proposal: Proposal,
  say: (line: string) => void,
): Promise<Proposed> {
  const { branch, declaration } = proposal;
  const { defaultBranch } = declaration.repository;
  const base = await headOf(github, defaultBranch);
  if (base === null) throw noBase(defaultBranch);
  const tree = await treeWith(github, base, proposal.files);
  const head = await headOf(github, branch);
  const between = { branch, base: defaultBranch };
  if (tree === base.tree) {
    const open = head === null || !isOurs(head) ? null : await findPull(github, between);
    say(`${defaultBranch} holds all of it already.`);
    if (open === null) return { pull: null };
    await closePull(github, open, `Obsolete: ${defaultBranch} holds all of it by now.`);
    say(`Closed as obsolete: ${open.url}`);
    return { pull: null };
  }
  if (head !== null && !isOurs(head)) throw foreign(proposal, github);
  const isCurrent = head?.tree === tree && head.parents[0] === base.sha;
  const commit = isCurrent
    ? head.sha
    : await putCommit(github, { branch, head }, { ...proposal, tree, base });
  const pull = await opened(github, proposal);
  await build(github, proposal, { commit, say });
  if ("place" in pull) throw new TaskError([pull]);
  say(`Proposed: ${pull.url}`);
  return { pull };
}

/** The pull request, or what forbids it: the branch is there and built all the same. */
async function opened(github: GitHub, proposal: Proposal): Promise<PullRequest | Fault> {
  const { branch, declaration, server } = proposal;
  const { defaultBranch: base } = declaration.repository;
  try {
    return await ensurePull(github, { branch, base }, { title: proposal.title, body: proposal.body });
  } catch (error) {
    if (!(error instanceof RefusedError) || !error.message.includes("not permitted to create")) throw error;
    const page = `${server}/${github.repository}`;
    return {
      place: `pull request of ${branch}`,
      fault: "may not be opened: GitHub Actions is not permitted to create pull requests here",
      mend:
        `tick "Allow GitHub Actions to create and approve pull requests" on ${page}/settings/actions ` +
        `(where it is greyed out, on the organization's), and run this job again; or open it yourself: ${page}/compare/${base}...${branch}?expand=1`,
    };
  }
}

/** What a workflow's own token pushes starts no workflow: the build is started by hand, once for each commit. */
async function build(
  github: GitHub,
  { branch, declaration }: Proposal,
  { commit, say }: { readonly commit: string; readonly say: (line: string) => void },
): Promise<void> {
  const { buildWorkflow: workflow } = declaration.release;
  const runs = await workflowRuns(github, { workflow, commit });
  const run = runs.find(({ conclusion }) => conclusion !== "cancelled");
  if (run !== undefined) {
    say(`${workflow} has run, or is about to: ${run.url}`);
    return;
  }
  const path = `/repos/${github.repository}/actions/workflows/${encodeURIComponent(workflow)}/dispatches`;
  await github.call({ method: "POST", path, body: { ref: branch }, expect: [200, 204] });
  say(`${workflow} was started on ${branch}.`);
}

function foreign({ branch, server }: Proposal, github: GitHub): TaskError {
  const fault = "holds commits of somebody else, which would be lost";
  const mend = `merge its pull request or delete the branch (${server}/${github.repository}/branches), and run this job again`;
  return new TaskError([{ place: `branch ${branch}`, fault, mend }]);
}

function noBase(branch: string): TaskError {
  const mend = "declare the repository's default branch in the stack and deliver it";
  return new TaskError([{ place: `branch ${branch}`, fault: "is not there", mend }]);
}
