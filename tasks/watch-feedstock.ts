import { feedstockRecipe, findFeedstock, type Feedstock } from "./conda-forge/feedstock.ts";
import { type Observation, type Patience, needed, tableOf } from "./conda-forge/watch/observation.ts";
import { observeProposal } from "./conda-forge/watch/proposal.ts";
import { observePull, openPulls } from "./conda-forge/watch/pulls.ts";
import { observeVersions } from "./conda-forge/watch/versions.ts";
import { sourceIndex } from "./conda/source.ts";
import type { Declaration, DeclaredConda } from "./declaration/declaration.ts";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { type GitHub, gitHubOf } from "./github/client.ts";
import { addressVariables, indexAddress } from "./index/address.ts";
import { readProjectFiles } from "./index/holdings.ts";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

type Option = "declaration" | "days";
type Call = TaskCall<Option>;

const watchFeedstock: Task<Option> = {
  name: "watch-feedstock",
  summary:
    "Looks after the package on conda-forge, where a bot follows the releases: tells which pull requests of the feedstock\n" +
    "fail or wait too long, whether it is behind the index, whether it is built from the very sdist, and, before there is\n" +
    "a feedstock, how the pull request to staged-recipes stands. Reads only; fails where a person is needed.",
  operands: "",
  variables: {
    GH_TOKEN: "any token: public repositories alone are read",
    GITHUB_API_URL: "address of GitHub's API",
    GITHUB_REPOSITORY: "owner/name",
    ...addressVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
  },
  options: {
    declaration: declarationOption,
    days: { value: "DAYS", help: "how long something may wait", default: "7" },
  },
  run: watch,
};

async function watch(call: Call): Promise<void> {
  const patience: Patience = { now: Date.now(), days: daysOf(call.options.days) };
  const declaration = readDeclaration(call.options.declaration);
  const { conda } = declaration;
  if (conda === null) {
    const fault = "declares no package for conda-forge";
    throw new TaskError([{ place: "slipway:conda", fault, mend: "declare it in the stack" }]);
  }
  const github = gitHubOf(call.variables, (line) => call.say(line));
  const observations = await observe(github, { ...declaration, conda }, { call, patience });
  for (const observation of observations) tell(call, observation);
  call.tabulate(tableOf(`${conda.name} on conda-forge`, observations));
  const faults = observations.flatMap(({ fault }) => fault ?? []);
  if (faults.length > 0) throw new TaskError(faults);
}

async function observe(
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

/** What needs a person is told as a fault in the end. */
function tell(call: Call, { what, found, fault, isNotable }: Observation): void {
  if (fault !== null) return;
  const isAnnotated = isNotable && call.variables["GITHUB_ACTIONS"] === "true";
  call.say(`${isAnnotated ? "::notice::" : ""}${what}: ${found}`);
}

function daysOf(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  const mend = "write --days 7";
  throw new MisuseError({ place: "--days", fault: "is not a number of days from 0 to 999", mend });
}

await runProgram(watchFeedstock);
