import type { DeclaredImage } from "../declaration/declaration.ts";
import type { ReleaseFile } from "../files/release-files.ts";
import { floats } from "../image-release/decide-image.ts";
import { labelOf, platforms } from "../image-release/labels.ts";
import { type PushedImage, placeOf, readPushed } from "../image-release/pushed.ts";
import { versionTag } from "../image-release/tags.ts";
import { TaskError } from "../program/fault.ts";
import type { Registry } from "../registry/registry.ts";
import type { Channel, Held, HeldImage } from "./channel.ts";

/** Which image it is, and where people look at it. */
export interface ImageAccess {
  readonly registry: Registry;
  readonly kind: DeclaredImage["kind"];
  readonly page: string;
}

/**
 * An image as a channel: it holds the wheels that the labels of its platforms name, one for all or one for each. It is no
 * source of files: what it was made of was on the indexes before.
 */
export function imageChannel({ registry, kind, page }: ImageAccess): Channel {
  let image: HeldImage | null = null;
  return {
    name: "image",
    title: registry.image,
    openDays: null,
    page: () => page,
    async read(version) {
      const tag = versionTag(version);
      const pushed = await readPushed(registry, tag);
      image = null;
      if (pushed === null || floats(pushed, tag)) return [];
      const held = platforms.map((platform) => wheelOf(pushed, platform, placeOf(registry, tag)));
      image = imageOf(pushed);
      return distinct(held);
    },
    async fetch({ name }) {
      const place = `${registry.image}, ${name}`;
      throw new TaskError([{ place, fault: "is installed there, not kept", mend: "fetch it from an index" }]);
    },
    part(files, held) {
      const named = files.filter(({ name }) => held.some((one) => one.name === name));
      return held.length > 0 ? named : installable(files, kind);
    },
    image: () => image,
  };
}

/** What the label of a platform's image names; throws a TaskError where there is none. */
function wheelOf({ platforms: pushed }: PushedImage, platform: string, place: string): Held {
  const found = pushed.find((one) => one.platform === platform);
  const name = found === undefined ? "" : labelOf(found.config, "wheelName");
  const sha256 = found === undefined ? "" : labelOf(found.config, "wheelSha256");
  if (name !== "" && /^[0-9a-f]{64}$/.test(sha256)) return { name, sha256, size: null, uploaded: null };
  const fault =
    found === undefined ? `has no image for ${platform}` : `does not tell its wheel for ${platform}`;
  throw new TaskError([{ place, fault, mend: "find out what pushed it, and release a new version" }]);
}

function imageOf({ top, platforms: pushed }: PushedImage): HeldImage {
  const manifests = pushed.map(({ platform, manifest: { digest } }) => ({ platform, digest }));
  return { digest: top.digest, platforms: manifests.sort((a, b) => (a.platform < b.platform ? -1 : 1)) };
}

/** A pure wheel is on all platforms. */
function distinct(held: readonly Held[]): readonly Held[] {
  const byName = (a: Held, b: Held) => (a.name < b.name ? -1 : 1);
  return held
    .filter(
      ({ name, sha256 }, at) => held.findIndex((one) => one.name === name && one.sha256 === sha256) === at,
    )
    .sort(byName);
}

/** What such an image could be made of. */
function installable(files: readonly ReleaseFile[], kind: DeclaredImage["kind"]): readonly ReleaseFile[] {
  const libc = kind === "alpine" ? "musllinux" : "manylinux";
  const wheels = files.filter(({ name }) => name.endsWith(".whl"));
  const fitting = wheels.filter(({ name }) => name.endsWith("-any.whl") || name.includes(libc));
  return fitting.length > 0 ? fitting : wheels;
}
