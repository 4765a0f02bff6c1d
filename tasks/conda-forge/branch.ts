import { type GitHub, readAnswer } from "../github/client.ts";
import { RefusedError } from "../github/refusal.ts";
import { count, listOf, objectOf, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import { onceReady } from "./fork.ts";
import type { RecipeFile } from "./recipe-files.ts";
import { type Upstream, branchOf } from "./staged.ts";

/** A recipe on its way to a fork's branch. */
export interface Proposal {
  /** As conda calls it. */
  readonly name: string;
  readonly version: string;
  readonly files: readonly RecipeFile[];
  readonly upstream: Upstream;
  /** The person whose fork it is. */
  readonly login: string;
  /** `owner/name`. */
  readonly fork: string;
  /** How long a new fork is waited for (milliseconds). */
  readonly bound: number;
}

/** By which a commit is known to be this program's. */
const trailer = "Submitted-by: slipway submit-recipe";

/** How often somebody else, or the same program twice, may move the branch meanwhile. */
const attempts = 4;

/**
 * Brings the recipe to its branch, made from where staged-recipes' default branch is now, or changed where it is; what
 * it was brought to already stays. Throws a TaskError where somebody else has committed to it.
 */
export async function bringRecipe(github: GitHub, proposal: Proposal): Promise<"there" | "changed" | "made"> {
  for (let attempt = 1; ; attempt += 1) {
    const head = await headOf(github, proposal);
    const now = head === null ? null : await differenceOf(github, proposal);
    if (now !== null && isBrought(now, proposal)) return "there";
    if (now !== null) requireOwn(now, proposal);
    const base = head ?? (await upstreamHead(github, proposal.upstream));
    const commit = await commitOn(github, proposal, { base, stale: staleOf(now, proposal) });
    if (await pointed(github, proposal, { commit, isNew: head === null }))
      return head === null ? "made" : "changed";
    if (attempt >= attempts) throw moved(proposal);
  }
}

const reference = objectOf({ object: objectOf({ sha: text }) });

function refPath({ fork, name }: Proposal): string {
  return `/repos/${fork}/git/ref/heads/${branchOf(name)}`;
}

/** The branch's commit; null where there is no such branch. */
async function headOf(github: GitHub, proposal: Proposal): Promise<string | null> {
  const path = refPath(proposal);
  return await onceReady(github, proposal.bound, async () => {
    const answer = await github.call({ path, expect: [200, 404] });
    return answer.status === 404 ? null : readAnswer(answer, reference, path).object.sha;
  });
}

async function upstreamHead(github: GitHub, { repository, defaultBranch }: Upstream): Promise<string> {
  const path = `/repos/${repository}/git/ref/heads/${defaultBranch}`;
  return readAnswer(await github.call({ path }), reference, path).object.sha;
}

const difference = objectOf({
  total_commits: count,
  commits: listOf(objectOf({ sha: text, commit: objectOf({ message: text }) })),
  files: listOf(objectOf({ filename: text, status: text, sha: text })),
});

/** What the branch has beyond the default branch of staged-recipes. */
type Difference = ReturnType<typeof difference>;

async function differenceOf(github: GitHub, { upstream, login, name }: Proposal): Promise<Difference> {
  const range = [upstream.defaultBranch, `${login}:${branchOf(name)}`].map(encodeURIComponent).join("...");
  const path = `/repos/${upstream.repository}/compare/${range}`;
  return readAnswer(await github.call({ path }), difference, path);
}

function placeOf({ name }: Proposal, path: string): string {
  return `recipes/${name}/${path}`;
}

function isBrought({ files }: Difference, proposal: Proposal): boolean {
  const wanted = new Map(proposal.files.map(({ path, sha }) => [placeOf(proposal, path), sha]));
  return (
    files.length === wanted.size &&
    files.every(({ filename, status, sha }) => status !== "removed" && wanted.get(filename) === sha)
  );
}

/** What an earlier recipe had, and this one has not. */
function staleOf(now: Difference | null, proposal: Proposal): readonly string[] {
  const wanted = new Set(proposal.files.map(({ path }) => placeOf(proposal, path)));
  const there = (now?.files ?? []).filter(({ status }) => status !== "removed");
  return there.map(({ filename }) => filename).filter((place) => !wanted.has(place));
}

function requireOwn({ commits, total_commits, files }: Difference, proposal: Proposal): void {
  const { fork, name } = proposal;
  const place = `${fork}, branch ${branchOf(name)}`;
  const foreign = commits.find(({ commit }) => !commit.message.includes(trailer));
  const strange = files.find(({ filename }) => !filename.startsWith(placeOf(proposal, "")));
  const mend = "take what is wanted of it into the recipe, then delete the branch, or its last commits";
  if (foreign !== undefined) {
    const fault = `holds commit ${foreign.sha.slice(0, 10)} of somebody else`;
    throw new TaskError([{ place, fault, mend }]);
  }
  if (strange !== undefined || commits.length < total_commits)
    throw new TaskError([{ place, fault: "changes more than this recipe", mend }]);
}

/** A commit of the recipe, not yet on any branch. */
async function commitOn(
  github: GitHub,
  proposal: Proposal,
  { base, stale }: { readonly base: string; readonly stale: readonly string[] },
): Promise<string> {
  const { fork, upstream, files, name, version } = proposal;
  const blobs: string[] = [];
  for (const { content } of files) {
    const body = { content: content.toString("base64"), encoding: "base64" };
    blobs.push(
      await onceReady(github, proposal.bound, () => created(github, `/repos/${fork}/git/blobs`, body)),
    );
  }
  const commit = `/repos/${upstream.repository}/git/commits/${base}`;
  const { tree } = readAnswer(
    await github.call({ path: commit }),
    objectOf({ tree: objectOf({ sha: text }) }),
    commit,
  );
  const entries = files.map(({ path }, index) => ({
    path: placeOf(proposal, path),
    sha: blobs[index] ?? null,
  }));
  const changes = [...entries, ...stale.map((path) => ({ path, sha: null }))];
  const changed = await created(github, `/repos/${fork}/git/trees`, {
    base_tree: tree.sha,
    tree: changes.map((change) => ({ ...change, mode: "100644", type: "blob" })),
  });
  const message = `Add ${name} ${version}\n\n${trailer}`;
  return await created(github, `/repos/${fork}/git/commits`, { message, tree: changed, parents: [base] });
}

/** Makes an object of git; answers its name. */
async function created(github: GitHub, path: string, body: unknown): Promise<string> {
  const answer = await github.call({ method: "POST", path, body, expect: [201] });
  return readAnswer(answer, objectOf({ sha: text }), path).sha;
}

/** Lets the branch be at a commit; false where it was made or moved meanwhile. */
async function pointed(
  github: GitHub,
  proposal: Proposal,
  { commit: sha, isNew }: { readonly commit: string; readonly isNew: boolean },
): Promise<boolean> {
  const refs = `/repos/${proposal.fork}/git/refs`;
  const ref = `heads/${branchOf(proposal.name)}`;
  try {
    if (isNew) await github.call({ method: "POST", path: refs, body: { ref: `refs/${ref}`, sha } });
    else await github.call({ method: "PATCH", path: `${refs}/${ref}`, body: { sha, force: false } });
    return true;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if ([409, 422].includes(error.status) && (await headOf(github, proposal)) !== null) return false;
    throw [403, 404, 422].includes(error.status) ? behind(error, proposal) : error;
  }
}

/** A token may not bring workflows that the fork has not: those of staged-recipes change now and then. */
function behind(error: RefusedError, { fork }: Proposal): TaskError {
  const mend =
    "if the token is to be told why, give it the scope workflow, or press Sync fork on that page, then run the job again";
  const place = `https://github.com/${fork}`;
  const fault = "takes no branch from where staged-recipes is now";
  return new TaskError([...error.faults, { place, fault, mend }]);
}

function moved(proposal: Proposal): TaskError {
  const place = `${proposal.fork}, branch ${branchOf(proposal.name)}`;
  const mend = "let one job do it, then run it again";
  return new TaskError([{ place, fault: "is changed by somebody else all the time", mend }]);
}
