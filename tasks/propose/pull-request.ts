import { type GitHub, readAnswer } from "../github/client.ts";
import { RefusedError } from "../github/refusal.ts";
import { count, objectOf, optional, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";

/** An open pull request. */
export interface PullRequest {
  readonly number: number;
  /** Its page. */
  readonly url: string;
  readonly title: string;
  readonly body: string;
}

/** What a pull request is between. */
export interface Between {
  readonly branch: string;
  readonly base: string;
}

/** What it tells. */
export interface Told {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

const answered = objectOf({ number: count, html_url: text, title: text, body: optional(text) });

const pullShape = (value: unknown, place: string): PullRequest => {
  const { number, html_url: url, title, body } = answered(value, place);
  return { number, url, title, body: body ?? "" };
};

/** The open pull request of a branch of the repository itself; null where there is none. */
export async function findPull(github: GitHub, { branch, base }: Between): Promise<PullRequest | null> {
  const [owner = ""] = github.repository.split("/");
  const query = new URLSearchParams({ state: "open", head: `${owner}:${branch}`, base }).toString();
  const [pull] = await github.pages(`/repos/${github.repository}/pulls?${query}`, pullShape);
  return pull ?? null;
}

/** Brings the branch's pull request to what it should tell: opened where there is none. */
export async function ensurePull(github: GitHub, between: Between, told: Told): Promise<PullRequest> {
  const open = await findPull(github, between);
  if (open === null) return await openPull(github, between, told);
  if (open.title === told.title && sameText(open.body, told.body)) return open;
  return await changePull(github, open, told);
}

/** Closes it and says why in one request, so that neither is ever without the other. */
export function closePull(github: GitHub, pull: PullRequest, why: string): Promise<PullRequest> {
  return changePull(github, pull, { body: `${why}\n\n${pull.body}`, state: "closed" });
}

async function openPull(github: GitHub, { branch, base }: Between, told: Told): Promise<PullRequest> {
  const path = `/repos/${github.repository}/pulls`;
  try {
    const body = { ...told, head: branch, base, maintainer_can_modify: true };
    return readAnswer(await github.call({ method: "POST", path, body, expect: [201] }), pullShape, path);
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    // One whose answer was lost is there all the same.
    const made =
      error instanceof RefusedError && error.status === 403 ? null : await findPull(github, { branch, base });
    if (made !== null) return made;
    throw error;
  }
}

async function changePull(
  github: GitHub,
  { number }: PullRequest,
  body: Partial<Told> & { readonly state?: "closed" },
): Promise<PullRequest> {
  const path = `/repos/${github.repository}/pulls/${number}`;
  return readAnswer(await github.call({ method: "PATCH", path, body }), pullShape, path);
}

/** GitHub keeps line ends as browsers send them. */
function sameText(one: string, other: string): boolean {
  const plain = (body: string) => body.replaceAll("\r\n", "\n").trim();
  return plain(one) === plain(other);
}
