import { isDistribution } from "../files/release-files.ts";
import type { Asset, Release } from "../github/releases.ts";
import type { Channel } from "../ledger/channel.ts";
import { type ReleaseLedger, ledgerName } from "../ledger/release-ledger.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import { type CollectedFile, type Verify, attestationFault, requireAttested } from "./attested.ts";
import { contentOf, isWhole } from "./content.ts";
import type { ReleaseIdentity } from "./identity.ts";
import { type PublishedFile, contradiction, publishedFiles } from "./published-files.ts";
import { isVoid, lostFiles, unseal } from "./settled.ts";
import { standingOf } from "./standing.ts";
import type { ReleaseStore } from "./store.ts";

/** Where an earlier run may have left files. */
export interface CollectPorts {
  /** Null: the release is made without a GitHub release. */
  readonly store: ReleaseStore | null;
  readonly indexes: readonly Channel[];
  readonly verify: Verify;
  readonly say: (line: string) => void;
}

/** What an earlier run left. */
export interface Collected {
  /** Whether the files of the release are settled: what is not among `files` has to be as the ledger says. */
  readonly sealed: boolean;
  readonly published: boolean;
  /** Sorted by name. */
  readonly files: readonly CollectedFile[];
}

const draftTitle = "the GitHub release";

/**
 * Collects what an earlier run at the same commit left, and takes only what it can be sure of: first what an index holds,
 * then what the draft holds. Throws a TaskError where places contradict each other, or hold what is not this workflow's.
 */
export async function collect(ports: CollectPorts, identity: ReleaseIdentity): Promise<Collected> {
  const standing = ports.store === null ? null : await standingOf(ports.store, identity);
  const onIndexes = await publishedFiles(ports.indexes, identity.version);
  const search: Search = { ports, identity, onIndexes };
  if (ports.store === null || standing === null || standing.state === "none") {
    return { sealed: false, published: false, files: sorted(await takePublished(search)) };
  }
  const { release } = standing;
  const { store } = ports;
  const draft = { release, store };
  const voided =
    standing.state === "sealed" && (await isVoid(standing, await lostFiles(store, standing), ports.indexes));
  if (voided) await unseal({ ...ports, store }, release);
  if (standing.state === "open" || voided) {
    const files = [...(await takePublished(search)), ...(await takeDrafted(search, draft))];
    return { sealed: false, published: false, files: sorted(files) };
  }
  const files = await takeSealed(search, { ...draft, ledger: standing.ledger });
  return { sealed: true, published: standing.state === "published", files: sorted(files) };
}

interface Search {
  readonly ports: CollectPorts;
  readonly identity: ReleaseIdentity;
  readonly onIndexes: ReadonlyMap<string, PublishedFile>;
}

interface Drafted {
  readonly release: Release;
  readonly store: ReleaseStore;
}

/** All that the indexes hold: it can't be replaced, so that it has to be ours. */
async function takePublished(search: Search): Promise<readonly CollectedFile[]> {
  const files = [];
  for (const published of search.onIndexes.values()) files.push(await fetchPublished(published));
  await requireAttested(search.ports.verify, search.identity, files);
  return files;
}

async function fetchPublished({ held, channel }: PublishedFile): Promise<CollectedFile> {
  return { ...contentOf(held.name, await channel.fetch(held)), from: channel.title };
}

/** An open draft's whole and attested files; what is broken or nobody's goes, to be built again. */
async function takeDrafted(search: Search, { release, store }: Drafted): Promise<readonly CollectedFile[]> {
  const { ports, onIndexes } = search;
  const files: CollectedFile[] = [];
  for (const asset of release.assets.filter(({ name }) => isDistribution(name))) {
    const published = onIndexes.get(asset.name);
    if (!asset.complete) {
      ports.say(`${asset.name}: was half uploaded to the draft; it is removed`);
      await store.remove(asset);
    } else if (published !== undefined) {
      if (await isWhole(store, asset, { ...published.held, size: asset.size })) continue;
      throw contradicts(asset.name, asset.sha256, published);
    } else if (ports.verify !== null) {
      files.push(...(await takeAttested(search, asset, store)));
    } else ports.say(`${asset.name}: is on a draft that is not sealed, and not attested; it is built again`);
  }
  return files;
}

async function takeAttested(
  search: Search,
  asset: Asset,
  store: ReleaseStore,
): Promise<readonly CollectedFile[]> {
  const { ports, onIndexes } = search;
  const file = { ...contentOf(asset.name, await store.download(asset)), from: draftTitle };
  const fault = await attestationFault(ports.verify, search.identity, file);
  if (fault === null) return [file];
  if (onIndexes.size > 0) throw new TaskError([fault]);
  ports.say(`${asset.name}: ${fault.fault}; it is removed from the draft and built again`);
  await store.remove(asset);
  return [];
}

/** The files that the ledger settles, from wherever they are whole. */
async function takeSealed(
  search: Search,
  { release, store, ledger }: Drafted & { readonly ledger: ReleaseLedger },
): Promise<readonly CollectedFile[]> {
  requireAgreement(search, ledger);
  const files: CollectedFile[] = [];
  const lost: Fault[] = [];
  for (const file of ledger.files) {
    const asset = release.assets.find(({ name }) => name === file.name);
    const published = search.onIndexes.get(file.name);
    if (published !== undefined) files.push(await fetchPublished(published));
    else if (asset !== undefined && (await isWhole(store, asset, file))) {
      files.push({ ...contentOf(file.name, await store.download(asset)), from: draftTitle });
    } else if (release.draft)
      search.ports.say(`${file.name}: is missing on the sealed draft; it is built again`);
    else lost.push(lostFault(release, file.name));
  }
  if (lost.length > 0) throw new TaskError(lost);
  if (!release.draft) requireStillThere(search, ledger);
  await requireAttested(search.ports.verify, search.identity, files);
  return files;
}

function lostFault({ tag, immutable }: Release, name: string): Fault {
  return {
    place: `GitHub release ${tag}, ${name}`,
    fault: "is missing or damaged on the published release, and no index holds it",
    mend: immutable ? "release a new version" : "attach the file again, or release a new version",
  };
}

/** Indexes hold nothing but what the ledger settles. */
function requireAgreement({ onIndexes, identity }: Search, ledger: ReleaseLedger): void {
  const settled = new Map(ledger.files.map(({ name, sha256 }) => [name, sha256]));
  const faults = [...onIndexes.values()].flatMap(({ held, channel }): readonly Fault[] => {
    const sha256 = settled.get(held.name);
    if (sha256 === held.sha256) return [];
    const on = `${channel.title} (${held.sha256})`;
    if (sha256 !== undefined) return [contradiction(held.name, on, `the GitHub release (${sha256})`)];
    const fault = `is there, and ${ledgerName} of ${identity.tag} does not name it`;
    return [
      { place: `${channel.title}, ${held.name}`, fault, mend: "delete it there, or release a new version" },
    ];
  });
  if (faults.length > 0) throw new TaskError(faults);
}

/** A name that was deleted on an index is taken there never again. */
function requireStillThere({ onIndexes, ports }: Search, ledger: ReleaseLedger): void {
  const faults = ledger.channels.flatMap(({ name, title, files }) => {
    if (!ports.indexes.some((channel) => channel.name === name)) return [];
    const gone = files.filter((file) => onIndexes.get(file.name)?.on.includes(name) !== true);
    const fault = "was published there and is gone: a deleted name is taken never again";
    return gone.map((file) => ({ place: `${title}, ${file.name}`, fault, mend: "release a new version" }));
  });
  if (faults.length > 0) throw new TaskError(faults);
}

function contradicts(name: string, sha256: string | null, { held, channel }: PublishedFile): TaskError {
  const drafted = `${draftTitle} (${sha256 ?? "unknown"})`;
  return new TaskError([contradiction(name, `${channel.title} (${held.sha256})`, drafted)]);
}

function sorted(files: readonly CollectedFile[]): readonly CollectedFile[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
