import { inflateRawSync } from "node:zlib";
import { Refusal } from "../http/reply.ts";

/** A wheel's METADATA, which the index serves beside it (PEP 658); throws a Refusal where it is no wheel. */
export function wheelMetadata(fileName: string, wheel: Buffer): Buffer {
  const [name, version] = fileName.split("-");
  const folder = `${name ?? ""}-${version ?? ""}.dist-info`;
  const entries = readDirectory(wheel);
  if (entries === null) {
    throw new Refusal(400, "Invalid distribution file. File is not a zipfile");
  }
  for (const [part, word] of [
    ["WHEEL", "WHEEL not found at"],
    ["RECORD", "RECORD not found at"],
  ] as const) {
    const path = `${folder}/${part}`;
    if (!entries.has(path)) throw new Refusal(400, `Invalid distribution file. ${word} ${path}`);
  }
  const path = `${folder}/METADATA`;
  const entry = entries.get(path);
  if (entry === undefined) {
    throw new Refusal(400, `Wheel '${fileName}' does not contain the required METADATA file: ${path}`);
  }
  return contentOf(wheel, entry);
}

/** An entry of a zip's directory. */
interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

/** The entries by name; null where there is no directory. Archives beyond 4 GiB are beyond the index's limit. */
function readDirectory(zip: Buffer): ReadonlyMap<string, Entry> | null {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > zip.length) return null;
  const entries = new Map<string, Entry>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (at + 46 > end || zip.readUInt32LE(at) !== 0x02014b50) return null;
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const path = zip.toString("utf8", at + 46, at + 46 + (name ?? 0));
    entries.set(path, {
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      offset: zip.readUInt32LE(at + 42),
    });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function contentOf(zip: Buffer, { method, packed, offset }: Entry): Buffer {
  try {
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    const content = zip.subarray(start, start + packed);
    return method === 0 ? Buffer.from(content) : inflateRawSync(content, { maxOutputLength: 2 ** 24 });
  } catch {
    throw new Refusal(400, "Invalid distribution file. File is not a zipfile");
  }
}
