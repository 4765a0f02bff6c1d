import { type GitHub, readAnswer } from "../github/client.ts";
import { count, flag, listOf, nullable, objectOf, optional, text } from "../json/shape.ts";
import { organization } from "./feedstock.ts";

/** Where recipes of new packages are proposed. */
export const stagedRecipes = `${organization}/staged-recipes`;

/** A pull request of staged-recipes. */
export interface StagedPull {
  readonly number: number;
  readonly url: string;
  readonly state: string;
  readonly merged: boolean;
  readonly user: string;
  /** ISO 8601. */
  readonly created: string;
}

/** The branch that a recipe is proposed from. */
export function branchOf(name: string): string {
  return `slipway/${name}`;
}

/** A pull request's own fields. */
const pull = objectOf({
  number: count,
  html_url: text,
  state: text,
  merged_at: nullable(text),
  user: nullable(objectOf({ login: text })),
  created_at: text,
  head: objectOf({ sha: text }),
});

/** One that this pipeline has proposed, with the commit that it proposes. */
export interface OwnPull extends StagedPull {
  readonly head: string;
}

/** What somebody has proposed of a recipe from the branch for it, the one to go on with first: open, merged, newest. */
export async function pullsFrom(github: GitHub, login: string, name: string): Promise<readonly OwnPull[]> {
  const head = encodeURIComponent(`${login}:${branchOf(name)}`);
  const path = `/repos/${stagedRecipes}/pulls?head=${head}&state=all&per_page=100`;
  const found = (await github.pages(path, pull)).map((one) => ({
    number: one.number,
    url: one.html_url,
    state: one.state,
    merged: one.merged_at !== null,
    user: one.user?.login ?? "ghost",
    created: one.created_at,
    head: one.head.sha,
  }));
  return found.toSorted((one, other) => rank(one) - rank(other) || other.number - one.number);
}

function rank({ state, merged }: StagedPull): number {
  if (state === "open") return 0;
  return merged ? 1 : 2;
}

const issue = objectOf({
  number: count,
  title: text,
  html_url: text,
  state: text,
  created_at: text,
  user: nullable(objectOf({ login: text })),
  pull_request: optional(objectOf({ merged_at: optional(text) })),
});

/** Titles that name a package are few; of a name that is a word of everyday language, no more are looked into. */
const mostCandidates = 30;

/**
 * Pull requests, open or merged, that have a recipe of that name: found by their titles, told by their files. One whose
 * title does not name it is not found.
 */
export async function pullsWithRecipe(github: GitHub, name: string): Promise<readonly StagedPull[]> {
  const words = `repo:${stagedRecipes} is:pr in:title ${name}`;
  const path = `/search/issues?per_page=100&q=${encodeURIComponent(words)}`;
  const { items } = readAnswer(await github.call({ path }), objectOf({ items: listOf(issue) }), path);
  const candidates = items
    .map((one) => ({
      number: one.number,
      title: one.title,
      url: one.html_url,
      state: one.state,
      merged: one.pull_request?.merged_at != null,
      user: one.user?.login ?? "ghost",
      created: one.created_at,
    }))
    .filter(({ title, state, merged }) => names(title, name) && (state === "open" || merged))
    .toSorted((one, other) => rank(one) - rank(other) || other.number - one.number);
  const found: StagedPull[] = [];
  for (const { title: _title, ...candidate } of candidates.slice(0, mostCandidates))
    if (await hasRecipe(github, candidate.number, name)) found.push(candidate);
  return found;
}

/** Whether a title holds the name as a word of its own, however its parts are joined. */
function names(title: string, name: string): boolean {
  const plain = (words: string) => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ");
  return ` ${plain(title)} `.includes(` ${plain(name).trim()} `);
}

const changed = objectOf({ filename: text, status: text });

async function hasRecipe(github: GitHub, number: number, name: string): Promise<boolean> {
  const path = `/repos/${stagedRecipes}/pulls/${number}/files?per_page=100`;
  const files = readAnswer(await github.call({ path }), listOf(changed), path);
  return files.some(({ filename, status }) => {
    return status !== "removed" && filename.toLowerCase().startsWith(`recipes/${name.toLowerCase()}/`);
  });
}

/** What staged-recipes is proposed to. */
export interface Upstream {
  readonly repository: string;
  readonly defaultBranch: string;
}

const repository = objectOf({ full_name: text, default_branch: text, archived: flag });

/** staged-recipes as it is now. */
export async function upstreamOf(github: GitHub): Promise<Upstream> {
  const path = `/repos/${stagedRecipes}`;
  const { full_name, default_branch } = readAnswer(await github.call({ path }), repository, path);
  return { repository: full_name, defaultBranch: default_branch };
}

/** Whether the default branch has a recipe of that name. */
export async function isStaged(
  github: GitHub,
  { repository: upstream, defaultBranch }: Upstream,
  name: string,
): Promise<boolean> {
  const path = `/repos/${upstream}/contents/recipes/${name}?ref=${encodeURIComponent(defaultBranch)}`;
  return (await github.call({ path, expect: [200, 404] })).status === 200;
}
