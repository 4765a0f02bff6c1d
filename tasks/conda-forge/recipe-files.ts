import { createHash } from "node:crypto";
import { type Dirent, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type Fault, TaskError } from "../program/fault.ts";

/** A file of a recipe as it is submitted. */
export interface RecipeFile {
  /** Below the recipe's folder: `recipe.yaml`, `patches/a.patch`. */
  readonly path: string;
  readonly content: Buffer;
  /** What git calls a file of that content. */
  readonly sha: string;
}

/** A recipe has a handful of small files; more than that is another folder. */
const most = { files: 50, bytes: 2 ** 20 };

/**
 * The recipe as `recipe.yaml`, and whatever lies in its folder: patches, scripts, `conda-forge.yml`. Of the working
 * folder, which is a repository's and no recipe's, it is taken alone. Hidden files are left out. Throws a TaskError with
 * all that can't be submitted.
 */
export function readRecipeFiles(file: string): readonly RecipeFile[] {
  const folder = dirname(resolve(file));
  const names = folder === process.cwd() ? [] : listed(folder).filter((name) => name !== basename(file));
  const files = [
    fileOf("recipe.yaml", file),
    ...names.map((name) => fileOf(pathOf(name), join(folder, name))),
  ];
  const paths = files.map(({ path }) => path);
  const faults: Fault[] = [];
  const mend = "keep the recipe in a folder of its own";
  if (new Set(paths).size < paths.length)
    faults.push({ place: folder, fault: "holds another recipe.yaml", mend });
  if (files.length > most.files || files.some(({ content }) => content.length > most.bytes))
    faults.push({
      place: folder,
      fault: `holds more than ${most.files} files, or one of more than ${most.bytes} bytes`,
      mend,
    });
  if (faults.length > 0) throw new TaskError(faults);
  return files;
}

/** Paths of all files below a folder. */
function listed(folder: string): readonly string[] {
  const entries = read(folder, () => readdirSync(folder, { withFileTypes: true, recursive: true }));
  const shown = entries.filter((entry) => !isHidden(folder, entry) && !entry.isDirectory());
  const faults = shown
    .filter((entry) => !entry.isFile())
    .map((entry) => ({
      place: join(entry.parentPath, entry.name),
      fault: "is a link, or no file",
      mend: "put the file itself there",
    }));
  if (faults.length > 0) throw new TaskError(faults);
  return shown.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

function isHidden(folder: string, { parentPath, name }: Dirent): boolean {
  const path = relative(folder, join(parentPath, name));
  return path.split(sep).some((part) => part.startsWith("."));
}

function pathOf(name: string): string {
  return name.split(sep).join("/");
}

function fileOf(path: string, file: string): RecipeFile {
  const content = read(file, () => readFileSync(file));
  const sha = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  return { path, content, sha };
}

function read<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new TaskError([{ place, fault: `can't be read (${code})`, mend: "make the recipe first" }]);
  }
}
