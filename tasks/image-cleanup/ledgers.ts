import { type Asset, assetShape, downloadAsset } from "../github/assets.ts";
import type { GitHub } from "../github/client.ts";
import { ShapeError, listOf, mapOf, objectOf, parseJson, text } from "../json/shape.ts";
import { ledgerName } from "../ledger/release-ledger.ts";
import { TaskError } from "../program/fault.ts";
import { digestsIn } from "./leads.ts";
import type { Root } from "./reach.ts";

/** What the ledgers of all releases point to, drafts too where the token shows them; asked for again and again. */
export type Ledgers = () => Promise<readonly Root[]>;

const release = objectOf({ tag_name: text, assets: listOf(assetShape) });

/** The ledgers of the run's repository. Throws a TaskError where one is there that can't be read. */
export function ledgersOf(github: GitHub): Ledgers {
  // A file that is replaced gets another number.
  const known = new Map<number, readonly string[]>();
  return async () => {
    const releases = await github.pages(`/repos/${github.repository}/releases?per_page=100`, release);
    const roots: Root[] = [];
    for (const { tag_name: tag, assets } of releases) {
      for (const asset of assets.filter(({ name }) => name === ledgerName)) {
        const digests = known.get(asset.id) ?? (await read(github, asset, tag));
        known.set(asset.id, digests);
        roots.push(...digests.map((digest) => ({ digest, why: `release ${tag}`, expected: false })));
      }
    }
    return roots;
  };
}

async function read(github: GitHub, asset: Asset, tag: string): Promise<readonly string[]> {
  const content = await downloadAsset(github, asset);
  try {
    return pointedTo(content);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const mend = "nothing is removed; run the release's workflow again for its tag, or delete the draft";
    const fault = `can't be read: ${error.message}`;
    throw new TaskError([{ place: `release ${tag}, ${ledgerName}`, fault, mend }]);
  }
}

/**
 * Every digest in a ledger, wherever it stands and whatever ledger it is: one that is written another day may hold more.
 * A file's SHA-256 is the digest of no version, and does no harm.
 */
export function pointedTo(content: Uint8Array): readonly string[] {
  parseJson(
    content,
    mapOf((value) => value),
  );
  const source = Buffer.from(content).toString("utf8");
  const bare = source.match(/\b[0-9a-f]{64}\b/g) ?? [];
  return [...new Set([...digestsIn(source), ...bare.map((hex) => `sha256:${hex}`)])];
}
