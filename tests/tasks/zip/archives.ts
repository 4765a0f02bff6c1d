import { crc32, deflateRawSync } from "node:zlib";

/** One entry as any program could have written it; what is not given is as it should be. */
export interface RawZipEntry {
  readonly name: string;
  readonly content?: Uint8Array | string;
  readonly deflate?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  /** What the directory says that it is unpacked. */
  readonly unpacked?: number;
  /** Unix mode with the kind of file. */
  readonly mode?: number;
  readonly localName?: string;
  readonly nameBytes?: Uint8Array;
  /** Days and seconds as DOS counts them. */
  readonly time?: number;
  readonly zip64?: boolean;
  /** Sizes behind the content: without a mark, with one, or wide. */
  readonly descriptor?: "bare" | "marked" | "wide";
}

interface Placed {
  readonly local: Buffer;
  central(offset: number): Buffer;
}

/** An archive of such entries; `between` are bytes behind each, `end` changes the record at the end. */
export function zip(
  entries: readonly RawZipEntry[],
  { between = "", zip64 = false, comment = "" }: { between?: string; zip64?: boolean; comment?: string } = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const placed = place(entry);
    directory.push(placed.central(offset));
    parts.push(placed.local, Buffer.from(between));
    offset += placed.local.length + between.length;
  }
  const central = Buffer.concat(directory);
  const counts = { count: entries.length, size: central.length, offset };
  return Buffer.concat([...parts, central, ...(zip64 ? [longEnd(counts)] : []), end(counts, zip64, comment)]);
}

function place(entry: RawZipEntry): Placed {
  const content = Buffer.from(entry.content ?? "");
  const packed = entry.deflate === true ? deflateRawSync(content) : content;
  const name = Buffer.from(entry.nameBytes ?? Buffer.from(entry.name));
  const unpacked = entry.unpacked ?? content.length;
  const crc = entry.crc ?? crc32(content);
  const flags = (entry.flags ?? 0) | (entry.descriptor === undefined ? 0 : 8);
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  shared.writeUInt16LE(flags, 2);
  shared.writeUInt16LE(entry.method ?? (entry.deflate === true ? 8 : 0), 4);
  shared.writeUInt32LE(entry.time ?? 0x21_0000, 6);
  shared.writeUInt32LE(crc, 10);
  shared.writeUInt32LE(packed.length, 14);
  shared.writeUInt32LE(unpacked, 18);
  shared.writeUInt16LE(name.length, 22);
  const localName = Buffer.from(entry.localName ?? name);
  const head = Buffer.concat([mark(0x04034b50), shared, localName]);
  return {
    local: Buffer.concat([head, packed, descriptor(entry, { crc, packed: packed.length, unpacked })]),
    central: (offset) => centralOf(entry, { shared, name, offset, packed: packed.length, unpacked }),
  };
}

function centralOf(
  { mode = 0o100644, zip64 = false }: RawZipEntry,
  made: { shared: Buffer; name: Buffer; offset: number; packed: number; unpacked: number },
): Buffer {
  const shared = Buffer.from(made.shared);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE((mode << 16) >>> 0, 6);
  tail.writeUInt32LE(zip64 ? 0xffffffff : made.offset, 10);
  let extra = Buffer.alloc(0);
  if (zip64) {
    shared.writeUInt32LE(0xffffffff, 14);
    shared.writeUInt32LE(0xffffffff, 18);
    extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(made.unpacked), 4);
    extra.writeBigUInt64LE(BigInt(made.packed), 12);
    extra.writeBigUInt64LE(BigInt(made.offset), 20);
  }
  shared.writeUInt16LE(extra.length, 24);
  const madeBy = Buffer.from([20, 3]);
  return Buffer.concat([mark(0x02014b50), madeBy, shared, tail, made.name, extra]);
}

function descriptor(
  { descriptor: kind }: RawZipEntry,
  sizes: { crc: number; packed: number; unpacked: number },
): Buffer {
  if (kind === undefined) return Buffer.alloc(0);
  const bytes = Buffer.alloc(kind === "wide" ? 20 : 12);
  bytes.writeUInt32LE(sizes.crc, 0);
  bytes.writeUInt32LE(sizes.packed, 4);
  bytes.writeUInt32LE(sizes.unpacked, kind === "wide" ? 12 : 8);
  return kind === "bare" ? bytes : Buffer.concat([mark(0x08074b50), bytes]);
}

interface Counts {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

function end({ count, size, offset }: Counts, zip64: boolean, comment: string): Buffer {
  const bytes = Buffer.alloc(18);
  bytes.writeUInt16LE(zip64 ? 0xffff : count, 4);
  bytes.writeUInt16LE(zip64 ? 0xffff : count, 6);
  bytes.writeUInt32LE(zip64 ? 0xffffffff : size, 8);
  bytes.writeUInt32LE(zip64 ? 0xffffffff : offset, 12);
  bytes.writeUInt16LE(comment.length, 16);
  return Buffer.concat([mark(0x06054b50), bytes, Buffer.from(comment)]);
}

function longEnd({ count, size, offset }: Counts): Buffer {
  const record = Buffer.alloc(56);
  mark(0x06064b50).copy(record);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  mark(0x07064b50).copy(locator);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator]);
}

function mark(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature, 0);
  return bytes;
}
