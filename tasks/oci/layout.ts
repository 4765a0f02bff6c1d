import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { TaskError } from "../program/fault.ts";
import { blockSize } from "../tar/entry.ts";
import { readHeader } from "../tar/header.ts";
import type { Blob, Descriptor, Document } from "./image.ts";

/** Where the content of an entry is (bytes). */
interface Extent {
  readonly offset: number;
  readonly size: number;
}

/** What an archive holds, and where that ends. */
interface Entries {
  readonly extents: ReadonlyMap<string, Extent>;
  readonly end: number;
}

/** Longest index, manifest or config that is read: registries take none beyond. */
const longestDocument = 4 * 2 ** 20;

/** The files of an image layout in a tar archive, found by their headers alone: layers stay where they are. */
export class Layout {
  readonly #file: string;
  readonly #extents: ReadonlyMap<string, Extent>;
  /** Where the archive's entries end, and others could begin (bytes). */
  readonly end: number;

  private constructor(file: string, { extents, end }: Entries) {
    this.#file = file;
    this.#extents = extents;
    this.end = end;
  }

  /** Throws a TaskError where it is not there, or no sound archive. */
  static async open(file: string): Promise<Layout> {
    try {
      return new Layout(file, await withFile(file, findExtents));
    } catch (error) {
      throw failure(file, error instanceof Error ? reasonOf(error) : "can't be read");
    }
  }

  /** `index.json`, which no digest names. */
  async index(mediaType: string): Promise<Document> {
    const extent = this.#extentOf("index.json");
    const bytes = await this.#read(extent);
    return { mediaType, digest: digestOf(bytes), size: bytes.length, bytes };
  }

  async document(descriptor: Descriptor): Promise<Document> {
    if (descriptor.size > longestDocument) throw failure(this.#file, `has ${descriptor.digest} too large`);
    return { ...descriptor, bytes: await this.#blob(descriptor) };
  }

  blob(descriptor: Descriptor): Blob {
    this.#extentOf(pathOf(descriptor));
    return { ...descriptor, read: () => this.#blob(descriptor) };
  }

  async #blob(descriptor: Descriptor): Promise<Buffer> {
    const bytes = await this.#read(this.#extentOf(pathOf(descriptor)));
    if (bytes.length === descriptor.size && digestOf(bytes) === descriptor.digest) return bytes;
    throw failure(this.#file, `holds other bytes than ${descriptor.digest} names`);
  }

  #extentOf(path: string): Extent {
    const extent = this.#extents.get(path);
    if (extent === undefined) throw failure(this.#file, `lacks ${path}`);
    return extent;
  }

  async #read({ offset, size }: Extent): Promise<Buffer> {
    return withFile(this.#file, (file) => readAt(file, offset, size));
  }
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function pathOf({ digest }: Descriptor): string {
  return `blobs/${digest.replace(":", "/")}`;
}

/** Names in a layout are short: one that needs an extended header is none of its files. */
async function findExtents(file: FileHandle): Promise<Entries> {
  const extents = new Map<string, Extent>();
  const { size: length } = await file.stat();
  for (let at = 0; at + blockSize <= length;) {
    const block = await readAt(file, at, blockSize);
    if (block.every((byte) => byte === 0)) return { extents, end: at };
    const { path, type, size } = readHeader(block);
    const offset = at + blockSize;
    if (offset + size > length) throw new Error("is cut off");
    if (type === "0") extents.set(path.replace(/^\.\//, ""), { offset, size });
    at = offset + Math.ceil(size / blockSize) * blockSize;
  }
  throw new Error("is cut off");
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, offset: number, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < size;) {
    const { bytesRead } = await file.read(buffer, at, size - at, offset + at);
    if (bytesRead === 0) throw new Error("is cut off");
    at += bytesRead;
  }
  return buffer;
}

function reasonOf(error: Error): string {
  if (!("code" in error)) return error.message;
  return error.code === "ENOENT" ? "is not there" : `can't be read (${String(error.code)})`;
}

function failure(place: string, fault: string): TaskError {
  return new TaskError([{ place, fault, mend: "build the image again" }]);
}
