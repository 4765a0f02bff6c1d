import { createHash } from "node:crypto";
import { type WheelName, parseWheelName, tagsOf } from "../../../tasks/wheel/filename.ts";
import type { ZipEntry } from "../../../tasks/zip/entry.ts";
import { readZip } from "../../../tasks/zip/read.ts";
import { type WheelTags, moduleEnd } from "./tags.ts";
import { writeZip } from "./write-zip.ts";

/** What made such a wheel, as it says itself. */
const generator = "Generator: slipway (stands in, not compiled)";

/** A wheel by its name. */
export interface WheelFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Whether a wheel was not built, but stands in for one that would have been elsewhere. */
export function isStandIn({ name, content }: WheelFile): boolean {
  return readZip(name, content).some(
    (entry) => isWheelHeader(entry.path) && textOf(entry).includes(generator),
  );
}

/**
 * The wheel of another build, made from one that was built: its tags, the names of its modules and its RECORD are
 * right, its compiled code is that of the other.
 */
export function retagged(from: WheelFile, identifier: string, tags: WheelTags): WheelFile {
  const end = moduleEnd(identifier, tags.abis.includes("abi3"));
  return rewritten(from, tags, (entry) =>
    isWheelHeader(entry.path) ? standingIn(entry) : { ...entry, path: withEnd(entry.path, end) },
  );
}

/** The same wheel with other platform tags. */
export function forPlatforms(from: WheelFile, platforms: readonly string[]): WheelFile {
  return rewritten(from, { platforms }, (entry) => entry);
}

function rewritten(
  from: WheelFile,
  tags: Partial<WheelTags>,
  change: (entry: ZipEntry) => ZipEntry,
): WheelFile {
  const built = parseWheelName(from.name);
  if (built === null) throw new Error(`${from.name} is not named as a wheel is`);
  const wheel: WheelName = { ...built, ...tags };
  const entries = readZip(from.name, from.content)
    .filter(({ kind, path }) => kind === "file" && !isRecord(path))
    .map(change)
    .map((entry) => (isWheelHeader(entry.path) ? withTags(entry, wheel) : entry));
  return { name: nameOf(wheel), content: writeZip([...entries, recordOf(from.name, entries)]) };
}

/** The name of a wheel as its parts say it (PEP 427). */
function nameOf({ distribution, version, build, pythons, abis, platforms }: WheelName): string {
  const parts = [pythons, abis, platforms].map((tags) => tags.join("."));
  return `${[distribution, version, ...(build === null ? [] : [build]), ...parts].join("-")}.whl`;
}

function withEnd(path: string, end: string): string {
  return path.replace(/\.(?:cpython-\w+-[\w-]+|abi3|cp\d+t?-\w+)\.(?:so|pyd)$/, end);
}

function standingIn(entry: ZipEntry): ZipEntry {
  return withLines(entry, [...linesWithout(entry, "Generator"), generator]);
}

function withTags(entry: ZipEntry, wheel: WheelName): ZipEntry {
  return withLines(entry, [...linesWithout(entry, "Tag"), ...tagsOf(wheel).map((tag) => `Tag: ${tag}`)]);
}

function linesWithout(entry: ZipEntry, header: string): readonly string[] {
  const lines = textOf(entry).trimEnd().split(/\r?\n/);
  return lines.filter((line) => !line.toLowerCase().startsWith(`${header.toLowerCase()}:`));
}

function withLines(entry: ZipEntry, lines: readonly string[]): ZipEntry {
  return { ...entry, content: Buffer.from(`${lines.join("\n")}\n`) };
}

function recordOf(name: string, entries: readonly ZipEntry[]): ZipEntry {
  const header = entries.find(({ path }) => isWheelHeader(path));
  if (header === undefined) throw new Error(`${name} has no WHEEL in its dist-info`);
  const path = header.path.replace(/WHEEL$/, "RECORD");
  const rows = entries.map(({ path: file, content }) => {
    const hash = createHash("sha256").update(content).digest("base64url");
    return `${/[",]/.test(file) ? `"${file.replaceAll('"', '""')}"` : file},sha256=${hash},${content.length}`;
  });
  return { path, kind: "file", mode: 0o644, content: Buffer.from(`${[...rows, `${path},,`].join("\n")}\n`) };
}

function isRecord(path: string): boolean {
  return /^[^/]+\.dist-info\/RECORD(?:\.jws|\.p7s)?$/.test(path);
}

function isWheelHeader(path: string): boolean {
  return /^[^/]+\.dist-info\/WHEEL$/.test(path);
}

function textOf({ content }: ZipEntry): string {
  return Buffer.from(content).toString("utf8");
}
