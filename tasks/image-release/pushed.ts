import { ShapeError } from "../json/shape.ts";
import type { Descriptor, Document, ImageConfig } from "../oci/image.ts";
import { configOf } from "../oci/read.ts";
import { TaskError } from "../program/fault.ts";
import { readImageManifest, readIndex } from "../registry/manifest.ts";
import { isIndex } from "../registry/media-types.ts";
import type { Registry } from "../registry/registry.ts";

/** One platform's image in a registry. */
export interface PushedPlatform {
  /** By its configuration: `linux/amd64`. */
  readonly platform: string;
  readonly manifest: Document;
  readonly config: ImageConfig;
  /** From the base upwards. */
  readonly layers: readonly Descriptor[];
}

/** What a tag or a digest stands for in a registry. */
export interface PushedImage {
  /** The index, or the manifest of an image of one platform. */
  readonly top: Document;
  /** In the order of the index; attestations are left out. */
  readonly platforms: readonly PushedPlatform[];
}

/** Longest configuration that is read (bytes). */
const configBytes = 4 * 2 ** 20;

/** Reads an image's manifests and configurations; null where there is none. Throws a TaskError where it is broken. */
export async function readPushed(registry: Registry, reference: string): Promise<PushedImage | null> {
  const top = await registry.readManifest(reference);
  if (top === null) return null;
  const place = placeOf(registry, reference);
  try {
    if (!isIndex(top.mediaType)) return { top, platforms: [await platformOf(registry, top)] };
    const platforms = [];
    for (const { platform, digest } of readIndex(top.bytes)) {
      if (platform === null) continue;
      const manifest = await registry.readManifest(digest);
      if (manifest === null) throw broken(place, `names ${digest} for ${platform}, which is not there`);
      platforms.push(await platformOf(registry, manifest));
    }
    return { top, platforms };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw broken(place, `is no image: ${error.message}`);
  }
}

/** How faults call an image: `ghcr.io/octo-org/octo-package:1.2.0`. */
export function placeOf({ image }: Registry, reference: string): string {
  return `${image}${reference.startsWith("sha256:") ? "@" : ":"}${reference}`;
}

async function platformOf(registry: Registry, manifest: Document): Promise<PushedPlatform> {
  const { config: named, layers } = readImageManifest(manifest.bytes);
  if (named.size > configBytes) throw new ShapeError("config", "short enough to be read");
  const config = configOf({ ...named, bytes: await registry.readBlob(named) });
  return { platform: config.platform, manifest, config, layers };
}

function broken(place: string, fault: string): TaskError {
  const mend =
    "find out who pushed it; delete it in the registry where it is no release, else release a new version";
  return new TaskError([{ place, fault, mend }]);
}
