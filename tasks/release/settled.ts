import { type ReleaseFile, isDistribution } from "../files/release-files.ts";
import type { Release } from "../github/releases.ts";
import type { Channel } from "../ledger/channel.ts";
import { ledgerName } from "../ledger/release-ledger.ts";
import type { Fault } from "../program/fault.ts";
import { isWhole } from "./content.ts";
import type { Settled } from "./standing.ts";
import type { ReleaseStore } from "./store.ts";

/** Where the files of this run are not those that an earlier one settled. */
export function settledFaults(
  { state, release, ledger }: Settled,
  files: readonly ReleaseFile[],
): readonly Fault[] {
  const settled = new Map(ledger.files.map(({ name, sha256 }) => [name, sha256]));
  const built = new Set(files.map(({ name }) => name));
  const place = (name: string) => `GitHub release ${release.tag}, ${name}`;
  const mend =
    "start the release anew at the same commit, so that it takes the settled files" +
    (state === "sealed" ? "; or delete the draft, where nothing of it is published yet" : "");
  const differing = files
    .filter(({ name, sha256 }) => settled.get(name) !== sha256)
    .map(({ name }) => {
      const fault = settled.has(name)
        ? "was settled with other contents than this run's"
        : "was settled without this file";
      return { place: place(name), fault, mend };
    });
  const missing = ledger.files
    .filter(({ name }) => !built.has(name))
    .map(({ name }) => ({ place: place(name), fault: "was settled, and this run does not have it", mend }));
  return [...differing, ...missing];
}

/** What the ledger settles and the release does not hold, or not whole. */
export async function lostFiles(
  store: ReleaseStore,
  { release, ledger }: Settled,
): Promise<readonly ReleaseFile[]> {
  const assets = new Map(release.assets.map((asset) => [asset.name, asset]));
  const lost = [];
  for (const file of [...ledger.files, ...ledger.extras]) {
    if (!(await isWhole(store, assets.get(file.name), file))) lost.push(file);
  }
  return lost;
}

/**
 * Whether a draft's seal binds nobody: it has lost what was sealed, and no index holds any of it. So it is after the seal
 * of a run that had ended arrived late, on a draft that the next one was filling. To be asked where a run begins and no
 * other is under way: one that has sealed the draft and publishes only now would be left without its files.
 */
export async function isVoid(
  { release, ledger }: Settled,
  lost: readonly ReleaseFile[],
  indexes: readonly Channel[],
): Promise<boolean> {
  if (!release.draft || !lost.some(({ name }) => isDistribution(name))) return false;
  for (const channel of indexes) {
    if ((await channel.read(ledger.version)).length > 0) return false;
  }
  return true;
}

/** Opens a sealed draft again. */
export async function unseal(
  { store, say }: { readonly store: ReleaseStore; readonly say: (line: string) => void },
  { assets }: Release,
): Promise<void> {
  say(`${ledgerName}: is removed, as the draft has lost what it settled; it is filled and sealed anew`);
  for (const asset of assets.filter(({ name }) => name === ledgerName)) await store.remove(asset);
}
