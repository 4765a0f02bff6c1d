import { publishedFiles, sourceIndex } from "../conda/source.ts";
import { downloadIndexFile } from "../index/holdings.ts";
import type { Declaration } from "../declaration/declaration.ts";
import { TaskError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { decompress } from "../sdist/gunzip.ts";
import { readTar } from "../tar/read.ts";
import type { RecipeFacts } from "./recipe.ts";

/** What of a recipe's source was found to be so. */
export interface CheckedSource {
  /** `pyvenice-0.3.1.tar.gz` */
  readonly sdist: string;
  readonly sha256: string;
  /** For people: `PyPI`. */
  readonly index: string;
  /** Whether the recipe names license files, and all of them are in the sdist. */
  readonly hasLicense: boolean;
}

/** Largest sdist that is looked into, unpacked (bytes). */
const most = 2 ** 30;

/** Throws a TaskError where a recipe's source is not the very sdist that the index has of its version. */
export async function checkSource(
  declaration: Declaration,
  recipe: RecipeFacts & { readonly version: string },
  { variables, say }: Pick<TaskCall, "variables" | "say">,
): Promise<CheckedSource> {
  const index = sourceIndex(declaration).title;
  const options = { place: index, say };
  const asked = { declaration, version: recipe.version };
  const { sdist: file } = await publishedFiles(asked, variables, options);
  if (recipe.sha256 === null || (file.sha256 ?? recipe.sha256) !== recipe.sha256) {
    const fault =
      recipe.sha256 === null ? "names no source with a SHA-256" : `names another hash than ${file.name} has`;
    throw new TaskError([{ place: "the recipe", fault, mend: "make it anew from what is published" }]);
  }
  // Where the index tells no hash, the content does.
  const content = await downloadIndexFile({ ...file, sha256: recipe.sha256 }, options);
  const paths = new Set(readTar(file.name, decompress(file.name, content, most)).map(({ path }) => path));
  const root = file.name.replace(/\.tar\.gz$/, "");
  const { licenseFiles } = recipe;
  return {
    sdist: file.name,
    sha256: recipe.sha256,
    index,
    hasLicense: licenseFiles.length > 0 && licenseFiles.every((path) => isIn(paths, root, path)),
  };
}

/** The one folder of an sdist may be spelt otherwise than its name. */
function isIn(paths: ReadonlySet<string>, root: string, file: string): boolean {
  if (paths.has(`${root}/${file}`)) return true;
  return [...paths].some((path) => path.replace(/^[^/]*\//, "") === file);
}
