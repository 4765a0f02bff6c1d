import { TaskError } from "../program/fault.ts";
import type { Registry } from "../registry/registry.ts";
import { type Version, compareVersions, isPrerelease, parseVersion } from "../version/version.ts";
import { differences, floats } from "./decide-image.ts";
import { labelOf } from "./labels.ts";
import { type PushedImage, placeOf, readPushed } from "./pushed.ts";
import { branchTag, minorTag, versionOfTag, versionTag } from "./tags.ts";

/** Where tags are set. */
export interface Tagging {
  readonly registry: Registry;
  readonly say: (line: string) => void;
}

/** What is tagged. */
export interface Tagged {
  readonly image: PushedImage;
  readonly version: string;
  /** Whether it may become `latest`. */
  readonly latest: boolean;
}

/** What was set, or was so already. */
export interface Tags {
  /** What the version's tag stands for. */
  readonly digest: string;
  readonly tags: readonly string[];
}

/** More changes than one release makes: others work on the same tags. */
const rounds = 20;

/**
 * Sets a release's tags: its version first, which is never moved, then MAJOR.MINOR and `latest`, where nothing newer is
 * tagged. So whatever a tag stands for is a version that has its own, wherever this is interrupted; done again it goes on.
 */
export async function tagRelease(tagging: Tagging, { image, version, latest }: Tagged): Promise<Tags> {
  const parsed = parseVersion(version);
  const held = await ensureVersion(tagging, image, versionTag(version));
  const tags = [versionTag(version)];
  if (parsed !== null && !isPrerelease(parsed)) {
    const minor = minorTag(parsed);
    if (minor !== null && minor !== versionTag(version)) {
      const among = (other: Version) => minorTag(other) === minor;
      if (await follow(tagging, held, { tag: minor, version: parsed, among })) tags.push(minor);
    }
    const among = () => true;
    if (latest && (await follow(tagging, held, { tag: "latest", version: parsed, among })))
      tags.push("latest");
  }
  return { digest: held.top.digest, tags };
}

/** Sets a branch's tag, unless it stands for a later commit. */
export async function tagBranch(
  { registry, say }: Tagging,
  image: PushedImage,
  branch: string,
): Promise<Tags> {
  const tag = branchTag(branch);
  const { digest } = image.top;
  const held = await readPushed(registry, tag);
  if (held !== null && timeOf(held) > timeOf(image)) {
    say(`${tag}: stands for a later commit, and stays`);
    return { digest, tags: [] };
  }
  await registry.putManifest(image.top, tag);
  say(`${tag}: ${digest}`);
  return { digest, tags: [tag] };
}

/** What the tag stands for in the end: the image, or one that is as good as it. */
async function ensureVersion(
  { registry, say }: Tagging,
  image: PushedImage,
  tag: string,
): Promise<PushedImage> {
  const held = await readPushed(registry, tag);
  if (held === null || floats(held, tag)) {
    await registry.putManifest(image.top, tag);
    say(`${tag}: ${image.top.digest}`);
    return image;
  }
  const faults = differences(held.platforms, image.platforms);
  if (faults.length === 0) {
    say(`${tag}: stands for ${held.top.digest} already`);
    return held;
  }
  const place = placeOf(registry, tag);
  const mend = "release a new version: the tag of a version is never moved";
  throw new TaskError(faults.map((fault) => ({ place, fault, mend })));
}

interface Following {
  readonly tag: string;
  readonly version: Version;
  /** Which versions it may stand for. */
  readonly among: (version: Version) => boolean;
}

/**
 * Has a tag stand for the newest stable version that is tagged. Looks again once it has moved it: another release may
 * have tagged a newer version meanwhile, whose own move this one then took back. Answers whether it stands for this one.
 */
async function follow(
  { registry, say }: Tagging,
  image: PushedImage,
  { tag, version, among }: Following,
): Promise<boolean> {
  const held = await readPushed(registry, tag);
  if (held !== null && isOwn(held, tag)) {
    say(`${tag}: is the tag of that very version, and stays`);
    return false;
  }
  let stands = held?.top ?? null;
  // Where it stands for this one already, an earlier attempt moved it, and may not have looked again.
  let moved = stands?.digest === image.top.digest;
  for (let round = 0; round < rounds; round += 1) {
    const newer = newestOf(await registry.tags(), { tag, version, among });
    if (newer !== null && !moved) {
      say(`${tag}: stays, since ${newer} is newer`);
      return false;
    }
    const wanted = newer === null ? image.top : ((await registry.readManifest(newer)) ?? image.top);
    if (stands?.digest === wanted.digest) return wanted === image.top;
    await registry.putManifest(wanted, tag);
    say(`${tag}: ${wanted.digest}`);
    [stands, moved] = [wanted, true];
  }
  const mend = "let the other releases come to their end, and run this job again";
  throw new TaskError([{ place: placeOf(registry, tag), fault: "changes while it is set", mend }]);
}

/** The tag of the newest stable version that is newer; null where there is none. */
function newestOf(tags: readonly string[], { tag, version, among }: Following): string | null {
  let newest = version;
  let found = null;
  for (const other of tags) {
    const parsed = other === tag ? null : versionOfTag(other);
    if (parsed === null || isPrerelease(parsed) || !among(parsed)) continue;
    if (compareVersions(parsed, newest) > 0) [newest, found] = [parsed, other];
  }
  return found;
}

/** Whether a tag is that of the version which its image was made of, so that it must not move. */
function isOwn({ platforms }: PushedImage, tag: string): boolean {
  return platforms.some(({ config }) => versionTag(labelOf(config, "version")) === tag);
}

/** When its commit was made (milliseconds since 1970); 0 where it does not tell. */
function timeOf({ platforms: [first] }: PushedImage): number {
  const time = first === undefined ? Number.NaN : Date.parse(labelOf(first.config, "created"));
  return Number.isNaN(time) ? 0 : time;
}
