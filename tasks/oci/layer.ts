import { promisify } from "node:util";
// As a whole: a runner's Node may be one that doesn't know zstd yet, and gzip is what bases come packed by.
import * as zlib from "node:zlib";
import { TaskError } from "../program/fault.ts";
import { blockSize, fields } from "../tar/entry.ts";
import { decodeName, readHeader } from "../tar/header.ts";
import { readPax } from "../tar/pax.ts";
import type { Blob } from "./image.ts";
import { digestOf } from "./layout.ts";

/** One entry of a layer, as it stands there: whiteouts are entries too. */
export interface LayerEntry {
  /** From the root, without a slash at either end: `usr/bin/python3`. */
  readonly path: string;
  readonly kind: "file" | "folder" | "symlink" | "hardlink" | "other";
  /** Permissions with the bits for setuid, setgid and sticky: `0o1777`. */
  readonly mode: number;
  readonly uid: number;
  /** Of a link, as it is written. */
  readonly target: string;
  /** Whether running it gives rights by capabilities of the file. */
  readonly capable: boolean;
  /** Of a file. */
  readonly content: Buffer;
}

/** A layer, unpacked. */
export interface Layer {
  readonly entries: readonly LayerEntry[];
  /** Of the unpacked archive, as a config names it. */
  readonly diffId: string;
  /** Of the unpacked archive (bytes). */
  readonly size: number;
}

const kinds: Readonly<Record<string, LayerEntry["kind"]>> = {
  "0": "file",
  "7": "file",
  "1": "hardlink",
  "2": "symlink",
  "5": "folder",
};

/** Largest layer that is unpacked (bytes). */
const mostUnpacked = 2 ** 32;

/** Reads a layer, packed by gzip or zstd or not at all; throws a TaskError where it is damaged. */
export async function readLayer(blob: Blob): Promise<Layer> {
  try {
    const archive = await unpacked(await blob.read());
    return { entries: [...entriesOf(archive)], diffId: digestOf(archive), size: archive.length };
  } catch (error) {
    if (error instanceof TaskError) throw error;
    const fault = error instanceof Error ? error.message : "can't be read";
    throw new TaskError([{ place: `layer ${blob.digest}`, fault, mend: "build the image again" }]);
  }
}

async function unpacked(packed: Buffer): Promise<Buffer> {
  const options = { maxOutputLength: mostUnpacked };
  if (packed.readUInt16BE(0) === 0x1f8b) return promisify(zlib.gunzip)(packed, options);
  if (packed.readUInt32LE(0) === 0xfd2fb528) return promisify(zstdOf(zlib))(packed, options);
  return packed;
}

/** How zstd is unpacked; throws a TaskError where Node can't. */
export function zstdOf(library: Pick<Partial<typeof zlib>, "zstdDecompress">): typeof zlib.zstdDecompress {
  if (library.zstdDecompress !== undefined) return library.zstdDecompress;
  const fault = "is packed by zstd, which this Node can't unpack";
  throw new TaskError([{ place: "layer of the image", fault, mend: "run it by Node 22.15 or newer" }]);
}

/** What extended headers say of the entry that follows them. */
interface Extension {
  path?: string;
  target?: string;
  size?: number;
  capable?: boolean;
}

function* entriesOf(archive: Buffer): Generator<LayerEntry> {
  let extension: Extension = {};
  for (let at = 0; at + blockSize <= archive.length;) {
    const block = archive.subarray(at, at + blockSize);
    if (block.every((byte) => byte === 0)) return;
    const { type, ...header } = readHeader(block);
    const isExtension = ["x", "g", "L", "K"].includes(type);
    const size = isExtension ? header.size : (extension.size ?? header.size);
    const content = archive.subarray(at + blockSize, at + blockSize + size);
    if (content.length < size) throw new Error("is cut off");
    at += blockSize + Math.ceil(size / blockSize) * blockSize;
    if (isExtension) {
      extend(extension, type, content);
      continue;
    }
    yield {
      path: plain(extension.path ?? header.path),
      kind: kinds[type] ?? "other",
      mode: header.mode & 0o7777,
      uid: numberIn(block, fields.uid),
      target: extension.target ?? header.target,
      capable: extension.capable ?? false,
      content,
    };
    extension = {};
  }
  throw new Error("is cut off");
}

function extend(extension: Extension, type: string, content: Buffer): void {
  if (type === "L") extension.path = decodeName(content).replace(/\0.*$/s, "");
  if (type === "K") extension.target = decodeName(content).replace(/\0.*$/s, "");
  if (type !== "x") return;
  const records = readPax(content);
  const [path, target, size] = ["path", "linkpath", "size"].map((key) => records.get(key));
  if (path !== undefined) extension.path = path;
  if (target !== undefined) extension.target = target;
  // Below nothing it would lead back to what was read already, without end.
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw new Error("has no number as a size");
  if (size !== undefined) extension.size = Number(size);
  if (records.has("SCHILY.xattr.security.capability")) extension.capable = true;
}

/** An owner beyond seven octal digits is nobody's here. */
function numberIn(block: Buffer, [start, length]: readonly [number, number]): number {
  const digits = block.toString("latin1", start, start + length).replaceAll(/[\0 ]/g, "");
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || "0", 8) : Number.MAX_SAFE_INTEGER;
}

function plain(path: string): string {
  return path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}
