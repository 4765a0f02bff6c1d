import { crc32, deflateRawSync } from "node:zlib";
import type { ZipEntry } from "../../../tasks/zip/entry.ts";

/** 1980-01-01, the first day that an archive can name. */
const date = 0x21;
const unix = 3 << 8;

/** A zip archive of files, always the same bytes for the same entries. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries.filter(({ kind }) => kind === "file")) {
    const packed = deflateRawSync(entry.content, { level: 6 });
    const local = localHeader(entry, packed.length);
    directory.push(directoryEntry(entry, packed.length, offset));
    locals.push(local, packed);
    offset += local.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  return Buffer.concat([...locals, listed, endOf(directory.length, listed.length, offset)]);
}

/** The part that both headers have: from the version that is needed to the length of the name. */
function common({ path, content }: ZipEntry, packed: number): Buffer {
  const part = Buffer.alloc(26);
  part.writeUInt16LE(20, 0);
  part.writeUInt16LE(0x0800, 2);
  part.writeUInt16LE(8, 4);
  part.writeUInt16LE(date, 8);
  part.writeUInt32LE(crc32(content), 10);
  part.writeUInt32LE(packed, 14);
  part.writeUInt32LE(content.length, 18);
  part.writeUInt16LE(Buffer.byteLength(path), 22);
  return part;
}

function localHeader(entry: ZipEntry, packed: number): Buffer {
  return Buffer.concat([Buffer.from("PK\x03\x04"), common(entry, packed), Buffer.from(entry.path)]);
}

function directoryEntry(entry: ZipEntry, packed: number, offset: number): Buffer {
  const start = Buffer.alloc(6);
  start.write("PK\x01\x02", "latin1");
  start.writeUInt16LE(unix | 20, 4);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((0o100000 | (entry.mode ?? 0o644)) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([start, common(entry, packed), rest, Buffer.from(entry.path)]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
