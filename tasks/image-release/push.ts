import { type Document, type OciImage, mediaTypes } from "../oci/image.ts";
import { digestOf } from "../oci/layout.ts";
import { RegistryRefusal } from "../registry/refusal.ts";
import type { Registry } from "../registry/registry.ts";
import { type ImageDecision, decideBranch, decideVersion } from "./decide-image.ts";
import { labelNames } from "./labels.ts";
import { type PushedImage, placeOf, readPushed } from "./pushed.ts";
import { branchTag, versionTag } from "./tags.ts";

/** Whose image it is. */
export type Destination = { readonly version: string } | { readonly branch: string };

/** What was decided, and the image that is there by then. */
export interface Published {
  readonly decision: ImageDecision["decision"];
  /** Of the index. */
  readonly digest: string;
}

/** Labels that the index bears as well, where registries look for them. */
const shown = [
  "org.opencontainers.image.title",
  "org.opencontainers.image.description",
  "org.opencontainers.image.licenses",
  labelNames.created,
  labelNames.version,
  labelNames.revision,
  labelNames.source,
];

/** The index of images, each of another platform: the same bytes for the same images. */
function indexOfImages(images: readonly OciImage[]): Document {
  const labels = images.map(({ config }) => config.labels);
  const common = shown.filter((name) =>
    labels.every((one) => one[name] !== undefined && one[name] === labels[0]?.[name]),
  );
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: images.map(({ manifest: { mediaType, digest, size }, config }) => {
      const [os, architecture, variant] = config.platform.split("/");
      const platform = { architecture, os, ...(variant !== undefined && { variant }) };
      return { mediaType, digest, size, platform };
    }),
    annotations: Object.fromEntries(common.toSorted().map((name) => [name, labels[0]?.[name]])),
  };
  const bytes = Buffer.from(JSON.stringify(index));
  return { mediaType: mediaTypes.index, digest: digestOf(bytes), size: bytes.length, bytes };
}

/** Pushes a release's or a branch's image, unless the tag stands for the same already; throws a TaskError where it must not. */
export async function publishImage(
  registry: Registry,
  { images, destination }: { readonly images: readonly OciImage[]; readonly destination: Destination },
  say: (line: string) => void,
): Promise<Published> {
  const isVersion = "version" in destination;
  const tag = isVersion ? versionTag(destination.version) : branchTag(destination.branch);
  const held = await readUnlessNew(registry, tag);
  const decided = isVersion
    ? decideVersion(held, images, { place: placeOf(registry, tag), tag })
    : decideBranch(held, images);
  if (decided.decision === "skip") return decided;
  return { ...decided, digest: await pushImages(registry, images, say) };
}

/** A package that nobody pushed yet may be denied, not missing; where it is another's, the push is denied as well. */
async function readUnlessNew(registry: Registry, tag: string): Promise<PushedImage | null> {
  try {
    return await readPushed(registry, tag);
  } catch (error) {
    if (error instanceof RegistryRefusal && error.status === 403) return null;
    throw error;
  }
}

/**
 * Pushes images and then their index, all by digest: nothing is tagged, so that nobody sees half of it. What is there
 * already is not sent again.
 */
async function pushImages(
  registry: Registry,
  images: readonly OciImage[],
  say: (line: string) => void,
): Promise<string> {
  for (const { manifest, config, layers } of images) {
    for (const layer of layers) {
      if (await registry.hasBlob(layer.digest)) continue;
      await registry.uploadBlob(await layer.read());
      say(`${config.platform}, layer ${layer.digest}: pushed, ${layer.size} bytes`);
    }
    await registry.uploadBlob(config.bytes);
    await registry.putManifest(manifest);
    say(`${config.platform}: ${manifest.digest}`);
  }
  return await registry.putManifest(indexOfImages(images));
}
