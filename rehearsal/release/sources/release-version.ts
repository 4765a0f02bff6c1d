import { posix } from "node:path";
import { type Fault, FaultsError } from "../../../config/fault.ts";
import { prepare } from "../../../documents/release/prepare.ts";
import type { Sources } from "../../../documents/release/sources.ts";
import { statementIn } from "../../../documents/release/version-edit.ts";
import type { Plan } from "../../../plan/plan.ts";
import { canonicalOf, parseVersion } from "../../../tasks/version/version.ts";

/** The version that is released, and what has to be changed for it. */
export interface ReleaseVersion {
  readonly version: string;
  /** What the sources state; null: tags alone decide. */
  readonly stated: string | null;
  /** New texts by path; none: the sources are released as they are. */
  readonly edits: ReadonlyMap<string, string>;
  readonly notices: readonly string[];
}

/** What is asked for. */
export interface AskedVersion {
  /** `--version`; null: what the sources state. */
  readonly version: string | null;
  /** `2026-11-22` */
  readonly today: string;
}

/**
 * Without a version the sources are taken as they are, and it is the release that tells what is wrong in them; with one
 * they are changed as `release:prepare` changes them. Throws a FaultsError.
 */
export async function releaseVersion(
  plan: Plan,
  sources: Sources,
  { version, today }: AskedVersion,
): Promise<ReleaseVersion> {
  if (version === null) return await statedVersion(plan, sources);
  const { edits, notices, stated } = await prepare(plan, sources, { version, bump: null, today });
  return { version, stated, edits, notices };
}

async function statedVersion({ package: declared }: Plan, sources: Sources): Promise<ReleaseVersion> {
  const { folder, version, versionModules } = declared;
  const file = version.from === "file" ? [{ path: version.path, isModule: false }] : [];
  const modules = versionModules.map((path) => ({ path, isModule: true }));
  const places = [...file, ...modules].map((one) => ({ ...one, path: posix.join(folder, one.path) }));
  if (places.length === 0) throw missing("version", `is told by tags alone (${sources.name})`);
  const faults: Fault[] = [];
  for (const { path, isModule } of places) {
    const found = await versionIn(path, isModule, sources);
    if ("version" in found) return { ...found, stated: found.version, edits: new Map(), notices: [] };
    faults.push(found);
  }
  throw new FaultsError(faults);
}

async function versionIn(
  path: string,
  isModule: boolean,
  sources: Sources,
): Promise<{ readonly version: string } | Fault> {
  const place = `${path} (${sources.name})`;
  const mend = "let it state one, or name a version: --version X";
  const text = await sources.read(path);
  if (text === null) return { place, fault: "is not there as a text file", mend };
  try {
    const stated = statementIn(path, isModule)(text)?.version;
    if (stated === undefined) return { place, fault: "states no version as a text", mend };
    const parsed = parseVersion(stated);
    if (parsed !== null) return { version: canonicalOf(parsed) };
    return { place, fault: `states ${stated}, which is no version (PEP 440)`, mend };
  } catch (error) {
    return { place, fault: error instanceof Error ? error.message : "is broken", mend };
  }
}

function missing(place: string, fault: string): FaultsError {
  return new FaultsError([{ place, fault, mend: "name the one to rehearse: --version X" }]);
}
