import { TaskError } from "../program/fault.ts";
import { type TarEntry, type TarFile, blockSize } from "./entry.ts";
import { type TarHeader, decodeName, readHeader } from "./header.ts";
import { type PaxRecords, readPax } from "./pax.ts";
import { faultOf, pathFault, requireSound } from "./paths.ts";

/** An entry before its extended headers are applied: where its content is. */
interface RawEntry extends TarHeader {
  readonly content: Uint8Array;
}

/** What extended headers say of the entry that follows them. */
interface Extension {
  path?: string;
  target?: string;
  size?: number;
}

/**
 * Reads an archive (ustar, pax, GNU's long names). Throws a TaskError on whatever could not be unpacked below one
 * folder on any system: paths and links that lead out, devices, duplicates, a truncated archive.
 */
export function readTar(place: string, archive: Uint8Array): readonly TarEntry[] {
  const reader = new Reader(place, archive);
  const entries: TarEntry[] = [];
  for (let next = reader.next(); next !== null; next = reader.next()) {
    entries.push(entryOf(place, next, entries));
  }
  if (entries.length === 0) throw reader.fault("", "holds nothing");
  requireSound(place, entries);
  return entries;
}

class Reader {
  readonly #place: string;
  readonly #archive: Uint8Array;
  #at = 0;

  constructor(place: string, archive: Uint8Array) {
    this.#place = place;
    this.#archive = archive;
  }

  /** The next entry with its extended headers applied; null behind the last. */
  next(): RawEntry | null {
    const extension: Extension = {};
    for (;;) {
      const block = this.#take(blockSize);
      if (block.every((byte) => byte === 0)) {
        if (Object.keys(extension).length > 0) throw this.fault("", "has an extended header for no entry");
        this.#requireEnd();
        return null;
      }
      const header = this.#read(() => readHeader(block), extension.path);
      const path = extension.path ?? header.path;
      if (!isExtension(header.type)) {
        return withExtension(header, extension, this.#content(extension.size ?? header.size, path));
      }
      const content = this.#content(header.size, path);
      this.#read(() => extend(extension, header.type, content), extension.path);
    }
  }

  fault(path: string, fault: string): TaskError {
    return new TaskError([faultOf(this.#place, path, fault)]);
  }

  /** Runs what throws a plain Error on a fault, and names the entry. */
  #read<T>(read: () => T, path = ""): T {
    try {
      return read();
    } catch (error) {
      throw this.fault(path, error instanceof Error ? error.message : String(error));
    }
  }

  #content(size: number, path: string): Uint8Array {
    if (size > this.#archive.length - this.#at) throw this.fault(path, "is cut off");
    const content = this.#take(size);
    this.#take((blockSize - (size % blockSize)) % blockSize);
    return content;
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#archive.length) throw this.#truncated();
    const taken = this.#archive.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** Two blocks of zeros end an archive; anything behind them would be read by some and not by others. */
  #requireEnd(): void {
    this.#take(blockSize);
    if (!this.#archive.subarray(this.#at - blockSize).every((byte) => byte === 0)) {
      throw this.fault("", "goes on behind the archive's end");
    }
  }

  #truncated(): TaskError {
    return new TaskError([{ place: this.#place, fault: "ends too early", mend: "build or fetch it again" }]);
  }
}

/** `x` and `g` are POSIX's, for one entry and for all that follow; `L` and `K` are GNU's long names. */
function isExtension(type: string): boolean {
  return ["x", "g", "L", "K"].includes(type);
}

function extend(extension: Extension, type: string, content: Uint8Array): void {
  if (type === "L" || type === "K") {
    const name = decodeName(content).replace(/\0.*$/s, "");
    extension[type === "L" ? "path" : "target"] = name;
    return;
  }
  const records = readPax(content);
  if ([...records.keys()].some((key) => key.startsWith("GNU.sparse."))) throw new Error("is a sparse file");
  if (type === "x") extendByPax(extension, records);
  else if (["path", "linkpath", "size"].some((key) => records.has(key))) {
    throw new Error("gives one name or size to all entries");
  }
}

function extendByPax(extension: Extension, records: PaxRecords): void {
  const [path, target, size] = ["path", "linkpath", "size"].map((key) => records.get(key));
  if (path !== undefined) extension.path = path;
  if (target !== undefined) extension.target = target;
  if (size === undefined) return;
  if (!/^\d{1,15}$/.test(size)) throw new Error("has no number as its size");
  extension.size = Number(size);
}

function withExtension(header: TarHeader, extension: Extension, content: Uint8Array): RawEntry {
  const path = (extension.path ?? header.path).replace(/\/$/, "");
  return { ...header, path, target: extension.target ?? header.target, content };
}

function entryOf(place: string, raw: RawEntry, before: readonly TarEntry[]): TarEntry {
  const { path, type, target, mode, content } = raw;
  const fault =
    pathFault(path) ?? (type === "0" || content.length === 0 ? null : "has contents, and is no file");
  if (fault !== null) throw new TaskError([faultOf(place, path, fault)]);
  switch (type) {
    case "0":
      return { kind: "file", path, executable: (mode & 0o100) !== 0, content };
    case "1":
      return { ...linked(place, raw, before), path };
    case "2":
      return { kind: "symlink", path, target };
    case "5":
      return { kind: "folder", path };
    default:
      throw new TaskError([faultOf(place, path, "is neither a file, a folder nor a link")]);
  }
}

/** A hard link is another name of a file that came before it, which it then no longer needs. */
function linked(place: string, { path, target }: RawEntry, before: readonly TarEntry[]): TarFile {
  const file = before.find((entry) => entry.path === target);
  if (file?.kind === "file") return file;
  throw new TaskError([faultOf(place, path, "is a hard link to no file before it")]);
}
