import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Declaration, DeclaredConda } from "../declaration/declaration.ts";
import { readReleaseFiles } from "../files/release-files.ts";
import type { HttpOptions } from "../http/request.ts";
import { indexAddress } from "../index/address.ts";
import { downloadIndexFile } from "../index/holdings.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { sameVersion } from "../version/version.ts";
import { distributionOf, parseSdistName } from "../wheel/filename.ts";
import { declaredConda } from "./declared.ts";
import { generateRecipe } from "./generate/generate.ts";
import { updateKept } from "./generate/kept.ts";
import { writeRecipe } from "./generate/write.ts";
import { type Project, readProject } from "./metadata/project.ts";
import { leaves } from "./recipe/recipe.ts";
import { publishedFiles, sourceFolder, sourceIndex } from "./source.ts";
import { nodeAt } from "./yaml/node.ts";
import { readYaml } from "./yaml/read.ts";

/** What a recipe is made from, and where it goes. */
export interface Making {
  readonly declaration: Declaration;
  /** Folder of the sdist, which one taken from the index is put into. */
  readonly files: string;
  readonly out: string;
  /** To be taken from the index; empty: the one in `files`. */
  readonly version: string;
  /** Whether the index must hold the very file. */
  readonly published: boolean;
}

/** How a task tells what it does. */
type Call = Pick<TaskCall, "variables" | "say" | "output">;

/** Writes the recipe of an sdist: generated, or the kept one with its release set. */
export async function makeRecipe(making: Making, call: Call): Promise<void> {
  const { declaration, out } = making;
  const conda = declaredConda(declaration);
  const options: HttpOptions = { place: sourceIndex(declaration).title };
  if (making.version !== "") await fetchFiles(making, { call, options });
  const project = sdistIn(making);
  if (making.published && making.version === "") await requirePublished(project, making, { call, options });
  const folder = sourceFolder(await indexAddress(sourceIndex(declaration), call.variables), project.file);
  const text =
    conda.recipe === null
      ? generated({ declaration, conda, project, folder }, call)
      : kept(conda.recipe, conda, { project, folder });
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, text);
  const kind = conda.recipe === null ? "generated" : "kept";
  const how = conda.recipe === null ? "made from" : `taken from ${conda.recipe}, and set to`;
  call.say(`${out} is ${how} ${project.file}.`);
  call.output({ recipe: out, name: conda.name, version: project.version, sha256: project.sha256, kind });
}

interface Reached {
  readonly call: Call;
  readonly options: HttpOptions;
}

/** With a wheel, which check-recipe compares the recipe with. */
async function fetchFiles(
  { declaration, version, files }: Making,
  { call, options }: Reached,
): Promise<void> {
  const { sdist, wheel } = await publishedFiles({ declaration, version }, call.variables, options);
  mkdirSync(files, { recursive: true });
  for (const file of wheel === null ? [sdist] : [sdist, wheel]) {
    writeFileSync(join(files, file.name), await downloadIndexFile(file, options));
    call.say(`Fetched ${file.name} from ${options.place}.`);
  }
}

/** The one sdist of the package in the folder, of the version that is asked for. */
function sdistIn({ declaration, files, version }: Making): Project {
  const { distribution, name } = declaration.package;
  const sdists = readReleaseFiles(files).flatMap((file) => {
    const parsed = parseSdistName(file.name);
    return parsed === null ? [] : [{ file: file.name, ...parsed }];
  });
  const own = sdists.filter((one) => distributionOf(one.distribution) === distributionOf(distribution));
  const wanted = own.filter((one) => version === "" || sameVersion(one.version, version));
  const [only] = wanted;
  if (wanted.length === 1 && only !== undefined)
    return checked(readProject(only.file, readFileSync(join(files, only.file))), declaration);
  const others = sdists.map(({ file }) => file).join(", ");
  const fault =
    wanted.length > 1
      ? `holds several sdists of ${name}: ${others}`
      : `holds no sdist of ${name}${others === "" ? "" : `, but ${others}`}`;
  throw new TaskError([
    { place: files, fault, mend: "put one sdist there, or give --version to take it from the index" },
  ]);
}

function checked(project: Project, { package: declared }: Declaration): Project {
  if (distributionOf(project.name) === distributionOf(declared.name)) return project;
  const fault = `says Name: ${project.name}, and the stack declares ${declared.name}`;
  const faults: readonly Fault[] = [
    { place: `${project.file}, PKG-INFO`, fault, mend: "take the sdist of that package" },
  ];
  throw new TaskError(faults);
}

async function requirePublished(
  project: Project,
  { declaration }: Making,
  { call, options }: Reached,
): Promise<void> {
  const asked = { declaration, version: project.version };
  const { sdist: file } = await publishedFiles(asked, call.variables, options);
  if (file.sha256 === project.sha256 || file.sha256 === null) return;
  const fault = `is not the file that ${options.place} holds: its hash is another`;
  throw new TaskError([
    { place: project.file, fault, mend: "give --version, so that the published one is taken" },
  ]);
}

function generated(ingredients: Parameters<typeof generateRecipe>[0], call: Call): string {
  const { draft, faults, notices } = generateRecipe(ingredients);
  if (faults.length > 0) throw new TaskError(faults);
  for (const notice of notices)
    call.say(call.variables["GITHUB_ACTIONS"] === "true" ? `::notice::${notice}` : notice);
  return writeRecipe(draft);
}

function kept(
  path: string,
  { name }: DeclaredConda,
  { project, folder }: { readonly project: Project; readonly folder: string },
): string {
  const { version, sha256, file, paths } = project;
  const text = updateKept(path, readKept(path), { name, version, sha256, url: folder + file });
  requireLicenses(path, text, paths);
  return text;
}

/** Each license file is in the sdist, beside the recipe, or written by its own script. */
function requireLicenses(path: string, text: string, paths: readonly string[]): void {
  const about = leaves(nodeAt(readYaml(text), "about", "license_file"), []).map(({ node }) => node);
  const missing = about.filter(({ text: file }) => {
    const written = text.split(file).length > 2 || file.includes("${{") || file.endsWith("/");
    return !written && !paths.includes(file) && !existsSync(join(dirname(path), file));
  });
  if (missing.length === 0) return;
  const mend = "name a file of the sdist, or put one beside the recipe";
  throw new TaskError(
    missing.map(({ text: file, line }) => {
      return {
        place: `${path}:${line}`,
        fault: `names the license file ${file}, which the sdist does not hold`,
        mend,
      };
    }),
  );
}

function readKept(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const fault = code === "ENOENT" ? "is not there" : `can't be read (${code})`;
    throw new TaskError([{ place: path, fault, mend: "add it, or leave slipway:conda.recipe out" }]);
  }
}
