import type { Release } from "../github/releases.ts";
import type { Channel } from "../ledger/channel.ts";
import {
  type LedgerChannel,
  type LedgerTest,
  type ReleaseLedger,
  ledgerName,
  writeLedger,
} from "../ledger/release-ledger.ts";
import { TaskError } from "../program/fault.ts";
import { type Patience, type Reading, awaitSame } from "./await-same.ts";
import type { Content } from "./content.ts";
import type { ReleaseIdentity } from "./identity.ts";
import { ensureSealed } from "./seal.ts";
import type { Settled } from "./standing.ts";
import type { ReleaseStore } from "./store.ts";

/** Where a release is finished. */
export interface FinishPorts extends Patience {
  /** Null: the release is made without a GitHub release. */
  readonly store: ReleaseStore | null;
  /** In the order of publishing. */
  readonly indexes: readonly Channel[];
  /** Others that have to hold their part of the files: container registries. @default none */
  readonly registries?: readonly Channel[];
  /** What follows a release by hours or days: read as it is, never waited for. @default none */
  readonly followers?: readonly Channel[];
  /** What is known of the tests of the files that a ledger settles. @default nothing */
  readonly tested?: (sealed: ReleaseLedger) => Promise<readonly LedgerTest[]>;
}

/** What is to be finished. */
export interface Finishing {
  readonly files: readonly Content[];
  readonly latest: boolean;
  /** What each publishing job was told to do, by the channel's name. */
  readonly decisions: Readonly<Record<string, "publish" | "skip">>;
}

/** What was found, and where it is shown. */
export interface Finished {
  readonly readings: readonly Reading[];
  readonly release: Release | null;
}

/**
 * Publishes the GitHub release, last of all: only when every index holds every file as it was settled, every registry its
 * part of them, and the ledger says so. A published release is left as it is.
 */
export async function finish(
  ports: FinishPorts,
  identity: ReleaseIdentity,
  finishing: Finishing,
): Promise<Finished> {
  const { store, indexes, registries = [] } = ports;
  const { version } = identity;
  const readings: Reading[] = [];
  for (const channel of [...indexes, ...registries]) {
    readings.push(await awaitSame(channel, { version, files: finishing.files }, ports));
  }
  readings.push(...(await readFollowers(ports, version)));
  if (store === null) return { readings, release: null };
  const contents = { files: finishing.files, extras: [], create: null };
  const settled = await ensureSealed({ ...ports, store }, identity, contents);
  if (settled.state === "published") return { readings, release: settled.release };
  const tested = [...(settled.ledger.tested ?? []), ...((await ports.tested?.(settled.ledger)) ?? [])];
  const final = finalLedger(settled.ledger, { identity, readings, finishing, ports });
  await attachLedger(store, settled, { ...final, tested: tested.length === 0 ? null : tested });
  return { readings, release: await store.publish(settled.release, { latest: finishing.latest }) };
}

/** One that holds nothing yet, or can't be asked, is told and left out: nothing stops for it. */
async function readFollowers(ports: FinishPorts, version: string): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (const channel of ports.followers ?? []) {
    try {
      const held = await channel.read(version);
      if (held.length > 0) readings.push({ channel, held, read: ports.now() });
      else ports.say(`${channel.title}: has nothing of ${version} yet, and follows by itself`);
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      ports.say(`${channel.title}: can't be read now, and nothing waits for it: ${error.message}`);
    }
  }
  return readings;
}

interface Final {
  readonly identity: ReleaseIdentity;
  readonly readings: readonly Reading[];
  readonly finishing: Finishing;
  readonly ports: FinishPorts;
}

function finalLedger(sealed: ReleaseLedger, { identity, readings, finishing, ports }: Final): ReleaseLedger {
  const finished = new Date(ports.now()).toISOString();
  const channels = readings.map(({ channel, held, read }): LedgerChannel => {
    return {
      name: channel.name,
      title: channel.title,
      read: new Date(read).toISOString(),
      decision: finishing.decisions[channel.name] ?? null,
      files: held.map(({ uploaded, ...file }) => {
        return { ...file, uploaded: uploaded === null ? null : new Date(uploaded).toISOString() };
      }),
      image: channel.image?.() ?? null,
    };
  });
  return { ...sealed, run: identity.run, finished, channels };
}

/** Between the old one's end and the new one's whole upload the draft is open again; the next attempt seals it anew. */
async function attachLedger(
  store: ReleaseStore,
  { release, ledger }: Settled,
  final: ReleaseLedger,
): Promise<void> {
  if (tellsTheSame(ledger, final)) return;
  await store.upload(release, { name: ledgerName, content: writeLedger(final) });
}

/** But for when it was read, by which run, and of images their indexes, so that another attempt need not replace it. */
function tellsTheSame(one: ReleaseLedger, other: ReleaseLedger): boolean {
  const timeless = ({ finished, channels, ...rest }: ReleaseLedger) =>
    writeLedger({
      ...rest,
      run: { id: 0, attempt: 0 },
      finished: finished === null ? null : "",
      channels: channels.map((channel) => {
        const image = channel.image === null ? null : { ...channel.image, digest: "" };
        return { ...channel, image, read: "", decision: null };
      }),
    });
  return timeless(one).equals(timeless(other));
}
