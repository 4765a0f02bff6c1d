import { posix } from "node:path";
import { type Fault, FaultsError } from "../../config/fault.ts";
import type { Plan } from "../../plan/plan.ts";
import { parseVersion, sameVersion } from "../../tasks/version/version.ts";
import { withRelease } from "./changelog-edit.ts";
import { type Bump, nextVersion } from "./next-version.ts";
import type { Sources } from "./sources.ts";
import { statementIn, type VersionFile, withVersion } from "./version-edit.ts";

/** What is asked for. */
export interface Asked {
  readonly version: string | null;
  readonly bump: Bump | null;
  /** `2026-11-22` */
  readonly today: string;
}

/** A release as it is to be prepared. */
export interface Preparation {
  readonly version: string;
  /** What the sources state; null: tags alone decide. */
  readonly stated: string | null;
  readonly tag: string;
  /** New texts by path from the repository's root; none: nothing is left to prepare. */
  readonly edits: ReadonlyMap<string, string>;
  /** What is worth a look, one sentence each. */
  readonly notices: readonly string[];
}

/** Reads the sources and computes what a release needs changed in them. Throws a FaultsError with all that forbids it. */
export async function prepare(plan: Plan, sources: Sources, asked: Asked): Promise<Preparation> {
  const { tagPrefix } = plan.release;
  const tags = (await sources.tags(tagPrefix)).map((tag) => tag.slice(tagPrefix.length));
  const tagged = tags.filter((tag) => parseVersion(tag) !== null);
  const files = await statingFiles(plan, sources);
  const stated = files.stated[0]?.version ?? null;
  const next = nextVersion({ asked: asked.version, bump: asked.bump, stated, tagged });
  const faults = [...files.faults, ...("faults" in next ? next.faults : [])];
  if ("faults" in next || faults.length > 0) throw new FaultsError(faults);
  const { version } = next;
  const versions = editedVersions(files.stated, version);
  const changelog = await editedChangelog(plan, sources, { version, date: asked.today, tagPrefix });
  const wrong = [...versions.faults, ...changelog.faults];
  if (wrong.length > 0) throw new FaultsError(wrong);
  return {
    version,
    stated,
    tag: `${tagPrefix}${version}`,
    edits: new Map([...versions.edits, ...changelog.edits]),
    notices: changelog.notices,
  };
}

interface Stating extends VersionFile {
  readonly version: string;
}

interface StatingFiles {
  readonly stated: readonly Stating[];
  readonly faults: readonly Fault[];
}

/** The file that declares the version and the modules that repeat it; none where tags alone decide. */
async function statingFiles({ package: declared }: Plan, sources: Sources): Promise<StatingFiles> {
  const { version, versionModules, folder } = declared;
  const modules = versionModules.map((path) => ({ path: posix.join(folder, path), isModule: true }));
  const file = version.from === "file" ? [{ path: posix.join(folder, version.path), isModule: false }] : [];
  const named = [...file, ...modules].filter(
    ({ path }, at, all) => all.findIndex((one) => one.path === path) === at,
  );
  const read = await Promise.all(named.map((one) => statingFile(one, sources)));
  const stated = read.flatMap((one) => ("version" in one ? [one] : []));
  // A file may compute the version from a module that states it.
  const computed =
    stated.length > 0 && stated.length === named.length - 1 && file.length > 0 ? file[0]?.path : null;
  const faults = read.flatMap((one) =>
    "place" in one && !(one.isComputed && one.path === computed) ? [one] : [],
  );
  return { stated, faults: faults.map(({ place, fault, mend }) => ({ place, fault, mend })) };
}

type Unstated = Fault & { readonly path: string; readonly isComputed: boolean };

async function statingFile(
  { path, isModule }: { readonly path: string; readonly isModule: boolean },
  sources: Sources,
): Promise<Stating | Unstated> {
  const place = `${path} (${sources.name})`;
  const wrong = (fault: string, mend: string, isComputed = false) => ({
    place,
    fault,
    mend,
    path,
    isComputed,
  });
  const setting = isModule ? "slipway:package.versionModules" : "slipway:package.version";
  const text = await sources.read(path);
  if (text === null)
    return wrong("is not there as a text file", `name the file that states the version in ${setting}`);
  const find = statementIn(path, isModule);
  try {
    const statement = find(text);
    if (statement !== null) return { path, text, version: statement.version, find };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : "is broken", "mend it");
  }
  const fault = isModule ? "states no __version__ as a text" : "states no version as a text";
  const mend = isModule
    ? `write __version__ = "1.2.0" there, or take it off ${setting}`
    : `name the file that does in ${setting}, or set its from to tags where tags alone decide`;
  return wrong(fault, mend, !isModule);
}

interface Edited {
  readonly edits: readonly (readonly [path: string, text: string])[];
  readonly faults: readonly Fault[];
}

function editedVersions(files: readonly Stating[], version: string): Edited {
  const results = files
    .filter((file) => !(sameVersion(file.version, version) && file.version === version))
    .map((file) => ({ file, text: withVersion(file, version) }));
  return {
    edits: results.flatMap(({ file, text }) => (text === null ? [] : [[file.path, text] as const])),
    faults: results
      .filter(({ text }) => text === null)
      .map(({ file }) => ({
        place: file.path,
        fault: `states ${file.version} in a way that can't be changed for sure`,
        mend: `write ${version} there by hand, merge that, then run it again`,
      })),
  };
}

async function editedChangelog(
  { package: { changelog, folder } }: Plan,
  sources: Sources,
  release: Parameters<typeof withRelease>[1],
): Promise<Edited & { readonly notices: readonly string[] }> {
  if (changelog === null) return { edits: [], faults: [], notices: [] };
  const path = posix.join(folder, changelog);
  const text = await sources.read(path);
  const place = `${path} (${sources.name})`;
  const nothing = { edits: [], notices: [] };
  if (text === null) {
    const mend = "add it, or take it off slipway:package.changelog";
    return { ...nothing, faults: [{ place, fault: "is not there as a text file", mend }] };
  }
  const edit = withRelease(text, release);
  if ("fault" in edit) return { ...nothing, faults: [{ place, ...edit }] };
  return {
    edits: edit.text === null ? [] : [[path, edit.text]],
    faults: [],
    notices: edit.isEmpty ? [`${path} says nothing of ${release.version} but its heading.`] : [],
  };
}
