import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loginOf } from "../../../tasks/conda-forge/person.ts";
import { readRecipeFiles } from "../../../tasks/conda-forge/recipe-files.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { clientOf } from "../github/clients.ts";
import { Programs } from "../release/services/programs.ts";
import { declared, recipeOf } from "./recipes.ts";
import { StagedWorld } from "./staged-world.ts";

const task = join(import.meta.dirname, "../../../tasks/submit-recipe.ts");

/** Runs the program in a job's folder with that recipe; answers its code and what it said. */
async function submitted(
  world: StagedWorld,
  recipe: string,
  {
    args = [],
    variables = {},
  }: { readonly args?: readonly string[]; readonly variables?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const folder = join(world.root, "job");
  mkdirSync(join(folder, "recipe"), { recursive: true });
  writeFileSync(join(folder, "recipe", "recipe.yaml"), recipe);
  writeFileSync(join(folder, "release.json"), JSON.stringify(declared()));
  const env = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_API_URL: world.url.replace(/\/$/, ""),
    GITHUB_REPOSITORY: "owner/my-pkg",
    GH_TOKEN: "token-of-mona",
    PYPI_SIMPLE_URL: world.index.simpleUrl,
    ...variables,
  };
  const run = await new Programs().run([task, "--declaration", "release.json", ...args], {
    cwd: folder,
    env,
  });
  assert.doesNotMatch(run.output, /token-of-mona/);
  return `${run.code} ${run.output}`;
}

describe("the program that submits a recipe", () => {
  it("refuses what it can't be told by, before it asks anybody", async () => {
    await using world = await StagedWorld.start();
    const asked: string[] = [];
    world.intercept = ({ path }) => void asked.push(path);
    const tokenless = { variables: { GH_TOKEN: "" } };
    assert.match(
      await submitted(world, recipeOf(), tokenless),
      /^2 GH_TOKEN: is missing; make a classic token/,
    );
    const confirming = { variables: { CONFIRMED: "maintainers, licence" } };
    assert.match(
      await submitted(world, recipeOf(), confirming),
      /^2 CONFIRMED: confirms licence, which is not asked/,
    );
    assert.match(
      await submitted(world, recipeOf(), { args: ["--reopen", "yes"] }),
      /^2 --reopen: is neither/,
    );
    const other = recipeOf().replace("name: my-pkg", "name: other");
    assert.match(
      await submitted(world, other),
      /^1 recipe\/recipe\.yaml: is of other, where my-pkg is declared/,
    );
    const versionless = recipeOf().replace("version: ${{ version }}", "version: ${{ x }}");
    assert.match(
      await submitted(world, versionless),
      /^1 recipe\/recipe\.yaml: tells no version that can be read/,
    );
    const missing = { args: ["--recipe", "none/recipe.yaml"] };
    assert.match(
      await submitted(world, recipeOf(), missing),
      /^1 .*none: can't be read \(ENOENT\); make the recipe/,
    );
    assert.deepEqual(asked, []);
  }).timeout(60_000);
});

describe("the token that a recipe is submitted with", () => {
  it("has to be a person's that GitHub takes, with the scope that is needed", async () => {
    await using world = await StagedWorld.start({ valid: ["ghs_never-to-be-shown"] });
    assert.equal(await loginOf(clientOf(world.url)), "mona");
    const answers = [
      { status: 401, body: { message: "Bad credentials" } },
      { status: 403, body: { message: "Resource not accessible by integration" } },
      { status: 200, body: { login: "mona" }, headers: { "X-OAuth-Scopes": "gist, read:org" } },
      { status: 200, body: { login: "mona" }, headers: { "X-OAuth-Scopes": "gist, public_repo" } },
    ];
    world.intercept = () => answers.shift();
    for (const fault of [
      "is no token that GitHub takes",
      "is no person's token",
      "lacks the scope public_repo",
    ])
      await assert.rejects(loginOf(clientOf(world.url)), (error) => {
        return (
          error instanceof TaskError && error.message.startsWith(`GH_TOKEN: ${fault}; make a classic token`)
        );
      });
    assert.equal(await loginOf(clientOf(world.url)), "mona");
  });
});

describe("the files of a recipe", () => {
  it("are all of its folder but hidden ones, the recipe first, under the name that it has to have", async () => {
    await using world = await StagedWorld.start();
    const folder = join(world.root, "kept");
    mkdirSync(join(folder, "patches"), { recursive: true });
    mkdirSync(join(folder, ".cache"));
    for (const name of ["mine.yaml", "build.sh", "patches/a.patch", ".hidden", ".cache/a"])
      writeFileSync(join(folder, name), name);
    const files = readRecipeFiles(join(folder, "mine.yaml"));
    assert.deepEqual(
      files.map(({ path, content }) => [path, content.toString()]),
      [
        ["recipe.yaml", "mine.yaml"],
        ["build.sh", "build.sh"],
        ["patches/a.patch", "patches/a.patch"],
      ],
    );
    symlinkSync("/etc/passwd", join(folder, "link"));
    assert.throws(() => readRecipeFiles(join(folder, "mine.yaml")), /link: is a link, or no file/);
    rmSync(join(folder, "link"));
    writeFileSync(join(folder, "recipe.yaml"), "other");
    writeFileSync(join(folder, "large"), Buffer.alloc(2 ** 20 + 1));
    assert.throws(
      () => readRecipeFiles(join(folder, "mine.yaml")),
      /holds another recipe\.yaml; keep .*\n.*holds more than 50 files, or one of more than/,
    );
  });
});
