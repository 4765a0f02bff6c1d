import { isPrintable, onOneLine, quoted } from "../../printable.ts";

/** Plain data: scalars, lists and objects of plain data, with comments where they matter. */
export type Node = string | number | boolean | null | object;

/** A value with a comment behind it, or written on one line. */
export class Annotated {
  readonly value: Node;
  readonly comment: string | undefined;
  readonly flow: boolean;

  constructor(value: Node, options: { readonly comment?: string; readonly flow?: boolean }) {
    this.value = value;
    this.comment = options.comment === undefined ? undefined : onOneLine(options.comment);
    this.flow = options.flow ?? false;
  }
}

/**
 * Writes an object as YAML that versions 1.1 and 1.2 read alike: strings are quoted wherever there is a doubt,
 * several lines become a literal block, no line is folded. Of its own and not the `yaml` library's, whose
 * document model needs some thirty times as long, in the path of each preview.
 */
export function toYaml(map: object, indent = ""): string {
  const writer = new Writer();
  writer.map(map, indent);
  return `${writer.lines.join("\n")}\n`;
}

class Writer {
  readonly lines: string[] = [];

  map(map: object, indent: string): void {
    for (const [key, value] of entriesOf(map)) this.#entry(`${indent}${keyOf(key)}:`, value, indent);
  }

  #list(list: readonly Node[], indent: string): void {
    for (const item of list) {
      if (!isMap(item) || Object.keys(item).length === 0) {
        this.#entry(`${indent}-`, item, indent);
        continue;
      }
      const at = this.lines.length;
      this.map(item, `${indent}  `);
      this.lines[at] = `${indent}- ${(this.lines[at] ?? "").slice(indent.length + 2)}`;
    }
  }

  #entry(start: string, node: Node, indent: string): void {
    if (node instanceof Annotated) {
      const value = node.flow ? flowOf(node.value) : scalarOf(node.value);
      this.lines.push(`${start} ${value}${node.comment ? ` # ${node.comment}` : ""}`);
    } else if (isList(node) && node.length > 0) {
      this.lines.push(start);
      this.#list(node, `${indent}  `);
    } else if (isMap(node) && Object.keys(node).length > 0) {
      this.lines.push(start);
      this.map(node, `${indent}  `);
    } else if (typeof node === "string" && isBlock(node)) {
      const text = node.endsWith("\n") ? node.slice(0, -1) : node;
      this.lines.push(`${start} |${node.endsWith("\n") ? "" : "-"}`);
      for (const line of text.split("\n")) this.lines.push(line === "" ? "" : `${indent}  ${line}`);
    } else {
      this.lines.push(`${start} ${scalarOf(node)}`);
    }
  }
}

function isMap(node: Node): node is object {
  return typeof node === "object" && node !== null && !isList(node) && !(node instanceof Annotated);
}

function isList(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}

function entriesOf(map: object): [string, Node][] {
  return Object.entries(map) as [string, Node][];
}

/** Only what a literal block holds without an indentation indicator or a keep mark. */
function isBlock(text: string): boolean {
  return (
    /^[^\s]/.test(text) &&
    text.slice(0, -1).includes("\n") &&
    !text.endsWith("\n\n") &&
    !/[^\n\x20-\ud7ff]/.test(text) &&
    isPrintable(text.replaceAll("\n", ""))
  );
}

function scalarOf(node: Node): string {
  if (typeof node === "string") return writtenText(node);
  if (isList(node)) return "[]";
  return typeof node === "object" && node !== null ? "{}" : String(node);
}

/** The jobs of a workflow say the same things again and again, and judging a text takes the most of the time. */
const written = new Map<string, string>();
const mostWritten = 2000;

function writtenText(text: string): string {
  const known = written.get(text);
  if (known !== undefined) return known;
  const found = isPlain(text) ? text : quoted(text);
  if (written.size >= mostWritten) written.clear();
  written.set(text, found);
  return found;
}

function flowOf(node: Node): string {
  if (isList(node)) return `[${node.map(flowOf).join(", ")}]`;
  if (isMap(node)) {
    const entries = entriesOf(node).map(([key, value]) => `${flowKeyOf(key)}: ${flowOf(value)}`);
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return typeof node === "string" && flowIndicators.test(node) ? quoted(node) : scalarOf(node);
}

const flowIndicators = /[,[\]{}]/;

function flowKeyOf(key: string): string {
  return flowIndicators.test(key) ? quoted(key) : keyOf(key);
}

/** `on` is a truth value to YAML 1.1 alone, and every reader of workflows knows the key. */
function keyOf(key: string): string {
  return key === "on" ? key : writtenText(key);
}

const startsPlainly = /^[A-Za-z_/.$<][\x20-\ud7ff]*$/;
const readsAsOther = /^(true|false|yes|no|on|off|null|y|n|[-+]?\.(inf|nan)|\.[0-9_]+(e[-+]?[0-9]+)?|<<)$/i;

function isPlain(text: string): boolean {
  return (
    startsPlainly.test(text) && isPrintable(text) && !readsAsOther.test(text) && !/: |:$| #|\s$/.test(text)
  );
}
