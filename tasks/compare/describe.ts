import { sectionAt } from "./sections.ts";

/** How much of a line or a path is shown. */
const shown = 80;

/** Says shortly where two contents begin to differ: the line of a text, the section and the text there of a program. */
export function describeDifference(first: Uint8Array, second: Uint8Array): string {
  const [one, other] = [textOf(first), textOf(second)];
  if (one !== null && other !== null) return describeTexts(one, other);
  const at = firstDifference(first, second);
  const section = sectionAt(first, at);
  const where = section === null ? `at byte ${at}` : `in ${section}`;
  const [before, after] = [pathAt(first, at), pathAt(second, at)];
  if (before === null || after === null || before === after) return `differs ${where}`;
  const only = differsByAlone(first, second, [before, after]) ? "differs only by" : "differs first by";
  return `${only} the embedded path ${quote(before)}, then ${quote(after)}, ${where}`;
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

/** The path that stands where a difference is, as compilers embed the folder of a build; null where none does. */
function pathAt(content: Uint8Array, at: number): string | null {
  const isText = (index: number) => {
    const byte = content[index] ?? 0;
    return byte >= 0x20 && byte < 0x7f;
  };
  if (!isText(at)) return null;
  let [start, end] = [at, at];
  while (isText(start - 1)) start -= 1;
  while (isText(end)) end += 1;
  const text = Buffer.from(content.subarray(start, end)).toString("latin1");
  return /^(?:\/|[A-Za-z]:\\)[^/\\]/.test(text) ? text : null;
}

/** Whether nothing is left that differs when each path is taken out. */
function differsByAlone(
  first: Uint8Array,
  second: Uint8Array,
  [before, after]: readonly [string, string],
): boolean {
  const common = firstDifference(Buffer.from(before, "latin1"), Buffer.from(after, "latin1"));
  const folders = [folderOf(before, common), folderOf(after, common)];
  const [one, other] = [first, second].map((content, index) =>
    Buffer.from(content)
      .toString("latin1")
      .replaceAll(folders[index] ?? "", ""),
  );
  return one === other;
}

/** A path up to the end of the first part that differs. */
function folderOf(path: string, common: number): string {
  const end = path.slice(common).search(/[/\\]/);
  return end === -1 ? path : path.slice(0, common + end);
}

function quote(text: string): string {
  const plain = text.length > shown ? `${text.slice(0, shown)}…` : text;
  return `"${plain.trimEnd()}"`;
}
