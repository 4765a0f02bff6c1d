import type { Declaration, DeclaredIndex } from "../declaration/declaration.ts";
import { sha256Of } from "../files/release-files.ts";
import type { HttpOptions } from "../http/request.ts";
import { normalizeName } from "../index/file-name.ts";
import { type IndexFile, downloadIndexFile, readIndexFiles } from "../index/holdings.ts";
import { TaskError } from "../program/fault.ts";
import type { Channel } from "./channel.ts";

/** How an index is asked. */
export interface IndexAccess {
  readonly declaration: Declaration;
  readonly index: DeclaredIndex;
  /** The simple API, with a slash at the end. */
  readonly simpleUrl: string;
  readonly say: (line: string) => void;
}

/** Where PyPI and TestPyPI stop to take files for a release; what another index does is its own. */
const days = { pypi: 14, testpypi: 14, custom: null };

/** A package index as a channel. A file whose hash it does not tell is fetched for it. */
export function indexChannel({ declaration, index, simpleUrl, say }: IndexAccess): Channel {
  const { name: project, distribution } = declaration.package;
  const options: HttpOptions = { place: index.title, say };
  const known = new Map<string, IndexFile>();
  return {
    name: index.name,
    title: index.title,
    openDays: days[index.name],
    page: (version) => pageOf(simpleUrl, { index, project, version }),
    async read(version) {
      const files = await readIndexFiles(simpleUrl, { project, distribution, version }, options);
      known.clear();
      const held = [];
      for (const file of files) {
        known.set(file.name, file);
        const { name, size, uploaded } = file;
        const sha256 = file.sha256 ?? sha256Of(await downloadIndexFile(file, options));
        held.push({ name, sha256, size, uploaded });
      }
      return held;
    },
    async fetch({ name }) {
      const file = known.get(name);
      if (file !== undefined) return await downloadIndexFile(file, options);
      const place = `${index.title}, ${name}`;
      throw new TaskError([{ place, fault: "is not there", mend: "run the job again" }]);
    },
  };
}

/** PyPI and TestPyPI have a page for each version; of another index only the list of a project's files is known. */
function pageOf(
  simpleUrl: string,
  asked: { readonly index: DeclaredIndex; readonly project: string; readonly version: string },
): string {
  const project = normalizeName(asked.project);
  if (asked.index.name === "custom") return new URL(`${project}/`, simpleUrl).href;
  return new URL(`/project/${project}/${asked.version}/`, simpleUrl).href;
}
