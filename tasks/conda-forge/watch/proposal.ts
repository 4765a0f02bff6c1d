import type { DeclaredConda } from "../../declaration/declaration.ts";
import type { GitHub } from "../../github/client.ts";
import { type StagedPull, pullsFrom, pullsWithRecipe, stagedRecipes } from "../staged.ts";
import { type Observation, type Patience, daysSince, inDays, needed, notable } from "./observation.ts";
import { observePull, pullOf } from "./pulls.ts";

/** How the proposal of a package stands that has no feedstock yet. */
export async function observeProposal(
  github: GitHub,
  conda: DeclaredConda,
  patience: Patience,
): Promise<Observation> {
  const proposal = await findProposal(github, conda);
  if (proposal === null)
    return notable(conda.name, "is not proposed to conda-forge yet; the workflow conda-forge.yml does it");
  const { url, number, state, merged } = proposal;
  if (state === "open") {
    const pull = await pullOf(github, stagedRecipes, number);
    const review = `ask for a review by a comment there: @conda-forge-admin, please ping ${stagedRecipes}`;
    return await observePull(github, { repository: stagedRecipes, pull }, { patience, review });
  }
  if (!merged) {
    const mend = "read there why, then run the workflow conda-forge.yml with -f reopen=true";
    return needed(url, "was closed without being merged", mend);
  }
  const age = daysSince(patience, Date.parse(proposal.created));
  const found = `is merged, opened ${inDays(age)} ago, and there is no feedstock`;
  if (age <= patience.days) return notable(url, found);
  return needed(url, found, `ask conda-forge there what keeps it from becoming one`);
}

/** From the branch of a maintainer, else by whomever its title leads to. */
async function findProposal(
  github: GitHub,
  { name, maintainers }: DeclaredConda,
): Promise<StagedPull | null> {
  const own: StagedPull[] = [];
  for (const login of maintainers.filter((maintainer) => !maintainer.includes("/")))
    own.push(...(await pullsFrom(github, login, name)));
  const open = own.find(({ state }) => state === "open") ?? own.find(({ merged }) => merged);
  if (open !== undefined) return open;
  const [other] = await pullsWithRecipe(github, name);
  return other ?? own[0] ?? null;
}
