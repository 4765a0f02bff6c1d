import { createHash } from "node:crypto";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { replaceFile } from "../store/replace-file.ts";
import type { GitObject } from "./reader.ts";
import { rehearsal, type Person } from "./run.ts";

/** One line of a tree. */
export interface TreeEntry {
  /** 100644 file, 100755 executable, 120000 symbolic link, 040000 folder, 160000 submodule. */
  readonly mode: string;
  readonly name: string;
  readonly sha: string;
}

/** Who did it, and when. */
export interface Signature extends Person {
  readonly date: Date;
}

/** What a commit says. */
export interface CommitData {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

const compress = promisify(deflate);

/** The name git gives to an object of that content. */
export function hashObject(type: GitObject["type"], content: Buffer): string {
  return createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
}

/** Adds an object to the repository whose git folder is given, in git's own loose form, and returns its name. */
export async function writeObject(folder: string, type: GitObject["type"], content: Buffer): Promise<string> {
  const sha = hashObject(type, content);
  const place = join(folder, "objects", sha.slice(0, 2));
  const file = join(place, sha.slice(2));
  if (await exists(file)) return sha;
  await mkdir(place, { recursive: true });
  const temporary = join(place, `tmp_${process.pid}_${Math.random().toString(36).slice(2)}`);
  const loose = await compress(Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]));
  await replaceFile(file, loose, { temporary, mode: 0o444, isSynced: false });
  return sha;
}

/** The entries of a tree object. */
export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let start = 0; start < content.length;) {
    const space = content.indexOf(32, start);
    const zero = content.indexOf(0, space);
    entries.push({
      mode: content.toString("latin1", start, space).padStart(6, "0"),
      name: content.toString("utf8", space + 1, zero),
      sha: content.toString("hex", zero + 1, zero + 21),
    });
    start = zero + 21;
  }
  return entries;
}

/** A tree object of the entries, in git's order: by bytes, a folder as if its name ended in a slash. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const sorted = entries
    .map((entry) => ({ entry, key: Buffer.from(entry.mode === "040000" ? `${entry.name}/` : entry.name) }))
    .toSorted((one, other) => Buffer.compare(one.key, other.key));
  return Buffer.concat(
    sorted.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode.replace(/^0/, "")} ${entry.name}\0`),
      Buffer.from(entry.sha, "hex"),
    ]),
  );
}

/** What a commit object says. */
export function parseCommit(content: Buffer): CommitData {
  const text = content.toString("utf8");
  const split = text.indexOf("\n\n");
  const headers = text.slice(0, split).split("\n");
  const values = (key: string) =>
    headers.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  return {
    tree: values("tree")[0] ?? "",
    parents: values("parent"),
    author: parseSignature(values("author")[0] ?? ""),
    committer: parseSignature(values("committer")[0] ?? ""),
    message: text.slice(split + 2).replace(/\n$/, ""),
  };
}

/** A commit object that says it. */
export function encodeCommit({ tree, parents, author, committer, message }: CommitData): Buffer {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${formatSignature(author)}`,
    `committer ${formatSignature(committer)}`,
    "",
    message.endsWith("\n") ? message : `${message}\n`,
  ];
  return Buffer.from(lines.join("\n"));
}

/** Who and when, as git writes it. */
export function parseSignature(text: string): Signature {
  const found = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text);
  return {
    name: found?.[1] ?? "",
    email: found?.[2] ?? "",
    date: new Date(Number(found?.[3] ?? 0) * 1000),
  };
}

/** The same as git writes it. */
export function formatSignature({ name, email, date }: Signature): string {
  return `${plain(name) || rehearsal.name} <${plain(email)}> ${Math.floor(date.getTime() / 1000)} +0000`;
}

/** Git has no way to write these characters in a name; it leaves them out, too. */
function plain(text: string): string {
  return text.replace(/[<>\n\0]/g, "").trim();
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
