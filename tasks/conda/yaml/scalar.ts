import { type Placed, YamlError, type YamlScalar } from "./node.ts";

/** What a plain text stands for by YAML 1.2's core schema. */
export function plainScalar(text: string, placed: Placed): YamlScalar {
  return { kind: "scalar", style: "plain", text, value: valueOf(text), ...placed };
}

function valueOf(text: string): string | number | boolean | null {
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^[-+]?\d+$/.test(text) || /^0(?:o[0-7]+|x[\da-fA-F]+)$/.test(text)) return Number(text);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  if (/^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(text)) return Number.NaN;
  return text;
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

/** Reads a quoted text that begins at `start`. */
export function quotedScalar(source: string, start: number, line: number): YamlScalar {
  const quote = source[start] ?? "";
  const parts: string[] = [];
  let at = start + 1;
  for (; at < source.length; at += 1) {
    const character = source[at] ?? "";
    if (character === quote) {
      if (quote !== "'" || source[at + 1] !== "'") break;
      parts.push("'");
      at += 1;
    } else if (character === "\\" && quote === '"') {
      const [text, length] = escaped(source.slice(at + 1, at + 200), line);
      parts.push(text);
      at += length;
    } else if (character === "\n") {
      at = foldInto(parts, source, at);
    } else parts.push(character);
  }
  if (at >= source.length) throw new YamlError(line, "opens a quote that nothing closes");
  const text = parts.join("");
  return { kind: "scalar", style: "quoted", text, value: text, line, start, end: at + 1 };
}

/** What follows a backslash, and how many characters it takes up. */
function escaped(rest: string, line: number): readonly [string, number] {
  const [first = ""] = rest;
  const wanted = { x: 2, u: 4, U: 8 }[first];
  if (wanted !== undefined) {
    const digits = /^[\da-fA-F]+/.exec(rest.slice(1, wanted + 1))?.[0] ?? "";
    const code = Number.parseInt(digits, 16);
    if (digits.length < wanted || code > 0x10ffff)
      throw new YamlError(line, `has the broken escape \\${first}`);
    return [String.fromCodePoint(code), wanted + 1];
  }
  if (first === "\n") return ["", /^\n[ \t]*/.exec(rest)?.[0].length ?? 1];
  const text = escapes[first];
  if (text === undefined) throw new YamlError(line, `has the unknown escape \\${first}`);
  return [text, 1];
}

/** A line break within quotes is a space, and n of them with nothing between are n - 1 breaks; answers the last place. */
function foldInto(parts: string[], source: string, at: number): number {
  while (/^[ \t]$/.test(parts.at(-1) ?? "")) parts.pop();
  const [run = "\n"] = /^(?:\n[ \t]*)+/.exec(source.slice(at)) ?? [];
  const breaks = run.split("\n").length - 1;
  parts.push(breaks === 1 ? " " : "\n".repeat(breaks - 1));
  return at + run.length - 1;
}

/** What the head of a block text says: `|`, `>-`, `|2+`. */
export interface BlockHead {
  readonly folded: boolean;
  readonly chomping: "clip" | "strip" | "keep";
  /** Columns beyond its parent's; null: as its first line has. */
  readonly indent: number | null;
}

/** Reads the head of a block text; null where it is none. */
export function blockHead(text: string): BlockHead | null {
  const [, style, marks = ""] = /^([|>])([-+]?[1-9]?|[1-9][-+])\s*(?:\s#.*)?$/.exec(text) ?? [];
  if (style === undefined) return null;
  const digit = /[1-9]/.exec(marks)?.[0];
  const chomping = marks.includes("-") ? "strip" : marks.includes("+") ? "keep" : "clip";
  return { folded: style === ">", chomping, indent: digit === undefined ? null : Number(digit) };
}

/** The text of a block, its lines without their indentation. */
export function blockText(lines: readonly string[], { folded, chomping }: BlockHead): string {
  const last = lines.findLastIndex((line) => line !== "") + 1;
  const body = lines.slice(0, last);
  const text = folded ? foldLines(body) : body.join("\n");
  if (chomping === "strip") return text;
  const empty = lines.length - last;
  if (last === 0) return chomping === "keep" ? "\n".repeat(empty) : "";
  return text + (chomping === "keep" ? "\n".repeat(empty + 1) : "\n");
}

/** Lines become one, but for blank lines between them and for lines that begin with a blank. */
function foldLines(lines: readonly string[]): string {
  let text = "";
  let breaks = 0;
  let before: "text" | "spaced" | null = null;
  for (const line of lines) {
    if (line === "") {
      breaks += 1;
      continue;
    }
    const kind = /^[ \t]/.test(line) ? "spaced" : "text";
    if (before === null) text += "\n".repeat(breaks);
    else if (kind === "spaced" || before === "spaced") text += "\n".repeat(breaks + 1);
    else text += breaks === 0 ? " " : "\n".repeat(breaks);
    text += line;
    before = kind;
    breaks = 0;
  }
  return text;
}
