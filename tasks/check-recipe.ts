import { type Checking, checkRecipe } from "./conda/check.ts";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { MisuseError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

type Option = "recipe" | "files" | "render" | "declaration";

/** Checks the recipe of a release before conda-forge does. */
const check: Task<Option> = {
  name: "check-recipe",
  summary:
    "Holds a recipe.yaml against conda-forge's rules, compares what it requires with the wheel's metadata, and renders it\n" +
    "offline by py-rattler-build (requirements/conda.txt). All that is wrong is told at once.",
  operands: "",
  variables: { GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set" },
  options: {
    recipe: { value: "FILE", help: "recipe to check", default: "recipe/recipe.yaml" },
    files: {
      value: "DIR",
      help: "folder of the built wheel, and of the sdist if it is there",
      default: "dist",
    },
    render: {
      value: "WORD",
      help: "auto: render it where py-rattler-build is installed; required: in any case; skip: not at all",
      default: "auto",
    },
    declaration: declarationOption,
  },
  run,
};

async function run(call: TaskCall<Option>): Promise<void> {
  const { recipe, files, render } = call.options;
  const declaration = readDeclaration(call.options.declaration);
  await checkRecipe({ declaration, recipe, files, render: renderOf(render) }, call);
}

function renderOf(word: string): Checking["render"] {
  if (word === "auto" || word === "required" || word === "skip") return word;
  throw new MisuseError({ place: "--render", fault: `is ${word}`, mend: "write auto, required or skip" });
}

await runProgram(check);
