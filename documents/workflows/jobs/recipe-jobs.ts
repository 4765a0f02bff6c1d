import type { CondaPlan, Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { condaForgeEnvironment, condaForgeSecret } from "../../../plan/conda.ts";
import { equal, expression, github, needsResult, runner, secrets } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadChange, uploadChange } from "./artifacts.ts";
import { checkRecipe, installCondaTools } from "./conda-job.ts";
import { buildPython, checkout, setUpPython } from "./preparation.ts";
import { taskStep } from "./task-step.ts";

const recipeArtifact = "recipe";

/** conda-forge's own linter is on conda-forge alone; conda-forge itself lints by the newest, so no version is held back. */
const linter = { micromamba: "2.0.5-0", smithy: "conda-smithy>=2026.6.14" };

/** Writes the recipe of a released version, and has conda-forge's own linter look at it. */
export function recipeJob(plan: Plan, conda: CondaPlan): JobDraft<never> {
  return {
    name: "Write the recipe",
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 20,
    steps: [
      checkout("commit"),
      setUpPython(buildPython(plan)),
      installCondaTools(),
      taskStep({
        id: "recipe",
        name: "Write the recipe of the released sdist",
        task: "conda-recipe",
        args: '--version "$VERSION" --published required --files "$RUNNER_TEMP/sdist" --out "$RUNNER_TEMP/recipe/recipe.yaml"',
        env: { VERSION: expression(github("event.inputs.version")) },
      }),
      checkRecipe('"$RUNNER_TEMP/sdist"'),
      ...lintRecipe(conda),
      uploadChange(recipeArtifact, `${expression(runner("temp"))}/recipe/*`),
    ],
  };
}

function lintRecipe(conda: CondaPlan): readonly StepDraft[] {
  return [
    {
      id: "micromamba",
      name: "Set up conda-forge's linter",
      uses: "mamba-org/setup-micromamba",
      with: {
        "micromamba-version": linter.micromamba,
        "environment-name": "linter",
        "create-args": linter.smithy,
        condarc: "channels:\n  - conda-forge\n",
        "init-shell": "none",
        "cache-environment": false,
        "cache-downloads": false,
      },
    },
    {
      id: "lint",
      name: "Lint it as conda-forge does",
      env: { RECIPE: `${expression(runner("temp"))}/recipe`, NAME: conda.name, ...tokenFor(conda) },
      run: [
        'mkdir -p "$RUNNER_TEMP/staged/recipes/$NAME"',
        'cp -R "$RECIPE"/. "$RUNNER_TEMP/staged/recipes/$NAME/"',
        'cd "$RUNNER_TEMP/staged"',
        // Where it was put, as the action tells it.
        '"$MAMBA_EXE" run -n linter conda-smithy recipe-lint --conda-forge "recipes/$NAME"',
        "",
      ].join("\n"),
    },
  ];
}

/**
 * The linter asks GitHub for each maintainer. Asked by nobody, GitHub refuses a runner's address that others share before
 * long, and whom it does not tell of counts as missing. Teams it asks for only with a token, which a workflow's own may not
 * see: with one among the maintainers it goes without.
 */
function tokenFor({ maintainers }: CondaPlan): Readonly<Record<string, string>> {
  const hasTeam = maintainers.some((name) => name.includes("/"));
  return hasTeam ? {} : { GH_TOKEN: expression(github("token")) };
}

/** Opens the pull request to staged-recipes, by the token of a person: no other may push to a fork. */
export function submitJob(): JobDraft<"recipe"> {
  return {
    name: "Open the pull request to staged-recipes",
    needs: ["recipe"],
    if: expression(equal(needsResult("recipe"), "success")),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    environment: condaForgeEnvironment,
    steps: [
      checkout("commit"),
      downloadChange(recipeArtifact, "recipe"),
      {
        ...taskStep({
          id: "submit",
          name: "Open the pull request, or go on with it",
          task: "submit-recipe",
          args: '--reopen "${REOPEN:-false}"',
        }),
        env: {
          REOPEN: expression(github("event.inputs.reopen")),
          GH_TOKEN: expression(secrets(condaForgeSecret)),
        },
      },
    ],
  };
}
