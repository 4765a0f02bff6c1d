import fc from "fast-check";
import { type TarEntry, blockSize, checksumOf } from "../../../tasks/tar/entry.ts";

/** A header as another program could have written it: any owner, time, mode and kind. */
export interface RawHeader {
  readonly name: string;
  readonly type?: string;
  readonly size?: number;
  readonly mode?: number;
  readonly time?: number;
  readonly owner?: number;
  readonly ownerName?: string;
  readonly target?: string;
  readonly magic?: string;
  readonly prefix?: string;
}

/** One header and its content, filled up to whole blocks. */
export function raw(header: RawHeader, content: Uint8Array | string = ""): Uint8Array {
  const bytes = Buffer.from(content);
  const block = Buffer.alloc(blockSize);
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, "0");
  block.write(header.name, 0, "utf8");
  block.write(octal(header.mode ?? 0o600, 8), 100, "latin1");
  block.write(octal(header.owner ?? 1000, 8), 108, "latin1");
  block.write(octal(header.owner ?? 1000, 8), 116, "latin1");
  block.write(octal(header.size ?? bytes.length, 12), 124, "latin1");
  block.write(octal(header.time ?? 1_234_567_890, 12), 136, "latin1");
  block.write(header.type ?? "0", 156, "latin1");
  block.write(header.target ?? "", 157, "utf8");
  block.write(header.magic ?? "ustar\x0000", 257, "latin1");
  block.write(header.ownerName ?? "somebody", 265, "latin1");
  block.write(header.prefix ?? "", 345, "utf8");
  block.write(`${checksumOf(block).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  const padding = Buffer.alloc((blockSize - (bytes.length % blockSize)) % blockSize);
  return Buffer.concat([block, bytes, padding]);
}

/** An archive of such parts, ended as it should be. */
export function archive(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([...parts, Buffer.alloc(2 * blockSize)]);
}

/** Records of an extended header, by their own lengths. */
export function pax(...records: readonly string[]): string {
  return records
    .map((record) => {
      const rest = Buffer.byteLength(record) + 2;
      const length = [1, 2, 3, 4, 5]
        .map((digits) => rest + digits)
        .find((n) => String(n).length === n - rest);
      return `${length ?? 0} ${record}\n`;
    })
    .join("");
}

/** An entry written as one of the ways that tars are written: ustar, pax, or GNU's. */
export function written(entry: TarEntry, header: Omit<RawHeader, "name">, way: "pax" | "gnu"): Uint8Array {
  const path = entry.kind === "folder" ? `${entry.path}/` : entry.path;
  const target = entry.kind === "symlink" ? entry.target : "";
  const content = entry.kind === "file" ? entry.content : "";
  const mode = entry.kind === "file" && entry.executable ? 0o755 : (header.mode ?? 0o600) & ~0o100;
  const type = { file: "0", folder: "5", symlink: "2" }[entry.kind];
  const isLong = Buffer.byteLength(path) > 100 || Buffer.byteLength(target) > 100;
  const own = { ...header, mode, type, name: "short", target: isLong ? "short" : target };
  if (!isLong) return raw({ ...own, name: path }, content);
  if (way === "pax") {
    const records = pax(`mtime=${header.time ?? 0}.5`, `path=${path}`, `linkpath=${target}`, "SCHILY.dev=1");
    return Buffer.concat([raw({ name: "PaxHeader", type: "x" }, records), raw(own, content)]);
  }
  const magic = "ustar  ";
  return Buffer.concat([
    raw({ name: "././@LongLink", type: "L", magic }, `${path}\0`),
    raw({ name: "././@LongLink", type: "K", magic }, `${target}\0`),
    raw({ ...own, magic }, content),
  ]);
}

const part = fc
  .oneof(
    fc.stringMatching(/^[a-zA-Z0-9_.-]{1,60}$/),
    fc.stringMatching(/^[äß漢 é😀x]{1,40}$/u),
    fc.stringMatching(/^[a-z]{90,140}$/),
  )
  .filter((name) => name !== "." && name !== ".." && name.isWellFormed());

const file = fc.record({
  kind: fc.constant("file" as const),
  path: fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
  executable: fc.boolean(),
  content: fc.uint8Array({ maxLength: 1500 }),
});

/** Entries as an sdist has them: files and links below one folder, with the folders above them or without. */
export const entries: fc.Arbitrary<readonly TarEntry[]> = fc
  .record({
    files: fc.array(file, { minLength: 1, maxLength: 8 }),
    withFolders: fc.boolean(),
    link: fc.boolean(),
  })
  .map(({ files, withFolders, link }) => {
    const all = new Map<string, TarEntry>();
    for (const { path, ...rest } of files) all.set(`pkg-1.0/${path}`, { ...rest, path: `pkg-1.0/${path}` });
    const folders = new Set([...all.keys()].flatMap((path) => parents(path)));
    for (const folder of folders) all.delete(folder);
    if (withFolders) for (const path of folders) all.set(path, { kind: "folder", path });
    const [target = ""] = [...all.keys()].map((path) => path.replace("pkg-1.0/", ""));
    if (link && target !== "link") all.set("pkg-1.0/link", { kind: "symlink", path: "pkg-1.0/link", target });
    return [...all.values()].filter(
      ({ path }) => path === "pkg-1.0/link" || !path.startsWith("pkg-1.0/link/"),
    );
  });

function parents(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
