/** What names a blob: of which kind it is, its hash (`sha256:` and 64 hexadecimal digits) and its length in bytes. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** A blob that is in memory, checked by its digest: an index, a manifest or a config. */
export interface Document extends Descriptor {
  readonly bytes: Buffer;
}

/** A blob that is read when it is asked for: a layer. */
export interface Blob extends Descriptor {
  /** Throws a TaskError where its bytes are not those that its digest names. */
  read(): Promise<Buffer>;
}

/** What an image's config says. */
export interface ImageConfig extends Document {
  /** As OCI spells it: `linux/amd64`, `linux/arm/v7`. */
  readonly platform: string;
  /** `10001:10001`; empty: root. */
  readonly user: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `NAME=VALUE` each. */
  readonly environment: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Digests of the unpacked layers, the lowest first. */
  readonly diffIds: readonly string[];
}

/** An image of one platform. */
export interface OciImage {
  readonly manifest: Document;
  readonly config: ImageConfig;
  /** The lowest first. */
  readonly layers: readonly Blob[];
}

/** An image layout of OCI in a tar archive. */
export interface OciArchive {
  /** `index.json`: what the layout holds. */
  readonly index: Document;
  /** Those that `index.json` and the indexes in it name; attestations are left out. */
  readonly images: readonly OciImage[];
}

export const mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
} as const;
