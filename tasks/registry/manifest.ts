import { type Shape, ShapeError, count, listOf, objectOf, optional, parseJson, text } from "../json/shape.ts";
import type { Descriptor } from "../oci/image.ts";

/** A platform's entry of an index. */
export interface IndexEntry extends Descriptor {
  /** `linux/amd64`; null: it names none, or one that is unknown, as attestations do. */
  readonly platform: string | null;
}

/** What an image's manifest names. */
export interface ImageManifest {
  readonly config: Descriptor;
  /** From the base upwards. */
  readonly layers: readonly Descriptor[];
}

/** Whether a text names a content: `sha256:` and 64 hexadecimal digits. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

const digest: Shape<string> = (value, place) => {
  if (typeof value === "string" && isDigest(value)) return value;
  throw new ShapeError(place, "a SHA-256 digest");
};

const descriptor = objectOf({ mediaType: text, digest, size: count });
const platform = objectOf({ os: text, architecture: text, variant: optional(text) });
const index = objectOf({
  manifests: listOf(objectOf({ mediaType: text, digest, size: count, platform: optional(platform) })),
});
const imageManifest = objectOf({ config: descriptor, layers: listOf(descriptor) });

/** The entries of an index; throws a ShapeError where it is none. */
export function readIndex(bytes: Uint8Array): readonly IndexEntry[] {
  return parseJson(bytes, index).manifests.map(({ platform: told, ...entry }) => {
    return { ...entry, platform: told === null || told.os === "unknown" ? null : platformOf(told) };
  });
}

/** One platform's manifest; throws a ShapeError where it is none. */
export function readImageManifest(bytes: Uint8Array): ImageManifest {
  return parseJson(bytes, imageManifest);
}

/** The version 8 of arm64 goes without saying. */
function platformOf({ os, architecture, variant }: ReturnType<typeof platform>): string {
  const plain = variant === null || (architecture === "arm64" && variant === "v8");
  return plain ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
