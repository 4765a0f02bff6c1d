import { existsSync } from "node:fs";
import { join } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import { buildFileName } from "../../../documents/workflows/build.ts";
import type { Plan } from "../../../plan/plan.ts";
import { GitRepository, repositoryFolder } from "../../github/git/repository.ts";
import { recordRun } from "../../github/runs.ts";
import { findRepository } from "../../github/store/find.ts";
import { Store } from "../../github/store/store.ts";
import { type FilesToCommit, commitFiles, filesOf, joined, putTag, textOf } from "./commit.ts";
import { type ReleaseSource, readSource, usualSource } from "./release-source.ts";
import { releaseVersion, type ReleaseVersion } from "./release-version.ts";
import { type ReadSources, packageFaults } from "./source-files.ts";

/** What is to be laid out for a release. */
export interface LayOut {
  /** Folder of the emulated GitHub, which is changed. */
  readonly root: string;
  /** `octo-org/example` */
  readonly fullName: string;
  readonly plan: Plan;
  /** Null: the usual one. */
  readonly source: ReleaseSource | null;
  /** Null: what the sources state. */
  readonly version: string | null;
  /** Texts to commit on top, by path: what is delivered. */
  readonly documents: ReadonlyMap<string, string>;
  /** Folder of the user's cache. */
  readonly cache: string;
  readonly say: (line: string) => void;
  /** `2026-11-22` */
  readonly today: string;
}

/** A repository that is ready to release. */
export interface LaidOut {
  readonly tag: string;
  readonly version: string;
  /** Of the tag, and of the default branch. */
  readonly commit: string;
  /** What was done in the rehearsal's repository alone, one sentence each. */
  readonly changes: readonly string[];
  /** What is released, as a person knows it: `pyvenice-0.3.1.tar.gz`, `../example`. */
  readonly name: string;
}

/**
 * Joins a package's sources with what is delivered on the default branch, tags them, and records that their build has
 * passed. Throws a FaultsError with all that is wrong.
 */
export async function layOutSources(wanted: LayOut): Promise<LaidOut> {
  const { root, fullName } = wanted;
  const branch = defaultBranch(root, fullName);
  const repository = new GitRepository(repositoryFolder(root, fullName), () => undefined);
  try {
    await repository.workTree.settle();
    const laidOut = await inRepository(wanted, repository, branch);
    const commit = laidOut.commit;
    await recordRun(root, fullName, {
      workflow: buildFileName,
      event: "push",
      branch,
      commit,
      status: "completed",
      conclusion: "success",
    });
    return laidOut;
  } finally {
    repository.close();
  }
}

/** Throws a FaultsError where nothing was delivered yet. */
function defaultBranch(root: string, fullName: string): string {
  const [owner = "", name = ""] = fullName.split("/");
  const found = findRepository(new Store(root).read(), owner, name);
  const folder = repositoryFolder(root, fullName);
  if (found !== null && existsSync(join(folder, ".git"))) return found.record.default_branch;
  const fault = "is not on the rehearsal's GitHub";
  throw new FaultsError([{ place: fullName, fault, mend: "run `npm run rehearse -- up` first" }]);
}

async function inRepository(wanted: LayOut, repository: GitRepository, branch: string): Promise<LaidOut> {
  const { plan, documents, fullName } = wanted;
  const source = wanted.source ?? (await usualSource(plan, repository, branch));
  const read = await readSource(source, wanted);
  const there = await filesOf(repository, branch);
  const name = read?.name ?? `${fullName}, branch ${branch}`;
  const files = joined(there, read?.files ?? null, documents);
  const next = await checked(wanted, { repository, files, source, name });
  const message = `Join ${name} with what is delivered`;
  const base = await commitFiles(repository, branch, { files, message });
  const edited = withEdits(files, next.edits);
  const bump = { files: edited, message: `Prepare ${plan.package.name} ${next.version}` };
  const commit = next.edits.size === 0 ? base : await commitFiles(repository, branch, bump);
  const tag = `${plan.release.tagPrefix}${next.version}`;
  const moved = await putTag(repository, tag, commit);
  return { tag, version: next.version, commit, name, changes: changesOf({ read, next, tag, moved }) };
}

interface Joined {
  readonly repository: GitRepository;
  readonly files: FilesToCommit;
  readonly source: ReleaseSource;
  readonly name: string;
}

/** The version to release; throws a FaultsError where the files are no package's, or state none. */
async function checked(wanted: LayOut, { repository, files, source, name }: Joined): Promise<ReleaseVersion> {
  const { plan, version, today } = wanted;
  const { folder } = plan.package;
  const mend = {
    repository: "name the package's sources: --source PATH",
    folder:
      "name the folder that is the root of the package's repository, or let slipway:package.folder say where it lies",
    pyvenice: "let slipway:package.folder say that it lies in the root",
  }[source.kind];
  const place = source.kind === "folder" ? `--source ${source.shown}` : name;
  const faults = packageFaults(files, { place, folder, mend });
  const sources = {
    name,
    read: (path: string) => textOf(repository, files, path),
    tags: async (prefix: string) =>
      (await repository.references(`refs/tags/${prefix}`)).map(({ ref }) => ref.slice("refs/tags/".length)),
  };
  // Where there is no package, that it states no version is no news.
  if (faults.length > 0) throw new FaultsError(faults);
  return await releaseVersion(plan, sources, { version, today });
}

function withEdits(files: FilesToCommit, edits: ReadonlyMap<string, string>): FilesToCommit {
  const edited = [...edits].map(([path, text]) => {
    return [path, { mode: files.get(path)?.mode ?? "100644", content: Buffer.from(text) }] as const;
  });
  return new Map([...files, ...edited]);
}

interface Done {
  readonly read: ReadSources | null;
  readonly next: ReleaseVersion;
  readonly tag: string;
  /** The commit that the tag stood for before. */
  readonly moved: string | null;
}

function changesOf({ read, next, tag, moved }: Done): readonly string[] {
  const { version, stated, edits, notices } = next;
  const before = stated === null || stated === version ? "" : ` in place of ${stated}`;
  return [
    ...(read?.notices ?? []),
    ...(edits.size === 0 ? [] : [`version ${version}${before}: changed ${[...edits.keys()].join(", ")}`]),
    ...notices,
    ...(moved === null ? [] : [`tag ${tag} stood for ${moved.slice(0, 12)} before`]),
  ];
}
