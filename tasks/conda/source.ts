import type { Declaration, DeclaredIndex } from "../declaration/declaration.ts";
import type { HttpOptions } from "../http/request.ts";
import { indexAddress } from "../index/address.ts";
import { normalizeName } from "../index/file-name.ts";
import { type IndexFile, readIndexFiles } from "../index/holdings.ts";
import { TaskError } from "../program/fault.ts";

/** Variables of the environment. */
type Variables = Readonly<Record<string, string | undefined>>;

/** The index that a recipe takes its source from: the one that is published to last. */
export function sourceIndex({ indexes }: Declaration): DeclaredIndex {
  const index = indexes.findLast(({ name }) => name !== "testpypi");
  if (index !== undefined) return index;
  const fault = "declares no index that conda-forge could take sources from";
  throw new TaskError([
    { place: "slipway:index", fault, mend: "publish on PyPI, or leave slipway:conda out" },
  ]);
}

/**
 * The address of an sdist as conda-forge writes it, without the file's name and with a slash at its end: PyPI answers there
 * for every release, whatever folder the file itself lies in.
 */
export function sourceFolder(simpleUrl: string, file: string): string {
  const project = normalizeName(file.slice(0, file.lastIndexOf("-")));
  return new URL(`/packages/source/${project[0] ?? ""}/${project}/`, simpleUrl).href;
}

/** A version as the index knows it. */
export interface Asked {
  readonly declaration: Declaration;
  readonly version: string;
}

/** What a recipe is made of and compared with. */
export interface Published {
  readonly sdist: IndexFile;
  /** Any of its wheels, which all ask for the same; null: it has none. */
  readonly wheel: IndexFile | null;
}

/** The files of a version on the index; throws a TaskError where there is no sdist. */
export async function publishedFiles(
  { declaration, version }: Asked,
  variables: Variables,
  options: HttpOptions,
): Promise<Published> {
  const index = sourceIndex(declaration);
  const { name: project, distribution } = declaration.package;
  const address = await indexAddress(index, variables);
  const files = await readIndexFiles(address, { project, distribution, version }, options);
  const sdist = files.find(({ name }) => name.endsWith(".tar.gz"));
  const wheel = files.find(({ name }) => name.endsWith(".whl")) ?? null;
  if (sdist?.yanked === false) return { sdist, wheel };
  const place = `${project} ${version}`;
  if (sdist !== undefined) {
    const fault = `was yanked from ${index.title}, and a yanked release is no source`;
    throw new TaskError([{ place, fault, mend: "release a version that may stay" }]);
  }
  const fault = `has no sdist on ${index.title}, which the recipe would name as its source`;
  throw new TaskError([{ place, fault, mend: "release it first, then make the recipe" }]);
}
