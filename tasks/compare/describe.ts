import { sectionsIn } from "./sections.ts";

/** How much of a line or a path is shown. */
const shown = 80;
/** Sections that nothing runs: what debuggers read, and hashes over all. */
const debugData = /^\.(?:z?debug_|note\.gnu\.build-id$|gnu_debug)|^LC_UUID$|signature$|symbols$/;

/** Says shortly how two contents differ: the line of a text, the sections of a program and the path that it embeds. */
export function describeDifference(first: Uint8Array, second: Uint8Array): string {
  const [one, other] = [textOf(first), textOf(second)];
  if (one !== null && other !== null) return describeTexts(one, other);
  const paths = differingPaths(first, second);
  const embedded = paths === null ? "" : `, by the embedded path ${quote(paths[0])}, then ${quote(paths[1])}`;
  return `differs ${placeOf(first, second)}${embedded}`;
}

/** The sections that differ; where there are none, the first byte. */
function placeOf(first: Uint8Array, second: Uint8Array): string {
  const [before, after] = [sectionsIn(first), sectionsIn(second)];
  const nothing = new Uint8Array();
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => Buffer.compare(before.get(name) ?? nothing, after.get(name) ?? nothing) !== 0,
  );
  if (names.length === 0) return `at byte ${firstDifference(first, second)}`;
  const only = names.every((name) => debugData.test(name)) ? "only in debug data: " : "in ";
  return only + names.join(", ");
}

function describeTexts(first: string, second: string): string {
  const [before, after] = [first.split("\n"), second.split("\n")];
  const at = before.findIndex((line, index) => line !== after[index]);
  const line = at === -1 ? before.length : at;
  const text = (lines: readonly string[]) => (lines[line] === undefined ? "its end" : quote(lines[line]));
  return `differs in line ${line + 1}: ${text(before)}, then ${text(after)}`;
}

/** Null where it is no text: something that no editor shows. */
function textOf(content: Uint8Array): string | null {
  if (content.includes(0)) return null;
  const text = Buffer.from(content).toString("utf8");
  return text.includes("\ufffd") ? null : text;
}

function firstDifference(first: Uint8Array, second: Uint8Array): number {
  const at = first.findIndex((byte, index) => byte !== second[index]);
  return at === -1 ? first.length : at;
}

/** Paths that only one of two files embeds, as compilers embed the folder of a build: the first of each. */
function differingPaths(first: Uint8Array, second: Uint8Array): readonly [string, string] | null {
  const [before, after] = [pathsIn(first), pathsIn(second)];
  const [one] = [...before].filter((path) => !after.has(path));
  const [other] = [...after].filter((path) => !before.has(path));
  return one === undefined || other === undefined ? null : [one, other];
}

function pathsIn(content: Uint8Array): ReadonlySet<string> {
  const texts = Buffer.from(content)
    .toString("latin1")
    .match(/[\x20-\x7e]{5,}/g);
  return new Set((texts ?? []).filter((text) => /^(?:\/|[A-Za-z]:\\)[^/\\]/.test(text)));
}

function quote(text: string): string {
  const plain = text.length > shown ? `${text.slice(0, shown)}…` : text;
  return `"${plain.trimEnd()}"`;
}
