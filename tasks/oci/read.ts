import {
  type Shape,
  ShapeError,
  count,
  listOf,
  mapOf,
  objectOf,
  optional,
  parseJson,
  text,
} from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import {
  type Descriptor,
  type Document,
  type ImageConfig,
  type OciArchive,
  type OciImage,
  mediaTypes,
} from "./image.ts";
import { Layout } from "./layout.ts";

const digest: Shape<string> = (value, place) => {
  if (typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value)) return value;
  throw new ShapeError(place, "a sha256 digest");
};

const descriptor = { mediaType: text, digest, size: count };
const platform = objectOf({ os: text, architecture: text, variant: optional(text) });
const index = objectOf({ manifests: listOf(objectOf({ ...descriptor, platform: optional(platform) })) });
const manifest = objectOf({ config: objectOf(descriptor), layers: listOf(objectOf(descriptor)) });
const config = objectOf({
  os: text,
  architecture: text,
  variant: optional(text),
  config: optional(
    objectOf({
      User: optional(text),
      Labels: optional(mapOf(text)),
      Env: optional(listOf(text)),
      Entrypoint: optional(listOf(text)),
      Cmd: optional(listOf(text)),
    }),
  ),
  rootfs: objectOf({ diff_ids: listOf(digest) }),
});

/** How deep indexes may lie in each other: what builds for several platforms has one in `index.json`. */
const deepest = 3;

/**
 * Reads an image layout in a tar archive, as `docker buildx build --output type=oci` and `buildah push oci-archive:`
 * write it: indexes, manifests and configs at once, each checked by its digest; layers when they are asked for. Throws a
 * TaskError where it is damaged or holds no image.
 */
export async function readOciArchive(file: string): Promise<OciArchive> {
  const layout = await Layout.open(file);
  const top = await layout.index(mediaTypes.index);
  try {
    const images = await imagesOf(layout, top, deepest);
    if (images.length > 0) return { index: top, images };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw failure(file, `can't be read: ${error.message}`);
  }
  throw failure(file, "holds no image");
}

/** The one image of an archive; throws a TaskError where it holds more. */
export async function readOciImage(file: string): Promise<OciImage> {
  const [image, ...others] = (await readOciArchive(file)).images;
  if (image !== undefined && others.length === 0) return image;
  throw failure(file, "holds more than one image");
}

async function imagesOf(layout: Layout, from: Document, depth: number): Promise<readonly OciImage[]> {
  const images: OciImage[] = [];
  for (const { platform: shown, ...named } of parseJson(from.bytes, index).manifests) {
    // Attestations of BuildKit stand beside the images, as of an unknown platform.
    if (shown?.os === "unknown") continue;
    const document = await layout.document(named);
    if (isIndex(named)) images.push(...(depth > 1 ? await imagesOf(layout, document, depth - 1) : []));
    else images.push(await imageOf(layout, document));
  }
  return images;
}

function isIndex({ mediaType }: Descriptor): boolean {
  return mediaType === mediaTypes.index || mediaType.endsWith(".manifest.list.v2+json");
}

async function imageOf(layout: Layout, document: Document): Promise<OciImage> {
  const { config: named, layers } = parseJson(document.bytes, manifest);
  return {
    manifest: document,
    config: configOf(await layout.document(named)),
    layers: layers.map((layer) => layout.blob(layer)),
  };
}

/** Reads a config, as a registry or an archive hands it out; throws a ShapeError where it is none. */
export function configOf(document: Document): ImageConfig {
  const { os, architecture, variant, config: run, rootfs } = parseJson(document.bytes, config);
  return {
    ...document,
    platform: platformOf({ os, architecture, variant }),
    user: run?.User ?? "",
    labels: run?.Labels ?? {},
    environment: run?.Env ?? [],
    entrypoint: run?.Entrypoint ?? [],
    command: run?.Cmd ?? [],
    diffIds: rootfs.diff_ids,
  };
}

/** All that is arm64 is its version 8: some tools say so, others leave it out. */
function platformOf({ os, architecture, variant }: ReturnType<typeof platform>): string {
  const plain = variant === null || (architecture === "arm64" && variant === "v8");
  return plain ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

function failure(place: string, fault: string): TaskError {
  return new TaskError([{ place, fault, mend: "build the image again" }]);
}
