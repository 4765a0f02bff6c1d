import { crc32, inflateRawSync } from "node:zlib";
import { pathFault } from "../tar/paths.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import { type DirectoryEntry, ZipFault, findDirectory, nameOf, readDirectory } from "./directory.ts";
import type { ZipEntry } from "./entry.ts";

const localSize = 30;
/** A bit of the flags: sizes stand behind the content, as in an archive that was written to a pipe. */
const withDescriptor = 8;
const encrypted = 1;

/** How many bytes an archive may be unpacked. */
export const unpackedBound = 2 ** 31;

/**
 * Reads a zip archive as a wheel may be one (stored or deflated, zip64). Throws a TaskError on whatever could be read in
 * two ways or could not be unpacked everywhere: paths that lead out, duplicates, bytes that no entry lists, entries that
 * share bytes, sums that are wrong, a truncated archive, and more than `bound` bytes unpacked.
 */
export function readZip(place: string, archive: Uint8Array, bound = unpackedBound): readonly ZipEntry[] {
  const file = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    const directory = findDirectory(file);
    const listed = readDirectory(file, directory);
    requireSound(place, listed, bound);
    requireNothingElse(file, listed, directory.offset);
    return listed.map((entry) => unpack(file, entry));
  } catch (error) {
    if (error instanceof ZipFault) throw new TaskError([faultOf(place, error.path, error.message)]);
    throw error;
  }
}

function faultOf(place: string, path: string, fault: string): Fault {
  return { place: path === "" ? place : `${place}, ${path}`, fault, mend: "build or fetch it again" };
}

/** What can be told before anything is unpacked, all of it at once. */
function requireSound(place: string, listed: readonly DirectoryEntry[], bound: number): void {
  const paths = new Set<string>();
  const faults = listed.flatMap((entry) => {
    const path = pathOf(entry);
    const twice = paths.has(path) ? "is there twice" : null;
    paths.add(path);
    const fault = pathFault(path) ?? twice ?? entryFault(entry);
    return fault === null ? [] : [faultOf(place, entry.name, fault)];
  });
  const unpacked = listed.reduce((sum, entry) => sum + entry.unpacked, 0);
  const tooLarge =
    unpacked > bound ? [faultOf(place, "", `is more than ${bound / 2 ** 20} MiB unpacked`)] : [];
  if (faults.length + tooLarge.length > 0) throw new TaskError([...faults, ...tooLarge]);
}

function entryFault({ flags, method, packed, unpacked }: DirectoryEntry): string | null {
  if ((flags & encrypted) !== 0) return "is encrypted";
  if (method !== 0 && method !== 8) return "is compressed in a way that installers can't read";
  return method === 0 && packed !== unpacked ? "has two sizes" : null;
}

/** Entries follow each other without a gap: nothing is hidden between them, and none is read twice. */
function requireNothingElse(file: Buffer, listed: readonly DirectoryEntry[], end: number): void {
  let at = 0;
  for (const entry of [...listed].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset !== at) throw new ZipFault(entry.name, "does not follow the entry before it");
    at = contentOf(file, entry).end;
    if (at > end) throw new ZipFault(entry.name, "is cut off");
    if ((entry.flags & withDescriptor) !== 0) at += descriptorSize(file, entry, at);
  }
  if (at !== end) throw new ZipFault("", "holds bytes that belong to no entry");
}

/** A descriptor may have a mark before it, and sizes of 4 or 8 bytes. */
function descriptorSize(file: Buffer, entry: DirectoryEntry, at: number): number {
  const sizes = [16, 12, 24, 20].filter((size) => at + size <= file.length);
  const found = sizes.find((size) => {
    const marked = size % 8 === 0;
    if (marked && file.readUInt32LE(at) !== 0x08074b50) return false;
    const start = marked ? at + 4 : at;
    const wide = size > 16;
    return (
      file.readUInt32LE(start) === entry.crc && file.readUInt32LE(start + (wide ? 12 : 8)) === entry.unpacked
    );
  });
  if (found === undefined) throw new ZipFault(entry.name, "has no sizes behind its content");
  return found;
}

/** Where the content is, by the header before it, which must name the same entry. */
function contentOf(
  file: Buffer,
  { name, offset, packed, method }: DirectoryEntry,
): { start: number; end: number } {
  if (offset + localSize > file.length || file.readUInt32LE(offset) !== 0x04034b50) {
    throw new ZipFault(name, "is not where the directory says");
  }
  const nameEnd = offset + localSize + file.readUInt16LE(offset + 26);
  if (
    nameOf(file.subarray(offset + localSize, nameEnd)) !== name ||
    file.readUInt16LE(offset + 8) !== method
  ) {
    throw new ZipFault(name, "is not what the directory says");
  }
  const start = nameEnd + file.readUInt16LE(offset + 28);
  if (start + packed > file.length) throw new ZipFault(name, "is cut off");
  return { start, end: start + packed };
}

function unpack(file: Buffer, entry: DirectoryEntry): ZipEntry {
  const { start, end } = contentOf(file, entry);
  const content = inflate(file.subarray(start, end), entry);
  if (content.length !== entry.unpacked || crc32(content) !== entry.crc) {
    throw new ZipFault(entry.name, "is damaged: its checksum is wrong");
  }
  const unix = entry.system === 3 ? entry.attributes >>> 16 : null;
  const kind = entry.name.endsWith("/")
    ? "folder"
    : unix !== null && (unix & 0o170000) === 0o120000
      ? "symlink"
      : "file";
  if (kind === "folder" && content.length > 0) throw new ZipFault(entry.name, "has contents, and is no file");
  return { path: pathOf(entry), kind, mode: unix === null ? null : unix & 0o7777, content };
}

/** Never more than the directory says, so that no entry takes more memory than was counted before. */
function inflate(packed: Buffer, { name, method, unpacked }: DirectoryEntry): Uint8Array {
  if (method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, unpacked) });
  } catch {
    throw new ZipFault(name, "is damaged: it can't be unpacked to the size that the directory says");
  }
}

function pathOf({ name }: DirectoryEntry): string {
  return name.replace(/\/$/, "");
}
