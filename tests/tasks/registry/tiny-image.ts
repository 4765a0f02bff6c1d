import { descriptorOf, documentOf } from "../../../rehearsal/image/archive.ts";
import { type Document, mediaTypes } from "../../../tasks/oci/image.ts";
import { digestOf } from "../../../tasks/oci/layout.ts";
import type { TarEntry } from "../../../tasks/tar/entry.ts";
import { writeTar } from "../../../tasks/tar/write.ts";

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

/** Makes one, of a layer with one file. */
export function tinyImage({
  architecture = "amd64",
  labels = {},
  user = "10001:10001",
  content = architecture,
}: TinyOptions = {}): TinyImage {
  const file: TarEntry = { kind: "file", path: "content", executable: false, content: Buffer.from(content) };
  const layer = document(Buffer.from(writeTar([file], 0)), "application/vnd.oci.image.layer.v1.tar");
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

function document(bytes: Buffer, mediaType: string): Document {
  return { mediaType, digest: digestOf(bytes), size: bytes.length, bytes };
}
