import { writeFileSync } from "node:fs";
import { type Document, type OciImage, mediaTypes } from "../../tasks/oci/image.ts";
import { digestOf } from "../../tasks/oci/layout.ts";
import type { TarEntry } from "../../tasks/tar/entry.ts";
import { writeTar } from "../../tasks/tar/write.ts";

/** An image of one platform, with all that it is made of in memory. */
export interface WholeImage {
  /** `linux/amd64` */
  readonly platform: string;
  readonly manifest: Document;
  readonly config: Document;
  /** The lowest first. */
  readonly layers: readonly Document[];
}

/** An image under the name of an architecture, which need not be its own: nothing of it could run there. */
export async function forArchitecture(image: OciImage, architecture: string): Promise<WholeImage> {
  const layers = await Promise.all(
    image.layers.map(async (layer) => ({ ...descriptorOf(layer), bytes: await layer.read() })),
  );
  const platform = `linux/${architecture}`;
  const { manifest, config } = image;
  if (config.platform === platform) return { platform, manifest, config, layers };
  const text = (bytes: Buffer) => JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
  const named = documentOf(JSON.stringify({ ...text(config.bytes), architecture }), mediaTypes.config);
  const content = { ...text(manifest.bytes), config: descriptorOf(named) };
  return {
    platform,
    manifest: documentOf(JSON.stringify(content), mediaTypes.manifest),
    config: named,
    layers,
  };
}

/** Writes an image as an archive of OCI. */
export function writeArchive(file: string, { manifest, config, layers }: WholeImage): void {
  const index = { schemaVersion: 2, manifests: [descriptorOf(manifest)] };
  const files: readonly (readonly [string, Buffer])[] = [
    ["oci-layout", Buffer.from('{"imageLayoutVersion":"1.0.0"}')],
    ["index.json", Buffer.from(JSON.stringify(index))],
    ...[manifest, config, ...layers].map(
      ({ digest, bytes }) => [`blobs/${digest.replace(":", "/")}`, bytes] as const,
    ),
  ];
  const entries = files.map(([path, content]): TarEntry => {
    return { kind: "file", path, executable: false, content };
  });
  writeFileSync(file, writeTar(entries, 0));
}

/** A content by its digest. */
export function documentOf(text: string, mediaType: string): Document {
  const bytes = Buffer.from(text);
  return { mediaType, digest: digestOf(bytes), size: bytes.length, bytes };
}

/** What names a content. */
export function descriptorOf({ mediaType, digest, size }: Omit<Document, "bytes">) {
  return { mediaType, digest, size };
}
