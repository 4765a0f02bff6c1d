import { type GitHub, readAnswer } from "../github/client.ts";
import { RefusedError } from "../github/refusal.ts";
import { objectOf, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import type { Proposal } from "./branch.ts";
import { type OwnPull, branchOf, pullsFrom } from "./staged.ts";

const shown = objectOf({ html_url: text });

/** The open pull request of the branch: the one that there is, or a new one. Answers its address. */
export async function openPull(
  github: GitHub,
  { upstream, login, name }: Proposal,
  body: () => Promise<string>,
): Promise<string> {
  const open = await openOf(github, login, name);
  if (open !== null) return open;
  const path = `/repos/${upstream.repository}/pulls`;
  const head = `${login}:${branchOf(name)}`;
  const asked = {
    title: `Add ${name}`,
    head,
    base: upstream.defaultBranch,
    body: await body(),
    maintainer_can_modify: true,
  };
  try {
    return readAnswer(await github.call({ method: "POST", path, body: asked }), shown, path).html_url;
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    // Made meanwhile, by another run or by a request whose answer was lost.
    const made = error.status === 422 ? await openOf(github, login, name) : null;
    if (made !== null) return made;
    throw [403, 404].includes(error.status) ? byHand(error, `${upstream.defaultBranch}...${head}`) : error;
  }
}

async function openOf(github: GitHub, login: string, name: string): Promise<string | null> {
  const [first] = await pullsFrom(github, login, name);
  return first?.state === "open" ? first.url : null;
}

/** A fine-grained token reaches one owner's repositories, and so opens none in another's. */
function byHand(error: RefusedError, range: string): TaskError {
  const place = "GH_TOKEN";
  const fault = "may not open pull requests in conda-forge/staged-recipes, as no fine-grained token may";
  const mend = `take a classic token with the scope public_repo, or open it by hand: https://github.com/conda-forge/staged-recipes/compare/${range}?expand=1`;
  return new TaskError([...error.faults, { place, fault, mend }]);
}

/**
 * Opens a pull request again that was closed, its branch made anew where it is gone. False where GitHub does not let it
 * be: then a new one takes its place.
 */
export async function reopen(
  github: GitHub,
  { upstream, fork, name }: Proposal,
  { number, head }: OwnPull,
): Promise<boolean> {
  const refs = `/repos/${fork}/git/refs`;
  const branch = { ref: `refs/heads/${branchOf(name)}`, sha: head };
  await github.call({ method: "POST", path: refs, body: branch, expect: [201, 404, 422] });
  const path = `/repos/${upstream.repository}/pulls/${number}`;
  const asked = { method: "PATCH", path, body: { state: "open" }, expect: [200, 422] } as const;
  return (await github.call(asked)).status === 200;
}
