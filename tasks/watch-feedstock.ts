import { type Observation, type Patience, tableOf } from "./conda-forge/watch/observation.ts";
import { observe } from "./conda-forge/watch/observe.ts";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { gitHubOf } from "./github/client.ts";
import { addressVariables } from "./index/address.ts";
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
