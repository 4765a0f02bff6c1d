import { confirmations } from "./conda-forge/checklist.ts";
import { loginOf } from "./conda-forge/person.ts";
import { readRecipe } from "./conda-forge/recipe.ts";
import { readRecipeFiles } from "./conda-forge/recipe-files.ts";
import { type Submission, type Submitted, nextSteps, submit } from "./conda-forge/submit.ts";
import type { Declaration } from "./declaration/declaration.ts";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { gitHubOf } from "./github/client.ts";
import { addressVariables } from "./index/address.ts";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { minutesOf } from "./release/options.ts";

type Option = "declaration" | "recipe" | "reopen" | "wait";
type Call = TaskCall<Option>;

const submitRecipe: Task<Option> = {
  name: "submit-recipe",
  summary:
    "Proposes a package to conda-forge: opens the pull request to staged-recipes that adds its recipe, from a fork of the\n" +
    "person whose token it is, with the checklist ticked where a point was checked. Safe to run again: it goes on where\n" +
    "it was interrupted, and brings a changed recipe to the pull request that there is. Does nothing where the feedstock\n" +
    "is there. Outputs: url, and state (open, merged or feedstock).",
  operands: "",
  variables: {
    GH_TOKEN:
      "classic token of a person with the scope public_repo: it forks, pushes and opens the pull request",
    CONFIRMED:
      "what that person confirms, of maintainers (all have agreed), vendored (nothing is), static (no such library)",
    GITHUB_API_URL: "address of GitHub's API",
    GITHUB_REPOSITORY: "owner/name",
    ...addressVariables,
    GITHUB_OUTPUT: "file that outputs are added to, if it is set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
  },
  options: {
    declaration: declarationOption,
    recipe: {
      value: "FILE",
      help: "the recipe; what else lies in its folder is submitted with it",
      default: "recipe/recipe.yaml",
    },
    reopen: {
      value: "true|false",
      help: "whether a pull request that was closed is opened again",
      default: "false",
    },
    wait: { value: "MINUTES", help: "how long a new fork is waited for", default: "5" },
  },
  run: submitIt,
};

async function submitIt(call: Call): Promise<void> {
  const confirmed = confirmedOf(call.variables["CONFIRMED"] ?? "");
  const reopens = reopensOf(call.options.reopen);
  const bound = minutesOf(call.options.wait) * 60_000;
  const declaration = readDeclaration(call.options.declaration);
  const files = readRecipeFiles(call.options.recipe);
  const checked = checkedRecipe(call.options.recipe, declaration, files[0]?.content.toString("utf8") ?? "");
  requireToken(call);
  const github = gitHubOf(call.variables, (line) => call.say(line));
  const login = await loginOf(github);
  const submission: Submission = { declaration, ...checked, files, login, confirmed, reopens, bound };
  const submitted = await submit(github, submission, call);
  call.output({ url: submitted.url, state: submitted.state });
  tell(call, submission, submitted);
}

function tell(call: Call, submission: Submission, { state, url, open }: Submitted): void {
  const said = {
    feedstock: ["the feedstock is there: nothing is to be submitted"],
    merged: ["is merged: the feedstock is made by and by"],
    open: ["is open", ...open.map((point) => `to be checked by you, and ticked there: ${point}`)],
  }[state];
  const next = state === "open" ? nextSteps(submission) : [];
  for (const line of said) call.say(`${url}: ${line}`);
  for (const line of next) call.say(line);
  call.tabulate({
    title: `${submission.name} on conda-forge`,
    head: ["Where", "What"],
    rows: [...said.map((line) => [url, line]), ...next.map((line) => ["next", line])],
  });
}

/** Throws a TaskError where the recipe is not the declared package's, or can't be told to be. */
function checkedRecipe(
  place: string,
  { conda }: Declaration,
  source: string,
): Pick<Submission, "name" | "recipe"> {
  if (conda === null) {
    const fault = "declares no package for conda-forge";
    throw new TaskError([{ place: "slipway:conda", fault, mend: "declare it in the stack" }]);
  }
  const recipe = readRecipe(source);
  const { version } = recipe;
  const mend = "make the recipe anew, or correct it";
  if (recipe.name !== conda.name) {
    const fault = `is of ${recipe.name ?? "no name that can be told"}, where ${conda.name} is declared`;
    throw new TaskError([{ place, fault, mend }]);
  }
  if (version === null) throw new TaskError([{ place, fault: "tells no version that can be read", mend }]);
  return { name: conda.name, recipe: { ...recipe, version } };
}

function confirmedOf(text: string): ReadonlySet<string> {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const known: readonly string[] = confirmations;
  const unknown = words.find((word) => !known.includes(word));
  if (unknown === undefined) return new Set(words);
  const mend = `name some of ${confirmations.join(", ")}`;
  throw new MisuseError({ place: "CONFIRMED", fault: `confirms ${unknown}, which is not asked for`, mend });
}

function reopensOf(text: string): boolean {
  if (text === "true" || text === "false") return text === "true";
  const mend = "write --reopen true";
  throw new MisuseError({ place: "--reopen", fault: "is neither true nor false", mend });
}

/** The job's own token is no person's. */
function requireToken({ variables }: Call): void {
  if ((variables["GH_TOKEN"] ?? "").trim() !== "") return;
  const mend =
    "make a classic token with the scope public_repo, and keep it as the secret CONDA_FORGE_TOKEN of the workflow's environment";
  throw new MisuseError({ place: "GH_TOKEN", fault: "is missing", mend });
}

await runProgram(submitRecipe);
