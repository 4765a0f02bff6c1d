import { isDistribution } from "../files/release-files.ts";
import type { Release } from "../github/releases.ts";
import type { Channel } from "../ledger/channel.ts";
import { decide } from "../ledger/decide.ts";
import { ledgerName, writeLedger } from "../ledger/release-ledger.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import { type Content, contentOf, isWhole, plain } from "./content.ts";
import type { ReleaseIdentity } from "./identity.ts";
import { lostFiles, settledFaults, unseal } from "./settled.ts";
import { type Settled, requireTagged, standingOf } from "./standing.ts";
import type { ReleaseStore } from "./store.ts";

/** Where a draft is filled, and what may contradict it. */
export interface SealPorts {
  readonly store: ReleaseStore;
  readonly indexes: readonly Channel[];
  readonly say: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a release consists of. */
export interface ReleaseContents {
  /** Sdist and wheels. */
  readonly files: readonly Content[];
  /** What else is to be attached; what is attached already stays. */
  readonly extras: readonly Content[];
  /** Makes the draft where there is none; null: there has to be one. */
  readonly create: ((store: ReleaseStore) => Promise<Release>) | null;
}

/** More changes than one run makes: another works on the same draft. */
const rounds = 8;

/**
 * Brings the tag's release to where its files are settled: made, filled, every file there and whole, and only then the
 * ledger attached, which seals it. Each step is looked at anew, so that it goes on from wherever it was interrupted.
 * Throws a TaskError where the files differ from settled or published ones.
 */
export async function ensureSealed(
  ports: SealPorts,
  identity: ReleaseIdentity,
  contents: ReleaseContents,
): Promise<Settled> {
  await requireTagged(ports.store, identity);
  for (let round = 0; round < rounds; round += 1) {
    const standing = await standingOf(ports.store, identity);
    if (standing.state === "none") await create(ports, identity, contents);
    else if (standing.state === "open") await fillOrSeal(ports, identity, { ...contents, ...standing });
    else if (await isSettled(ports, standing, contents)) return standing;
  }
  throw new TaskError([
    {
      place: `GitHub release ${identity.tag}`,
      fault: "changes while it is filled",
      mend: "let no two releases of a tag run at once, and run this job again",
    },
  ]);
}

async function create(
  { store }: SealPorts,
  { tag }: ReleaseIdentity,
  contents: ReleaseContents,
): Promise<void> {
  if (contents.create !== null) {
    await contents.create(store);
    return;
  }
  const mend = "start the release anew at the same commit: it takes what is published";
  throw new TaskError([{ place: `GitHub release ${tag}`, fault: "is gone", mend }]);
}

type Open = ReleaseContents & { readonly release: Release };

async function fillOrSeal(ports: SealPorts, identity: ReleaseIdentity, open: Open): Promise<void> {
  const { store } = ports;
  await requireNoContradiction(ports, identity, open.files);
  const extras = [...open.extras, ...(await attachedExtras(store, open))];
  const wanted = [...open.files, ...extras];
  const assets = new Map(open.release.assets.map((asset) => [asset.name, asset]));
  let changed = await removeStrays(ports, open.release, wanted);
  for (const content of wanted) {
    if (await isWhole(store, assets.get(content.name), content)) continue;
    ports.say(`${content.name}: is put on the draft`);
    await store.upload(open.release, { name: content.name, content: content.read() });
    changed = true;
  }
  // Only what was found whole by looking anew is sealed.
  if (changed) return;
  const sealed = new Date(ports.now()).toISOString();
  const files = open.files.map(plain);
  const ledger = {
    ...identity,
    schema: 1,
    sealed,
    finished: null,
    files,
    extras: extras.map(plain),
  } as const;
  const content = writeLedger({ ...ledger, channels: [], tested: null });
  await store.upload(open.release, { name: ledgerName, content, onlyNew: true });
}

/** What is on an index can't be replaced: a draft that differs would never come to its end. */
async function requireNoContradiction(
  { indexes, now }: SealPorts,
  { version }: ReleaseIdentity,
  files: readonly Content[],
): Promise<void> {
  const faults: Fault[] = [];
  for (const channel of indexes) {
    const rules = { title: channel.title, openDays: null, now: now() };
    faults.push(...decide(files, await channel.read(version), rules).faults);
  }
  if (faults.length > 0) throw new TaskError(faults);
}

/** What another hand has attached stays: it may be meant. Half-uploaded files and those of another build do not. */
async function removeStrays(
  { store, say }: SealPorts,
  { assets }: Release,
  wanted: readonly Content[],
): Promise<boolean> {
  const names = new Set(wanted.map(({ name }) => name));
  const strays = assets.filter(
    ({ name, complete }) => !names.has(name) && (!complete || isDistribution(name)),
  );
  for (const asset of strays) {
    say(
      `${asset.name}: is removed from the draft, as ${asset.complete ? "no file of this release" : "half uploaded"}`,
    );
    await store.remove(asset);
  }
  return strays.length > 0;
}

/** What is attached beside the files, and is not given anew. */
async function attachedExtras(store: ReleaseStore, { release, extras }: Open): Promise<readonly Content[]> {
  const given = new Set([ledgerName, ...extras.map(({ name }) => name)]);
  const attached = release.assets.filter(
    ({ name, complete }) => complete && !isDistribution(name) && !given.has(name),
  );
  return await Promise.all(attached.map(async (asset) => contentOf(asset.name, await store.download(asset))));
}

/** Whether everything is there; what a sealed draft has lost is put back, where it is the very same. */
async function isSettled(
  { store, say }: SealPorts,
  settled: Settled,
  { files, extras }: ReleaseContents,
): Promise<boolean> {
  const { release } = settled;
  const lost = await lostFiles(store, settled);
  const faults = settledFaults(settled, files);
  if (faults.length > 0) throw new TaskError(faults);
  const atHand = new Map([...files, ...extras].map((content) => [content.sha256, content]));
  for (const { name, sha256 } of lost) {
    const content = atHand.get(sha256);
    if (content !== undefined && release.draft) {
      say(`${name}: is put back on the sealed draft`);
      await store.upload(release, { name, content: content.read() });
    } else if (extras.some((extra) => extra.name === name) && release.draft) {
      await unseal({ store, say }, release);
      return false;
    } else throw lostError(settled, name);
  }
  return lost.length === 0;
}

function lostError({ release: { tag, draft, immutable } }: Settled, name: string): TaskError {
  const place = `GitHub release ${tag}, ${name}`;
  if (!draft) {
    const mend = immutable ? "release a new version" : "attach it again, or release a new version";
    return new TaskError([{ place, fault: "is missing or damaged on the published release", mend }]);
  }
  const mend = `delete ${ledgerName} on the draft and start the release anew at the same commit`;
  return new TaskError([{ place, fault: "is missing or damaged on the sealed draft", mend }]);
}
