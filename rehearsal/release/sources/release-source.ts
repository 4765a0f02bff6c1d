import type { Plan } from "../../../plan/plan.ts";
import { normalizeName } from "../../../tasks/index/file-name.ts";
import type { GitRepository } from "../../github/git/repository.ts";
import { packageFolder } from "../../packages/packages.ts";
import { type LockedSdist, fetchSdist, titleOf } from "./fetch-sdist.ts";
import { type NamedFolder, readFolder } from "./folder.ts";
import { listTree, readListed } from "./git-tree.ts";
import { unpackSdist } from "./sdist.ts";
import type { ReadSources } from "./source-files.ts";

/** Where the sources come from that are released. */
export type ReleaseSource =
  /** pyvenice's own, by its sdist. */
  | { readonly kind: "pyvenice" }
  /** What `--source` names. */
  | ({ readonly kind: "folder" } & NamedFolder)
  /** What the rehearsal's repository holds. */
  | { readonly kind: "repository" };

/** The newest release of pyvenice. */
const pyvenice: LockedSdist = {
  name: "pyvenice",
  version: "0.3.1",
  sha256: "96c89a4384ac74c508a86ef40706b39ba7f86bd2ce23dae4aa602980b0c20d4b",
};

/** Where sources are kept, and who is told what takes time. */
export interface Reading {
  readonly cache: string;
  readonly say: (line: string) => void;
}

/** Reads sources; null: they are in the repository. Throws a FaultsError. */
export async function readSource(source: ReleaseSource, reading: Reading): Promise<ReadSources | null> {
  switch (source.kind) {
    case "pyvenice": {
      const name = titleOf(pyvenice);
      return { files: unpackSdist(name, await fetchSdist(pyvenice, reading)), name, notices: [] };
    }
    case "folder":
      return await readFolder(source);
    case "repository":
      return null;
    default:
      return source satisfies never;
  }
}

/**
 * What is released where nobody names sources: pyvenice's sdist where the stack releases pyvenice and the rehearsal's
 * repository holds no package, or just the few files that stand there for it; else what the repository holds.
 */
export async function usualSource(
  { package: { name } }: Pick<Plan, "package">,
  repository: GitRepository,
  branch: string,
): Promise<ReleaseSource> {
  if (normalizeName(name) !== pyvenice.name) return { kind: "repository" };
  const listed = await listTree(repository, `refs/heads/${branch}`);
  const isEmpty = !listed.has("pyproject.toml") && !listed.has("setup.py");
  if (isEmpty || (await isStandIn(repository, listed))) return { kind: "pyvenice" };
  return { kind: "repository" };
}

/** Of what is released, nothing was changed. */
async function isStandIn(
  repository: GitRepository,
  listed: Awaited<ReturnType<typeof listTree>>,
): Promise<boolean> {
  const folder = packageFolder("thelustriva/pyvenice");
  if (folder === undefined) return false;
  const isReleased = (path: string) => path === "pyproject.toml" || path.startsWith("pyvenice/");
  const { files } = await readFolder({ path: folder, shown: folder });
  const stands = [...files].filter(([path]) => isReleased(path));
  const there = [...listed].filter(([path]) => isReleased(path));
  if (there.length !== stands.length) return false;
  const contents = await Promise.all(there.map(([, entry]) => readListed(repository, entry)));
  return there.every(([path], at) => {
    const content = contents[at];
    return content !== undefined && files.get(path)?.content.equals(content) === true;
  });
}
