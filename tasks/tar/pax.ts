import { decodeName } from "./header.ts";

/** The records of an extended header (POSIX.1-2001) by key. */
export type PaxRecords = ReadonlyMap<string, string>;

/** Reads records such as `30 path=name`; throws an Error that tells the fault. */
export function readPax(content: Uint8Array): PaxRecords {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const digits = String.fromCharCode(...content.subarray(at, space === -1 ? at : Math.min(space, at + 12)));
    const length = /^[1-9]\d{0,9}$/.test(digits) ? Number(digits) : 0;
    const end = at + length;
    if (space === -1 || end <= space + 1 || end > content.length || content[end - 1] !== 10) {
      throw new Error("has a broken extended header");
    }
    const record = content.subarray(space + 1, end - 1);
    const equals = record.indexOf(61);
    if (equals < 1) throw new Error("has a broken extended header");
    records.set(decodeName(record.subarray(0, equals)), valueOf(record, equals));
    at = end;
  }
  return records;
}

/** Values of keys that no one reads may be anything, times and attributes among them. */
function valueOf(record: Uint8Array, equals: number): string {
  const key = decodeName(record.subarray(0, equals));
  const value = record.subarray(equals + 1);
  return ["path", "linkpath", "size"].includes(key) ? decodeName(value) : "";
}

/** Records as the content of an extended header; the length of each counts its own digits. */
export function writePax(records: PaxRecords): Uint8Array {
  return Buffer.concat([...records].map(([key, value]) => recordOf(key, value)));
}

function recordOf(key: string, value: string): Uint8Array {
  const rest = Buffer.from(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}
