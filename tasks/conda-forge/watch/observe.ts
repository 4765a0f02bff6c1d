import { sourceIndex } from "../../conda/source.ts";
import type { Declaration, DeclaredConda } from "../../declaration/declaration.ts";
import type { GitHub } from "../../github/client.ts";
import { indexAddress } from "../../index/address.ts";
import { readProjectFiles } from "../../index/holdings.ts";
import type { TaskCall } from "../../program/task.ts";
import { type Feedstock, feedstockRecipe, findFeedstock } from "../feedstock.ts";
import { type Observation, type Patience, needed } from "./observation.ts";
import { observeProposal } from "./proposal.ts";
import { observePull, openPulls } from "./pulls.ts";
import { observeVersions } from "./versions.ts";

type Call = Pick<TaskCall, "variables" | "say">;

/** Looks at all that there is of a package on conda-forge: its feedstock, or what is proposed of it. */
export async function observe(
  github: GitHub,
  declaration: Declaration & { readonly conda: DeclaredConda },
  { call, patience }: { readonly call: Call; readonly patience: Patience },
): Promise<readonly Observation[]> {
  const feedstock = await findFeedstock(github, declaration.conda.name);
  if (feedstock === null) return [await observeProposal(github, declaration.conda, patience)];
  if (feedstock.archived) {
    const mend = "ask conda-forge to bring it back, by a request in conda-forge/admin-requests";
    return [needed(feedstock.url, "is archived", mend)];
  }
  const versions = await observeRecipe(github, feedstock, { declaration, call, patience });
  const { repository } = feedstock;
  const review = "review it and merge it, or close it";
  const pulls = [];
  for (const pull of await openPulls(github, repository))
    pulls.push(await observePull(github, { repository, pull }, { patience, review }));
  return [...versions, ...pulls];
}

async function observeRecipe(
  github: GitHub,
  feedstock: Feedstock,
  asked: { readonly declaration: Declaration; readonly call: Call; readonly patience: Patience },
): Promise<readonly Observation[]> {
  const recipe = await feedstockRecipe(github, feedstock);
  if (recipe === null) {
    const mend = "look there for a pull request that adds one";
    return [needed(feedstock.url, "has no recipe", mend)];
  }
  const { declaration, call, patience } = asked;
  const index = sourceIndex(declaration);
  const { name, distribution } = declaration.package;
  const options = { place: index.title, say: (line: string) => call.say(line) };
  const files = await readProjectFiles(await indexAddress(index, call.variables), name, options);
  return observeVersions(
    { index: index.title, files, distribution, feedstock: feedstock.url, recipe },
    patience,
  );
}
