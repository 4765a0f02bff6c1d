/** An archive that can't be read as it stands: in which entry, if in one, and why. */
export class ZipFault extends Error {
  readonly path: string;

  constructor(path: string, fault: string) {
    super(fault);
    this.name = "ZipFault";
    this.path = path;
  }
}

/** What the central directory says of an entry (APPNOTE 4.3.12). */
export interface DirectoryEntry {
  readonly name: string;
  /** Upper byte of the version that made it: 3 is Unix. */
  readonly system: number;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
  readonly attributes: number;
}

/** Where the central directory is, and how many entries it lists. */
export interface Directory {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

const endSize = 22;
const locatorSize = 20;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Finds the central directory by the record at the archive's very end; throws a ZipFault where there is none. */
export function findDirectory(file: Buffer): Directory {
  const end = file.length - endSize;
  if (file.length < 4 || file.readUInt32LE(0) !== (end === 0 ? 0x06054b50 : 0x04034b50)) {
    throw new ZipFault("", "is no zip archive");
  }
  // A comment could hide a second end, which other programs would take for the first.
  if (end < 0 || file.readUInt32LE(end) !== 0x06054b50 || file.readUInt16LE(end + 20) !== 0) {
    throw new ZipFault("", "ends too early, or goes on behind its end");
  }
  const disks = [file.readUInt16LE(end + 4), file.readUInt16LE(end + 6)];
  const counts = [file.readUInt16LE(end + 8), file.readUInt16LE(end + 10)];
  if (disks.some((disk) => disk !== 0) || counts[0] !== counts[1]) {
    throw new ZipFault("", "is one of several parts");
  }
  const short = {
    count: counts[0] ?? 0,
    size: file.readUInt32LE(end + 12),
    offset: file.readUInt32LE(end + 16),
  };
  const long = findLongDirectory(file, end);
  const isShort = short.count < 0xffff && short.size < 0xffffffff && short.offset < 0xffffffff;
  if (!isShort && long === null) throw new ZipFault("", "has a broken directory");
  const { directory, before } = long ?? { directory: short, before: end };
  if (directory.offset + directory.size !== before) throw new ZipFault("", "has a broken directory");
  return directory;
}

/** The 64-bit form of the end, and where it begins; null where the archive has none. */
function findLongDirectory(
  file: Buffer,
  end: number,
): { readonly directory: Directory; readonly before: number } | null {
  const locator = end - locatorSize;
  if (locator < 0 || file.readUInt32LE(locator) !== 0x07064b50) return null;
  const before = numberAt(file, locator + 8);
  if (before + 56 > locator || file.readUInt32LE(before) !== 0x06064b50) {
    throw new ZipFault("", "has a broken directory");
  }
  const directory = {
    count: numberAt(file, before + 32),
    size: numberAt(file, before + 40),
    offset: numberAt(file, before + 48),
  };
  return { directory, before };
}

/** All entries that the central directory lists, in its order. */
export function readDirectory(file: Buffer, { count, size, offset }: Directory): readonly DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  let at = offset;
  while (at < offset + size) {
    if (at + 46 > offset + size || file.readUInt32LE(at) !== 0x02014b50) {
      throw new ZipFault("", "has a broken directory");
    }
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((field) => file.readUInt16LE(at + field));
    const extraAt = at + 46 + (nameSize ?? 0);
    const next = extraAt + (extraSize ?? 0) + (commentSize ?? 0);
    if (next > offset + size) throw new ZipFault("", "has a broken directory");
    const name = nameOf(file.subarray(at + 46, extraAt));
    const extra = file.subarray(extraAt, extraAt + (extraSize ?? 0));
    entries.push(withLongNumbers(shortEntry(file, at, name), extra));
    at = next;
  }
  if (entries.length !== count) throw new ZipFault("", "has a broken directory");
  return entries;
}

function shortEntry(file: Buffer, at: number, name: string): DirectoryEntry {
  return {
    name,
    system: file.readUInt8(at + 5),
    flags: file.readUInt16LE(at + 8),
    method: file.readUInt16LE(at + 10),
    crc: file.readUInt32LE(at + 16),
    packed: file.readUInt32LE(at + 20),
    unpacked: file.readUInt32LE(at + 24),
    offset: file.readUInt32LE(at + 42),
    attributes: file.readUInt32LE(at + 38),
  };
}

/** Sizes and offsets that need more than 32 bits stand in an extra field, only those, in this order. */
function withLongNumbers(entry: DirectoryEntry, extra: Buffer): DirectoryEntry {
  const long = (["unpacked", "packed", "offset"] as const).filter((field) => entry[field] === 0xffffffff);
  if (long.length === 0) return entry;
  const field = extraField(extra, 1);
  if (field === null || field.length < 8 * long.length) {
    throw new ZipFault(entry.name, "has no size in the directory");
  }
  return { ...entry, ...Object.fromEntries(long.map((name, index) => [name, numberAt(field, 8 * index)])) };
}

function extraField(extra: Buffer, id: number): Buffer | null {
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, end);
    at = end;
  }
  return null;
}

/** Names of wheels are UTF-8 (PEP 427). */
export function nameOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ZipFault("", "has a name that is not UTF-8");
  }
}

function numberAt(bytes: Buffer, at: number): number {
  const number = bytes.readBigUInt64LE(at);
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipFault("", "has a broken directory");
  return Number(number);
}
