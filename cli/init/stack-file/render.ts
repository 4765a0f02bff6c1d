import { isPrintable, onOneLine, quoted } from "../../../documents/printable.ts";
import { type Entry, isEntries, isItems, isOff, type Plain } from "./entry.ts";

/** The longest line of comments and of lists in one line (characters). */
const width = 110;
/** So much of a text is shown in a comment (characters). */
const longestComment = 2000;

/** The settings as YAML, indented by so many steps of two; what is off as a comment, below what is said of it. */
export function renderEntries(entries: readonly Entry[], depth: number): readonly string[] {
  return entries.flatMap((entry) => {
    const lines = bodyOf(entry, depth);
    return [
      ...commentLines(entry.says, depth),
      ...(isOff(entry) ? lines.map((line) => commentedOut(line, depth)) : lines),
    ];
  });
}

function bodyOf({ key, value }: Entry, depth: number): readonly string[] {
  const start = `${indent(depth)}${scalar(key)}:`;
  if (isEntries(value)) return [start, ...innerLines(value, depth + 1)];
  if (!isItems(value)) return plainLines(key, value, depth);
  const all = value.every(({ off }) => off);
  const items = value.flatMap(({ item, says, off }) => [
    ...commentLines(says, depth + 1),
    `${indent(depth + 1)}${off && !all ? "# " : ""}- ${scalar(item)}`,
  ]);
  return [start, ...items];
}

/** What is off as a whole is commented out as a whole, once. */
function innerLines(entries: readonly Entry[], depth: number): readonly string[] {
  if (!entries.every(isOff)) return renderEntries(entries, depth);
  return entries.flatMap((entry) => [...commentLines(entry.says, depth), ...bodyOf(entry, depth)]);
}

function plainLines(key: string, value: Plain, depth: number): readonly string[] {
  const start = `${indent(depth)}${scalar(key)}:`;
  const whole = `${start} ${flow(value)}`;
  if (typeof value === "string" && value.includes("\n")) return [`${start} ${quoted(value)}`];
  if (whole.length <= width || typeof value !== "object") return [whole];
  if (isList(value)) return [start, ...value.map((item) => `${indent(depth + 1)}- ${scalar(item)}`)];
  return [start, ...Object.entries(value).flatMap(([inner, item]) => plainLines(inner, item, depth + 1))];
}

function flow(value: Plain): string {
  if (typeof value !== "object") return scalar(value);
  if (isList(value)) return `[${value.map((item) => scalar(item)).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${scalar(key)}: ${flow(item)}`)
    .join(", ")}}`;
}

function isList(value: Plain): value is readonly string[] {
  return Array.isArray(value);
}

/** Without quotes only what YAML can take for nothing but a text, in a list as well. */
function scalar(value: string | boolean): string {
  if (typeof value === "boolean") return String(value);
  const isPlain =
    /^[A-Za-z./][\w./@+-]*(?:[ :=][\w./@+=<>-]+)*$/.test(value) &&
    !/: |:$|^(?:true|false|null|yes|no|on|off|y|n|\.inf|\.nan|\.)$/i.test(value);
  if (isPlain) return value;
  return value.includes('"') && !/['\\]/.test(value) && isPrintable(value) ? `'${value}'` : quoted(value);
}

/** Comments on lines of bearable length, in which nothing can end a line. */
export function commentLines(texts: readonly string[], depth: number): readonly string[] {
  return texts.flatMap((text) => {
    const lines: string[] = [];
    let current = "";
    for (const word of onOneLine(text.slice(0, longestComment)).split(" ")) {
      const isFull = current !== "" && indent(depth).length + current.length + word.length + 3 > width;
      if (isFull) lines.push(current);
      current = current === "" ? word : isFull ? `  ${word}` : `${current} ${word}`;
    }
    return [...lines, current].filter(isPrintable).map((line) => `${indent(depth)}# ${line}`);
  });
}

function commentedOut(line: string, depth: number): string {
  return `${indent(depth)}# ${line.slice(indent(depth).length)}`;
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}
