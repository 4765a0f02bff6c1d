import { gzipSync } from "node:zlib";
import { blockSize, checksumOf, fields } from "../../../tasks/tar/entry.ts";
import { digestOf } from "../../../tasks/oci/layout.ts";
import type { Blob } from "../../../tasks/oci/image.ts";

/** An entry to write, as a header has it. */
export interface Written {
  readonly path: string;
  /** @default "0" */
  readonly type?: string;
  /** @default 0o644 */
  readonly mode?: number;
  readonly uid?: number;
  readonly target?: string;
  readonly content?: string | Uint8Array;
}

/** A tar archive of these entries, in their order. */
export function tarOf(entries: readonly Written[]): Buffer {
  const blocks = entries.flatMap(({ content = "", ...entry }) => {
    const bytes = Buffer.from(content);
    const padding = Buffer.alloc((blockSize - (bytes.length % blockSize)) % blockSize);
    return [headerOf(entry, bytes.length), bytes, padding];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * blockSize)]);
}

function headerOf({ path, type = "0", mode = 0o644, uid = 0, target = "" }: Written, size: number): Buffer {
  const header = Buffer.alloc(blockSize);
  const octal = (number: number, length: number) => number.toString(8).padStart(length - 1, "0");
  header.write(path, fields.name[0]);
  header.write(octal(mode, 8), fields.mode[0]);
  header.write(octal(uid, 8), fields.uid[0]);
  header.write(octal(0, 8), fields.gid[0]);
  header.write(octal(size, 12), fields.size[0]);
  header.write(octal(0, 12), fields.mtime[0]);
  header.write(type, fields.type[0]);
  header.write(target, fields.target[0]);
  header.write("ustar\u000000", fields.magic[0]);
  header.write(octal(checksumOf(header), 7), fields.checksum[0]);
  return header;
}

/** A layer of these bytes, packed by gzip. */
export function layerOf(archive: Uint8Array): Blob {
  return blobOf(gzipSync(archive));
}

export function blobOf(bytes: Buffer): Blob {
  const mediaType = "application/vnd.oci.image.layer.v1.tar+gzip";
  return { mediaType, digest: digestOf(bytes), size: bytes.length, read: () => Promise.resolve(bytes) };
}

/** An image layout in a tar archive, with one image of these layers. */
export function archiveOf(
  layers: readonly Buffer[],
  change: (files: Map<string, Buffer>) => void = () => undefined,
): Buffer {
  const packed = layers.map((layer) => gzipSync(layer));
  const config = json({
    os: "linux",
    architecture: "arm64",
    variant: "v8",
    config: { User: "10001:10001", Labels: { a: "b" }, Env: ["PATH=/bin"], Cmd: ["python"] },
    rootfs: { type: "layers", diff_ids: layers.map(digestOf) },
  });
  const named = (bytes: Buffer, kind: string) => ({
    mediaType: `application/vnd.oci.image.${kind}`,
    digest: digestOf(bytes),
    size: bytes.length,
  });
  const manifest = json({
    schemaVersion: 2,
    config: named(config, "config.v1+json"),
    layers: packed.map((layer) => named(layer, "layer.v1.tar+gzip")),
  });
  const index = json({ schemaVersion: 2, manifests: [named(manifest, "manifest.v1+json")] });
  const files = new Map([
    ["index.json", index],
    ...[config, manifest, ...packed].map((bytes) => [pathOf(bytes), bytes] as const),
  ]);
  change(files);
  return tarOf([...files].map(([path, content]) => ({ path, content })));
}

function pathOf(bytes: Buffer): string {
  return `blobs/${digestOf(bytes).replace(":", "/")}`;
}

export function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
