import { type GitHub, readAnswer } from "../github/client.ts";
import { flag, objectOf, text } from "../json/shape.ts";
import { type RecipeFacts, readRecipe } from "./recipe.ts";

/** The repository on GitHub that a package of conda-forge is built from. */
export interface Feedstock {
  /** `conda-forge/pyvenice-feedstock`, as it is called now. */
  readonly repository: string;
  readonly url: string;
  readonly defaultBranch: string;
  readonly archived: boolean;
}

/** Where conda-forge keeps its repositories. */
export const organization = "conda-forge";

/** The feedstock of a package, or of the one that another feedstock makes beside its own; null: there is none. */
export async function findFeedstock(github: GitHub, name: string): Promise<Feedstock | null> {
  return (await feedstockOf(github, name)) ?? (await otherFeedstock(github, name));
}

const answered = objectOf({ full_name: text, html_url: text, default_branch: text, archived: flag });

async function feedstockOf(github: GitHub, name: string): Promise<Feedstock | null> {
  const path = `/repos/${organization}/${encodeURIComponent(name)}-feedstock`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const { full_name, html_url, default_branch, archived } = readAnswer(answer, answered, path);
  return { repository: full_name, url: html_url, defaultBranch: default_branch, archived };
}

/** conda-forge keeps a file for each package that says which feedstocks make it. */
async function otherFeedstock(github: GitHub, name: string): Promise<Feedstock | null> {
  const path = `/repos/${organization}/feedstock-outputs/contents/${outputPath(name)}`;
  const content = await readText(github, path);
  const [other] = /"feedstocks"\s*:\s*\[\s*"([\w.-]+)"/.exec(content ?? "")?.slice(1) ?? [];
  return other === undefined || other === name ? null : await feedstockOf(github, other);
}

/** `outputs/p/y/v/pyvenice.json`: by its first three letters or digits, filled up with z. */
function outputPath(name: string): string {
  const letters = name.replaceAll(/[^a-z\d]/gi, "").padEnd(3, "z");
  const folders = [0, 1, 2].map((index) => letters.charAt(index));
  return ["outputs", ...folders, `${name}.json`].map(encodeURIComponent).join("/");
}

/** What the recipe on a feedstock's default branch says; null where it has none that is known by name. */
export async function feedstockRecipe(
  github: GitHub,
  { repository, defaultBranch }: Feedstock,
): Promise<RecipeFacts | null> {
  for (const file of ["recipe.yaml", "meta.yaml"]) {
    const query = `ref=${encodeURIComponent(defaultBranch)}`;
    const source = await readText(github, `/repos/${repository}/contents/recipe/${file}?${query}`);
    if (source !== null) return readRecipe(source);
  }
  return null;
}

/** A file of a repository as text; null where it is not there. */
export async function readText(github: GitHub, path: string): Promise<string | null> {
  const accept = "application/vnd.github.raw+json";
  const answer = await github.call({ path, accept, expect: [200, 404] });
  return answer.status === 404 ? null : answer.body.toString("utf8");
}
