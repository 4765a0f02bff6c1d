import { type TarEntry, blockSize, checksumOf, fields } from "./entry.ts";
import { writePax } from "./pax.ts";

/** Archives are filled up to a multiple of this, as tar always did. */
const recordSize = 20 * blockSize;

/**
 * Writes an archive that depends on nothing but the entries' names, contents and whether they can be run: sorted by
 * name, all of one time (in seconds since 1970), owned by 0 without names, 0644 or 0755.
 */
export function writeTar(entries: readonly TarEntry[], time: number): Uint8Array {
  const named = entries.map((entry) => ({ entry, name: Buffer.from(entry.path) }));
  const sorted = named.sort((a, b) => Buffer.compare(a.name, b.name)).map(({ entry }) => entry);
  const blocks = [...sorted.flatMap((entry) => blocksOf(entry, time)), new Uint8Array(2 * blockSize)];
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  return Buffer.concat([...blocks, new Uint8Array((recordSize - (length % recordSize)) % recordSize)]);
}

/** A header's values, each short enough for its field. */
interface Values {
  readonly name: string;
  readonly prefix: string;
  readonly target: string;
  readonly type: string;
  readonly size: number;
  readonly mode: number;
  readonly time: number;
}

function blocksOf(entry: TarEntry, time: number): readonly Uint8Array[] {
  const path = entry.kind === "folder" ? `${entry.path}/` : entry.path;
  const target = entry.kind === "symlink" ? entry.target : "";
  const content = entry.kind === "file" ? entry.content : new Uint8Array();
  const short = split(path);
  const records = new Map([
    ...(short === null ? [["path", path] as const] : []),
    ...(fits(target) ? [] : [["linkpath", target] as const]),
  ]);
  const values = {
    ...(short ?? { name: abridged(path), prefix: "" }),
    target: fits(target) ? target : abridged(target),
    type: { file: "0", symlink: "2", folder: "5" }[entry.kind],
    size: content.length,
    mode: entry.kind === "file" && !entry.executable ? 0o644 : 0o755,
    time,
  };
  return [
    ...(records.size === 0 ? [] : extended(writePax(records), time)),
    headerOf(values),
    content,
    padding(content),
  ];
}

function extended(content: Uint8Array, time: number): readonly Uint8Array[] {
  const values = { name: "././@PaxHeader", prefix: "", target: "", type: "x", mode: 0o644, time };
  return [headerOf({ ...values, size: content.length }), content, padding(content)];
}

function padding(content: Uint8Array): Uint8Array {
  return new Uint8Array((blockSize - (content.length % blockSize)) % blockSize);
}

/** A path in the two fields that a header has for it; null where it needs an extended header. */
function split(path: string): { readonly name: string; readonly prefix: string } | null {
  if (fits(path)) return { name: path, prefix: "" };
  const [, prefixLength] = fields.prefix;
  const slash = path.lastIndexOf("/", Math.min(prefixLength, path.length - 2));
  const [prefix, name] = [path.slice(0, Math.max(0, slash)), path.slice(slash + 1)];
  return slash > 0 && fits(name) && isPlain(prefix) ? { name, prefix } : null;
}

function fits(text: string): boolean {
  return isPlain(text) && text.length <= fields.name[1];
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** What programs show that read no extended headers. */
function abridged(path: string): string {
  return path.replaceAll(/[^\x20-\x7e]/g, "_").slice(0, fields.name[1]);
}

function headerOf(values: Values): Uint8Array {
  const header = Buffer.alloc(blockSize);
  const put = (field: keyof typeof fields, text: string) => header.write(text, fields[field][0], "latin1");
  const octal = (field: "mode" | "uid" | "gid" | "size" | "mtime", value: number) =>
    put(field, `${value.toString(8).padStart(fields[field][1] - 1, "0")}\0`);
  put("name", values.name);
  octal("mode", values.mode);
  octal("uid", 0);
  octal("gid", 0);
  octal("size", values.size);
  octal("mtime", values.time);
  put("type", values.type);
  put("target", values.target);
  put("magic", "ustar\x0000");
  put("prefix", values.prefix);
  put("checksum", `${checksumOf(header).toString(8).padStart(6, "0")}\0 `);
  return header;
}
