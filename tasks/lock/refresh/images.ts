import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DeclaredBase } from "../../declaration/declaration.ts";
import { ShapeError, mapOf, objectOf, parseJson, text } from "../../json/shape.ts";
import { TaskError } from "../../program/fault.ts";
import type { TaskCall } from "../../program/task.ts";
import { readImageManifest, readIndex } from "../../registry/manifest.ts";
import { isIndex } from "../../registry/media-types.ts";
import { type Registry, registryOf } from "../../registry/registry.ts";
import { dayBefore } from "../settle.ts";
import { readImageReference } from "./image-reference.ts";
import type { Renewing } from "./renew.ts";
import { type Change, type Report, daysSince } from "./report.ts";

const name = "images.json";
const platforms = ["linux/amd64", "linux/arm64"];

/** An image as it is locked. */
interface LockedImage {
  readonly digest: string;
  /** When that was first seen as its tag's: a day. */
  readonly seen: string;
}

/** What a tag stands for. */
interface Newest {
  readonly digest: string;
  /** When its image was made, in milliseconds since 1970. */
  readonly created: number;
}

const entries = mapOf(objectOf({ digest: text, seen: text }));

/** Renews images.json: the digests of the images' indexes by their tags, but for what was made within the cooldown. */
export async function renewImages(
  images: readonly DeclaredBase[],
  renewing: Renewing,
  call: Pick<TaskCall, "variables" | "say">,
): Promise<Report> {
  const committed = readImages(join(renewing.locks, name));
  const locked: Record<string, LockedImage> = {};
  const changes: Change[] = [];
  const notices: string[] = [];
  for (const { reference, digest } of images) {
    const held = committed[reference];
    const from = held?.digest ?? digest;
    const newest = await newestOf(reference, call);
    const young = "digest" in newest ? daysSince(newest.created) < renewing.cooldown : false;
    if ("why" in newest) notices.push(`${reference} stays as it is: ${newest.why}`);
    else if (young && newest.digest !== from) {
      const days = daysSince(newest.created);
      notices.push(`${reference} is left for later: its newest image was made ${days} days ago`);
    } else if (newest.digest !== from) {
      const age = daysSince(newest.created);
      changes.push({ lock: name, what: reference, from, to: newest.digest, age, note: "" });
      locked[reference] = { digest: newest.digest, seen: dayBefore(0) };
      continue;
    }
    if (held !== undefined) locked[reference] = held;
  }
  if (Object.keys(locked).length > 0) writeImages(join(renewing.out, name), locked);
  return { changes, notices };
}

async function newestOf(
  reference: string,
  call: Pick<TaskCall, "variables" | "say">,
): Promise<Newest | { readonly why: string }> {
  const { tag, ...image } = readImageReference(reference);
  const { variables, say } = call;
  try {
    return await readNewest(registryOf({ ...image, variables, say, anonymous: true }), tag);
  } catch (error) {
    if (error instanceof ShapeError) return { why: `its registry answered something else: ${error.message}` };
    if (!(error instanceof TaskError)) throw error;
    return { why: error.faults.map(({ place, fault }) => `${place} ${fault}`).join("; ") };
  }
}

/** Only ever an index that has both platforms: an image of one of them is not what a digest should lock. */
async function readNewest(registry: Registry, tag: string): Promise<Newest | { readonly why: string }> {
  const index = await registry.readManifest(tag);
  if (index === null) return { why: "its registry has no such tag" };
  if (!isIndex(index.mediaType)) return { why: "its tag stands for one platform's image, and for no index" };
  const found = readIndex(index.bytes);
  const own = platforms.map((platform) => found.find((entry) => entry.platform === platform));
  const lacking = platforms.filter((_, at) => own[at] === undefined);
  if (lacking.length > 0) return { why: `its index lacks ${lacking.join(" and ")}` };
  const times: number[] = [];
  for (const entry of own) {
    const manifest = entry === undefined ? null : await registry.readManifest(entry.digest);
    if (manifest === null) return { why: "its index names a manifest that is not there" };
    const config = await registry.readBlob(readImageManifest(manifest.bytes).config);
    times.push(Date.parse(parseJson(config, objectOf({ created: text })).created));
  }
  const created = Math.max(...times);
  if (Number.isNaN(created)) return { why: "its image does not say when it was made" };
  return { digest: index.digest, created };
}

/** None of a file that is missing or damaged: it is then replaced. */
function readImages(file: string): Readonly<Record<string, LockedImage>> {
  if (!existsSync(file)) return {};
  try {
    return parseJson(readFileSync(file), entries);
  } catch (error) {
    if (error instanceof ShapeError) return {};
    throw error;
  }
}

function writeImages(file: string, images: Readonly<Record<string, LockedImage>>): void {
  const sorted = Object.fromEntries(Object.entries(images).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
