import { readImageReference } from "../../tasks/lock/refresh/image-reference.ts";
import { type Document, mediaTypes } from "../../tasks/oci/image.ts";
import { readOciImage } from "../../tasks/oci/read.ts";
import { type Registry, registryOf } from "../../tasks/registry/registry.ts";
import { descriptorOf, documentOf, forArchitecture } from "./archive.ts";

/** Where a base is pushed to, and as whom. */
export interface PushingBase {
  /** `python:3.13-slim-trixie` */
  readonly reference: string;
  /** Address of the registry that stands in for the reference's own. */
  readonly url: string;
  /** What may push there. */
  readonly password: string;
}

/**
 * Pushes an index of an image, and of itself under the name of the other architecture, since locks are made for both: what
 * is built for that one is built elsewhere. Answers the index's digest.
 */
export async function pushBase(archive: string, { reference, url, password }: PushingBase): Promise<string> {
  const { host, name, tag } = readImageReference(reference);
  const variables = { REGISTRY_URL: url, GH_TOKEN: password };
  const registry = registryOf({ host, name, variables, say: () => {}, rights: "push" });
  const image = await readOciImage(archive);
  const images = await Promise.all(["amd64", "arm64"].map((one) => forArchitecture(image, one)));
  const manifests = images.map(({ manifest, platform }) => {
    const [os, architecture] = platform.split("/");
    return { ...descriptorOf(manifest), platform: { os, architecture } };
  });
  const content = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests });
  const index = documentOf(content, mediaTypes.index);
  if ((await registry.headManifest(tag))?.digest === index.digest) return index.digest;
  for (const { layers, config, manifest } of images) await pushOne(registry, [...layers, config], manifest);
  return await registry.putManifest(index, tag);
}

/** A layer that another architecture has as well is there by then, and not sent again. */
async function pushOne(registry: Registry, blobs: readonly Document[], manifest: Document): Promise<void> {
  for (const { bytes } of blobs) await registry.uploadBlob(bytes);
  await registry.putManifest(manifest);
}
