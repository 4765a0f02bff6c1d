import { checksumOf, fields } from "./entry.ts";

/** What a header says, before extended headers change it. */
export interface TarHeader {
  readonly path: string;
  /** One character: `0` a file, `5` a folder, `x` an extended header. */
  readonly type: string;
  readonly size: number;
  readonly mode: number;
  readonly target: string;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Reads one header of 512 bytes; throws an Error that tells the fault. */
export function readHeader(header: Uint8Array): TarHeader {
  if (octal(header, "checksum") !== checksumOf(header)) throw new Error("has a header with a wrong checksum");
  const magic = text(header, "magic");
  const prefix = magic.startsWith("ustar\0") || magic === "ustar" ? text(header, "prefix") : "";
  const name = text(header, "name");
  const type = String.fromCharCode(header[fields.type[0]] ?? 0);
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    type: type === "\0" ? "0" : type,
    size: octal(header, "size"),
    mode: octal(header, "mode"),
    target: text(header, "target"),
  };
}

/** Decodes a name; throws an Error where it is no UTF-8, which no index would show. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Error("has a name that is not UTF-8");
  }
}

function text(header: Uint8Array, field: keyof typeof fields): string {
  const bytes = bytesOf(header, field);
  const end = bytes.indexOf(0);
  return decodeName(end === -1 ? bytes : bytes.subarray(0, end));
}

function octal(header: Uint8Array, field: keyof typeof fields): number {
  const digits = String.fromCharCode(...bytesOf(header, field))
    .replace(/[\0 ]+$/, "")
    .trimStart();
  if (!/^[0-7]*$/.test(digits)) throw new Error(`has no octal number as its ${field}`);
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

function bytesOf(header: Uint8Array, field: keyof typeof fields): Uint8Array {
  const [start, length] = fields[field];
  return header.subarray(start, start + length);
}
