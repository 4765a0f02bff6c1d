import type { Descriptor, Document } from "../../../tasks/oci/image.ts";
import { digestOf } from "../../../tasks/oci/layout.ts";
import type { Registry } from "../../../tasks/registry/registry.ts";
import { type Hazard, calm } from "../release/model/hazard.ts";

/** What a manifest or an index names. */
interface Named {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
}

/** A registry in memory: manifests are taken once all that they name is there; tags move. */
export class MemoryRegistry {
  readonly #blobs = new Map<string, Buffer>();
  readonly #manifests = new Map<string, Document>();
  readonly tags = new Map<string, string>();
  /** Every tag with what it stood for, in the order of time. */
  readonly history: (readonly [string, string])[] = [];

  manifest(reference: string): Document | null {
    return this.#manifests.get(this.tags.get(reference) ?? reference) ?? null;
  }

  /** How many manifests there are, tagged or not. */
  get count(): number {
    return this.#manifests.size;
  }

  port(hazard: Hazard = calm): Registry {
    const read = async (reference: string) => {
      await hazard.step();
      return this.manifest(reference);
    };
    return {
      image: "ghcr.io/octocat/hello",
      readManifest: read,
      headManifest: async (reference) => {
        const found = await read(reference);
        return found === null ? null : { mediaType: found.mediaType, digest: found.digest, size: found.size };
      },
      readBlob: async ({ digest }) => {
        await hazard.step();
        const found = this.#blobs.get(digest);
        if (found === undefined) throw new Error(`${digest} is not there`);
        return found;
      },
      hasBlob: async (digest) => {
        await hazard.step();
        return this.#blobs.has(digest);
      },
      uploadBlob: async (content) => {
        const digest = digestOf(content);
        await hazard.step(() => this.#blobs.set(digest, Buffer.from(content)));
        this.#blobs.set(digest, Buffer.from(content));
        await hazard.step();
        return digest;
      },
      putManifest: async (manifest, tag) => {
        await hazard.step(() => this.#put(manifest, tag));
        const digest = this.#put(manifest, tag);
        await hazard.step();
        return digest;
      },
      tags: async () => {
        await hazard.step();
        return [...this.tags.keys()];
      },
      deleteManifest: async (digest) => {
        await hazard.step();
        return this.#manifests.delete(digest);
      },
    };
  }

  #put({ bytes, mediaType }: Pick<Document, "bytes" | "mediaType">, tag?: string): string {
    const { config, layers = [], manifests = [] } = JSON.parse(bytes.toString("utf8")) as Named;
    for (const { digest } of [...layers, ...(config === undefined ? [] : [config])])
      if (!this.#blobs.has(digest)) throw new Error(`${digest} is not there`);
    for (const { digest } of manifests)
      if (!this.#manifests.has(digest)) throw new Error(`${digest} is not there`);
    const digest = digestOf(bytes);
    this.#manifests.set(digest, { mediaType, digest, size: bytes.length, bytes });
    if (tag !== undefined) {
      this.tags.set(tag, digest);
      this.history.push([tag, digest]);
    }
    return digest;
  }
}
