import { type Document, mediaTypes } from "../../../tasks/oci/image.ts";
import { digestOf } from "../../../tasks/oci/layout.ts";

/** An image of one platform, of a few bytes. */
export interface TinyImage {
  readonly platform: string;
  readonly manifest: Document;
  readonly config: Document;
  readonly layers: readonly Document[];
}

/** What a tiny image is made with. */
export interface TinyOptions {
  readonly architecture?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly user?: string;
  /** What its layer holds. */
  readonly content?: string;
}

/** Makes one. Its layer is no archive, which no registry looks at. */
export function tinyImage({
  architecture = "amd64",
  labels = {},
  user = "10001:10001",
  content = architecture,
}: TinyOptions = {}): TinyImage {
  const layer = documentOf(`layer ${content}`, "application/vnd.oci.image.layer.v1.tar");
  const rootfs = { type: "layers", diff_ids: [layer.digest] };
  const config = documentOf(
    JSON.stringify({ os: "linux", architecture, config: { User: user, Labels: labels }, rootfs }),
    mediaTypes.config,
  );
  const manifest = documentOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: descriptorOf(config),
      layers: [descriptorOf(layer)],
    }),
    mediaTypes.manifest,
  );
  return { platform: `linux/${architecture}`, manifest, config, layers: [layer] };
}

/** A content by its digest. */
export function documentOf(text: string, mediaType: string): Document {
  const bytes = Buffer.from(text);
  return { mediaType, digest: digestOf(bytes), size: bytes.length, bytes };
}

/** What names a content. */
export function descriptorOf({ mediaType, digest, size }: Document) {
  return { mediaType, digest, size };
}
