import { type Document, mediaTypes } from "../../../tasks/oci/image.ts";
import type { Registry } from "../../../tasks/registry/registry.ts";
import { descriptorOf, documentOf } from "../../../rehearsal/image/archive.ts";
import { tinyImage, type TinyImage } from "../registry/tiny-image.ts";

/** What was pushed of an image: the digests of its manifests. */
export interface Published {
  readonly index: string;
  /** Two platforms, and what BuildKit says of each. */
  readonly parts: readonly string[];
}

/** A client that pushes, and pulls as whoever wants to run or verify an image. */
export class Publisher {
  readonly #registry: Registry;
  /** What is there already. */
  readonly #blobs = new Set<string>();

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** An image of two platforms with attestations in its index, as BuildKit makes them; without a tag where none is given. */
  async image(content: string, ...tags: readonly string[]): Promise<Published> {
    const platforms = ["amd64", "arm64"].map((architecture) =>
      tinyImage({ architecture, content: `${content} ${architecture}` }),
    );
    const attestations = platforms.map(({ manifest }) => ({
      about: manifest.digest,
      image: tinyImage({ architecture: "unknown", content: `statements on ${manifest.digest}` }),
    }));
    for (const one of [...platforms, ...attestations.map(({ image }) => image)]) await this.#push(one);
    const entries = [
      ...platforms.map((one) => entryOf(one, { os: "linux" })),
      ...attestations.map(({ image, about }) => ({
        ...entryOf(image, { os: "unknown" }),
        annotations: { "vnd.docker.reference.digest": about },
      })),
    ];
    const index = await this.#index(entries, tags);
    return { index, parts: entries.map(({ digest }) => digest) };
  }

  /** An image of one platform, without a tag. */
  async platform(content: string): Promise<string> {
    return await this.#push(tinyImage({ content }));
  }

  /** A statement on an image, as OCI's referrers are: about its subject, and without a tag. */
  async referrer(subject: string, statement: string): Promise<string> {
    const about = await this.#registry.readManifest(subject);
    if (about === null) throw new Error(`there is no ${subject}`);
    const blob = documentOf(statement, "application/vnd.dev.sigstore.bundle.v0.3+json");
    const empty = documentOf("{}", "application/vnd.oci.empty.v1+json");
    await this.#upload([blob, empty]);
    const manifest = documentOf(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.manifest,
        artifactType: blob.mediaType,
        config: descriptorOf(empty),
        layers: [descriptorOf(blob)],
        subject: descriptorOf(about),
      }),
      mediaTypes.manifest,
    );
    return await this.#registry.putManifest(manifest);
  }

  /** The list of an image's referrers under the tag that stands for it, where a registry has no API for them. */
  async fallback(subject: string, referrers: readonly string[]): Promise<string> {
    const entries = [];
    for (const digest of referrers) {
      const found = await this.#registry.headManifest(digest);
      if (found !== null) entries.push(found);
    }
    return await this.#index(entries, [subject.replace(":", "-")]);
  }

  /** Pulls whatever stands behind a tag or a digest, each content checked; answers how many manifests there were. */
  async pull(reference: string): Promise<number> {
    const found = await this.#registry.readManifest(reference);
    if (found === null) throw new Error(`${reference} can't be pulled`);
    const read = JSON.parse(found.bytes.toString("utf8")) as Manifest;
    let count = 1;
    for (const blob of [...(read.config ? [read.config] : []), ...(read.layers ?? [])])
      await this.#registry.readBlob(blob);
    for (const { digest } of read.manifests ?? []) count += await this.pull(digest);
    return count;
  }

  async #push({ manifest, config, layers }: TinyImage): Promise<string> {
    await this.#upload([...layers, config]);
    return await this.#registry.putManifest(manifest);
  }

  async #upload(blobs: readonly Document[]): Promise<void> {
    for (const { digest, bytes } of blobs) {
      if (!this.#blobs.has(digest)) await this.#registry.uploadBlob(bytes);
      this.#blobs.add(digest);
    }
  }

  async #index(manifests: readonly object[], tags: readonly string[]): Promise<string> {
    const content = JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests });
    const index = documentOf(content, mediaTypes.index);
    for (const tag of tags) await this.#registry.putManifest(index, tag);
    return tags.length > 0 ? index.digest : await this.#registry.putManifest(index);
  }
}

interface Manifest {
  readonly config?: { readonly digest: string; readonly size: number };
  readonly layers?: readonly { readonly digest: string; readonly size: number }[];
  readonly manifests?: readonly { readonly digest: string }[];
}

function entryOf({ manifest, platform }: TinyImage, { os }: { readonly os: string }) {
  const architecture = os === "unknown" ? os : platform.replace(/^.*\//, "");
  return { ...descriptorOf(manifest), platform: { os, architecture } };
}
