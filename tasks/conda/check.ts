import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Declaration } from "../declaration/declaration.ts";
import { readReleaseFiles, sha256Of } from "../files/release-files.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { sameVersion } from "../version/version.ts";
import { distributionOf, parseSdistName, parseWheelName } from "../wheel/filename.ts";
import { onlyValue, readHeaders } from "../wheel/headers.ts";
import { readZip } from "../zip/read.ts";
import { type Differences, compareRequirements } from "./compare/compare.ts";
import { declaredConda } from "./declared.ts";
import { needsOf } from "./metadata/needs.ts";
import { type Recipe, type RecipePackage, readRecipe } from "./recipe/recipe.ts";
import { renderRecipe } from "./render.ts";
import { applyRules } from "./rules/apply.ts";
import { nodeAt, textOf } from "./yaml/node.ts";

/** What is checked, and how far. */
export interface Checking {
  readonly declaration: Declaration;
  readonly recipe: string;
  /** Folder of the built wheel, and of the sdist if it is there. */
  readonly files: string;
  /** Whether py-rattler-build renders it: where it is installed, in any case, or not at all. */
  readonly render: "auto" | "required" | "skip";
}

/** How a task tells what it does. */
type Call = Pick<TaskCall, "variables" | "say" | "tabulate">;

/** Holds a recipe against conda-forge's rules, the wheel's metadata and py-rattler-build; all faults come at once. */
export async function checkRecipe(checking: Checking, call: Call): Promise<void> {
  const recipe = readRecipe(checking.recipe, readText(checking.recipe));
  const { faults: broken, advice } = applyRules(recipe);
  const built = packageIn(recipe, checking.declaration);
  const differences =
    built === null ? otherPackage(recipe, checking.declaration) : compareWheel(recipe, built, checking);
  const rendered = checking.render === "skip" ? null : await renderRecipe(checking.recipe, call);
  const missing = rendered?.done === false && rendered.missing;
  const lacks = {
    place: "py-rattler-build",
    fault: "is not installed, so that the recipe can't be rendered",
    mend: "install .github/slipway/requirements/conda.txt first",
  };
  const renderFaults = rendered === null || rendered.done ? [] : rendered.faults;
  const faults = [
    ...broken,
    ...differences.faults,
    ...(missing && checking.render === "required" ? [lacks] : renderFaults),
  ];
  for (const { place, fault, mend } of advice) tell(call, `${place}: ${fault}; ${mend}`);
  for (const notice of differences.notices) tell(call, notice);
  if (missing && checking.render === "auto")
    tell(call, "It was not rendered: py-rattler-build is not installed.");
  const rows = [
    ["conda-forge's rules", counted(broken.length, "broken")],
    ["requirements of the wheel", counted(differences.faults.length, "different")],
    [
      "rendering",
      rendered?.done === true
        ? rendered.builds.join(", ")
        : missing || rendered === null
          ? "left out"
          : "failed",
    ],
  ];
  call.tabulate({ title: `Recipe ${checking.recipe}`, head: ["Checked", "Found"], rows });
  if (faults.length > 0) throw new TaskError(faults);
  call.say(`${checking.recipe} keeps conda-forge's rules and requires what the wheel asks for.`);
  if (rendered?.done === true) call.say(`Rendered: ${rendered.builds.join(", ")}.`);
}

function counted(count: number, word: string): string {
  return count === 0 ? "sound" : `${count} ${word}`;
}

function tell(call: Call, line: string): void {
  call.say(call.variables["GITHUB_ACTIONS"] === "true" ? `::notice::${line}` : line);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const fault = code === "ENOENT" ? "is not there" : `can't be read (${code})`;
    throw new TaskError([{ place: path, fault, mend: "let conda-recipe write it first" }]);
  }
}

/** Null where the recipe builds other packages alone. */
function packageIn({ packages }: Recipe, declaration: Declaration): RecipePackage | null {
  return packages.find(({ name }) => name === declaredConda(declaration).name) ?? null;
}

function otherPackage({ place, packages }: Recipe, declaration: Declaration): Differences {
  const names = packages.map(({ name }) => name ?? "no package").join(" and ");
  const fault = `is the recipe of ${names}, not of ${declaredConda(declaration).name}`;
  const mend = "take that package's recipe, or correct slipway:conda.name";
  return { faults: [{ place, fault, mend }], notices: [] };
}

function compareWheel(recipe: Recipe, built: RecipePackage, checking: Checking): Differences {
  const { declaration, files } = checking;
  const own = distributionOf(declaration.package.distribution);
  const names = readReleaseFiles(files).map(({ name }) => name);
  const wheel = names.find((name) => {
    const parsed = parseWheelName(name);
    return parsed !== null && distributionOf(parsed.distribution) === own;
  });
  if (wheel === undefined) {
    const fault = `holds no wheel of ${declaration.package.name}`;
    throw new TaskError([{ place: files, fault, mend: "fetch the built files into it first" }]);
  }
  const headers = wheelHeaders(wheel, readFileSync(join(files, wheel)));
  const place = `${wheel}, METADATA`;
  const requires = headers.get("requires-dist") ?? [];
  const needs = needsOf({ place, requiresPython: onlyValue(headers, "Requires-Python"), requires });
  const compared = compareRequirements({ recipe, built, needs, names: declaredConda(declaration).names });
  const sdist = names.find((name) => {
    const parsed = parseSdistName(name);
    return parsed !== null && distributionOf(parsed.distribution) === own;
  });
  const faults = [
    ...needs.faults,
    ...versionFaults(recipe, built, { version: onlyValue(headers, "Version") ?? "", wheel }),
    ...(sdist === undefined ? [] : sourceFaults(recipe, sdist, readFileSync(join(files, sdist)))),
    ...compared.faults,
  ];
  return { faults, notices: compared.notices };
}

function wheelHeaders(name: string, content: Uint8Array): ReturnType<typeof readHeaders> {
  const metadata = readZip(name, content).find(({ path }) => /^[^/]+\.dist-info\/METADATA$/.test(path));
  if (metadata !== undefined) return readHeaders(metadata.content);
  throw new TaskError([{ place: name, fault: "holds no METADATA", mend: "build it again" }]);
}

function versionFaults(
  { place }: Recipe,
  { version }: RecipePackage,
  wheel: { readonly version: string; readonly wheel: string },
): readonly Fault[] {
  if (version === null || sameVersion(version, wheel.version)) return [];
  const fault = `is for version ${version}, and ${wheel.wheel} is ${wheel.version}`;
  return [{ place, fault, mend: "let conda-recipe write it for that version" }];
}

/** The source is known by its hash alone: its address may not be there yet. */
function sourceFaults({ place, root }: Recipe, name: string, content: Uint8Array): readonly Fault[] {
  const source = nodeAt(root, "source");
  const hash = nodeAt(source?.kind === "sequence" ? (source.items[0] ?? null) : source, "sha256");
  const given = textOf(hash);
  if (given === null || given.includes("${{") || given === sha256Of(content)) return [];
  const fault = `has a sha256 that is not that of ${name}`;
  return [{ place: `${place}:${hash?.line ?? 1}`, fault, mend: "let conda-recipe write it for that file" }];
}
