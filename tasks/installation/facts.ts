import type { Declaration } from "../declaration/declaration.ts";
import { isDistribution } from "../files/release-files.ts";
import { type GitHub, readAnswer } from "../github/client.ts";
import { type Release, downloadAsset, findRelease } from "../github/releases.ts";
import { findFeedstock, feedstockRecipe } from "../conda-forge/feedstock.ts";
import { ShapeError, objectOf, text } from "../json/shape.ts";
import { type LedgerTest, type ReleaseLedger, ledgerName, readLedger } from "../ledger/release-ledger.ts";
import { TaskError } from "../program/fault.ts";
import { canonicalOf, parseVersion } from "../version/version.ts";

/** What the section tells. */
export interface InstallationFacts {
  readonly declaration: Declaration;
  readonly version: string;
  readonly tag: string;
  /** Page of the release. */
  readonly url: string;
  /** Files of the release, sorted; none where its ledger does not tell. */
  readonly files: readonly string[];
  /** Whether the release has the declared image. */
  readonly hasImage: boolean;
  /** Whether conda-forge has the package; null: it could not be asked. */
  readonly onConda: boolean | null;
  /** Null: the release does not tell. */
  readonly tested: readonly LedgerTest[] | null;
}

/** Reads what is known of the latest published release; null where there is none yet. */
export async function readFacts(
  github: GitHub,
  declaration: Declaration,
  say: (line: string) => void,
): Promise<InstallationFacts | null> {
  const release = await latestRelease(github);
  const { tagPrefix } = declaration.release;
  const parsed = release?.tag.startsWith(tagPrefix)
    ? parseVersion(release.tag.slice(tagPrefix.length))
    : null;
  if (release === null || parsed === null) return null;
  const ledger = await ledgerOf(github, release, say);
  const image = ledger?.channels.some((channel) => channel.image !== null) ?? false;
  return {
    declaration,
    version: canonicalOf(parsed),
    tag: release.tag,
    url: release.url,
    files: (ledger?.files ?? []).map(({ name }) => name).filter(isDistribution),
    hasImage: declaration.image !== null && image,
    onConda: await askConda(github, declaration, say),
    tested: ledger?.tested?.filter(isPlain) ?? null,
  };
}

async function latestRelease(github: GitHub): Promise<Release | null> {
  const path = `/repos/${github.repository}/releases/latest`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  return await findRelease(github, readAnswer(answer, objectOf({ tag_name: text }), path).tag_name);
}

/** Releases of another hand have none. */
async function ledgerOf(
  github: GitHub,
  release: Release,
  say: (line: string) => void,
): Promise<ReleaseLedger | null> {
  const asset = release.assets.find(({ name, complete }) => complete && name === ledgerName);
  if (asset === undefined) return null;
  try {
    return readLedger(await downloadAsset(github, asset));
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    say(`${ledgerName} of ${release.tag} can't be read: ${error.message}`);
    return null;
  }
}

async function askConda(
  github: GitHub,
  { conda }: Declaration,
  say: (line: string) => void,
): Promise<boolean | null> {
  if (conda === null) return false;
  try {
    const feedstock = await findFeedstock(github, conda.name);
    return feedstock !== null && !feedstock.archived && (await feedstockRecipe(github, feedstock)) !== null;
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    say(`conda-forge can't be asked now: ${error.message}`);
    return null;
  }
}

/** What stands in the table is a name, and no markup. */
function isPlain({ what, platform, python }: LedgerTest): boolean {
  const isPython = python === null || /^3\.\d+t?$/.test(python);
  return isPython && /^[A-Za-z][\w -]*$/.test(what) && /^[a-z][\w-]*$/.test(platform);
}
