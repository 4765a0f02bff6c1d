import type { IndexFile } from "../../index/holdings.ts";
import { normalizeName, readFileName } from "../../index/file-name.ts";
import {
  type Version,
  compareVersions,
  isPrerelease,
  parseVersion,
  sameVersion,
} from "../../version/version.ts";
import type { RecipeFacts } from "../recipe.ts";
import { type Observation, type Patience, daysSince, fine, inDays, needed, notable } from "./observation.ts";

/** What an index holds of a project, and what a feedstock's recipe says. */
export interface Compared {
  /** For people: `PyPI`. */
  readonly index: string;
  readonly files: readonly IndexFile[];
  /** As in the names of files, in any spelling. */
  readonly distribution: string;
  /** Address of the feedstock. */
  readonly feedstock: string;
  readonly recipe: RecipeFacts;
}

/** Whether the feedstock has the index's newest stable version, and builds it from the very sdist. */
export function observeVersions(compared: Compared, patience: Patience): readonly Observation[] {
  const { feedstock, recipe } = compared;
  const built = recipe.version === null ? null : parseVersion(recipe.version);
  if (built === null || recipe.version === null)
    return [notable(feedstock, "its version can't be told from its recipe")];
  return [observeVersion(compared, built, patience), observeSource(compared, recipe.version)];
}

function observeVersion(compared: Compared, built: Version, patience: Patience): Observation {
  const { index, feedstock, recipe } = compared;
  const newest = newestOf(compared);
  if (newest === null) return notable(feedstock, `has ${recipe.version}; ${index} has no stable version`);
  const order = compareVersions(built, newest.version);
  if (order === 0) return fine(feedstock, `has ${recipe.version}, the newest on ${index}`);
  if (order > 0)
    return notable(feedstock, `has ${recipe.version}; ${index} has ${newest.text}, which is older`);
  const age = newest.uploaded === null ? null : daysSince(patience, newest.uploaded);
  const since = age === null ? "" : ` since ${inDays(age)}`;
  const found = `has ${recipe.version}; ${index} has ${newest.text}${since}`;
  if (age !== null && age <= patience.days) return notable(feedstock, found);
  const mend =
    "merge the bot's pull request; where there is none, look for its error at https://conda-forge.org/status/version_updates";
  return needed(feedstock, found, mend);
}

/** A version on the index, and when its first file came. */
interface Newest {
  readonly text: string;
  readonly version: Version;
  readonly uploaded: number | null;
}

/** The newest stable version that is not yanked as a whole. */
function newestOf(compared: Compared): Newest | null {
  const stable = ownFiles(compared).flatMap(({ version: text, file }) => {
    const version = parseVersion(text);
    if (version === null || isPrerelease(version) || file.yanked !== false) return [];
    return [{ text, version, uploaded: file.uploaded }];
  });
  const newest = stable.toSorted((one, other) => compareVersions(other.version, one.version))[0];
  if (newest === undefined) return null;
  const times = stable
    .filter(({ version }) => compareVersions(version, newest.version) === 0)
    .flatMap(({ uploaded }) => uploaded ?? []);
  return { ...newest, uploaded: times.length === 0 ? null : Math.min(...times) };
}

function ownFiles({ files, distribution }: Compared): readonly {
  readonly version: string;
  readonly isSdist: boolean;
  readonly file: IndexFile;
}[] {
  return files.flatMap((file) => {
    const parts = readFileName(file.name);
    if (parts?.project !== normalizeName(distribution)) return [];
    return [{ version: parts.version, isSdist: parts.kind === "sdist", file }];
  });
}

function observeSource(compared: Compared, version: string): Observation {
  const { index, feedstock, recipe } = compared;
  const what = `${feedstock}, source of ${version}`;
  const sdists = ownFiles(compared).filter((one) => one.isSdist && sameVersion(one.version, version));
  const told = sdists.flatMap(({ file }) => file.sha256 ?? []);
  if (told.length === 0) return notable(what, `${index} tells no hash of an sdist of it`);
  if (recipe.sha256 === null) return notable(what, "its hash can't be told from the recipe");
  if (told.includes(recipe.sha256)) return fine(what, `is the sdist that ${index} has`);
  const names = new Set(sdists.map(({ file }) => file.name));
  const isOther =
    recipe.urls.length > 0 && !recipe.urls.some((url) => names.has(url.split("/").at(-1) ?? ""));
  if (isOther) return notable(what, `is none of the files that ${index} has`);
  const mend = "find out where the feedstock's source comes from, and correct its recipe";
  return needed(what, `has another hash than the sdist that ${index} has`, mend);
}
