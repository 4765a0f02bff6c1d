import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { condaRequirementsPath } from "../../delivery-paths.ts";
import { installLocked } from "../../python/requirements.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadAll } from "./artifacts.ts";
import { buildPython, checkout, setUpPython } from "./preparation.ts";
import { checkedJob } from "./publish-jobs.ts";
import { taskStep } from "./task-step.ts";

/** Compares the recipe with what the built wheel asks for, before a release makes them differ on conda-forge. */
export function condaJob<Earlier extends string>(
  plan: Plan,
  earlier: readonly Earlier[],
): JobDraft<Earlier | "build" | "check"> {
  return {
    name: "Compare the conda recipe",
    needs: [...earlier, checkedJob(plan)],
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    steps: [
      checkout("commit"),
      setUpPython(buildPython(plan)),
      installCondaTools(),
      downloadAll(),
      taskStep({
        id: "recipe",
        name: "Write the recipe",
        task: "conda-recipe",
        args: '--files dist --out "$RUNNER_TEMP/recipe/recipe.yaml"',
      }),
      checkRecipe("dist"),
    ],
  };
}

/** What renders a recipe: py-rattler-build, locked by hash. */
export function installCondaTools(): StepDraft {
  return {
    id: "tools",
    name: "Install the locked tools",
    run: `${installLocked} \\\n  -r ${condaRequirementsPath}\n`,
  };
}

/** Holds the recipe against conda-forge's rules and the wheel's metadata, where there is a wheel, and renders it. */
export function checkRecipe(files: string): StepDraft {
  return taskStep({
    id: "check",
    name: "Check the recipe and compare it with the wheel",
    task: "check-recipe",
    args: `--recipe "$RUNNER_TEMP/recipe/recipe.yaml" --files ${files} --render required`,
  });
}
