import { makeRecipe } from "./conda/make-recipe.ts";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { addressVariables } from "./index/address.ts";
import { MisuseError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

type Option = "files" | "out" | "version" | "published" | "declaration";

/** Makes the recipe of a release for conda-forge. */
const recipe: Task<Option> = {
  name: "conda-recipe",
  summary:
    "Writes recipe.yaml (schema version 1) for conda-forge from the sdist's own metadata, or takes the recipe that the\n" +
    "repository keeps and sets version, address and hash in it. check-recipe checks it.",
  operands: "",
  variables: {
    ...addressVariables,
    GITHUB_OUTPUT:
      "file that the outputs `recipe`, `name`, `version`, `sha256` and `kind` (generated or kept) are added to, if it is set",
  },
  options: {
    files: { value: "DIR", help: "folder of the sdist", default: "dist" },
    out: { value: "FILE", help: "recipe to write", default: "recipe/recipe.yaml" },
    version: {
      value: "VERSION",
      help: "take sdist and a wheel of this version from the index into --files",
      default: "",
    },
    published: {
      value: "WORD",
      help: "required: the index must hold the very sdist; any: it need not be released yet",
      default: "any",
    },
    declaration: declarationOption,
  },
  run,
};

async function run(call: TaskCall<Option>): Promise<void> {
  const { files, out, version, published } = call.options;
  if (published !== "required" && published !== "any") {
    throw new MisuseError({ place: "--published", fault: `is ${published}`, mend: "write required or any" });
  }
  const declaration = readDeclaration(call.options.declaration);
  await makeRecipe({ declaration, files, out, version, published: published === "required" }, call);
}

await runProgram(recipe);
