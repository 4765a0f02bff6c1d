import { flowNode } from "./flow.ts";
import { type YamlEntry, YamlError, type YamlMapping, type YamlNode, type YamlScalar } from "./node.ts";
import { blockHead, blockText, plainScalar, quotedScalar } from "./scalar.ts";

/** A line with something in it, or what is left of one behind `- ` or `key: `. */
interface Line {
  readonly number: number;
  /** Column of its first character. */
  readonly indent: number;
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
}

/**
 * Reads the YAML that recipes are written in: one document of mappings, lists and texts, quoted, folded or in brackets.
 * Throws a YamlError on what is none, and on what recipes have no use for: anchors, aliases, tags, complex keys.
 */
export function readYaml(source: string): YamlNode {
  if (source.startsWith("\ufeff")) throw new YamlError(1, "begins with a byte order mark");
  return new Reader(source.replaceAll("\r\n", " \n")).document();
}

const key =
  /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`,[\]{}?:-](?:[^:#]|:(?=\S)|(?<=\S)#)*?|[?:-](?=\S)(?:[^:#]|:(?=\S)|(?<=\S)#)*?)\s*:(?=\s|$)/;

class Reader {
  readonly #source: string;
  readonly #rows: readonly string[];
  readonly #offsets: readonly number[];
  /** The next row, counted from 0, and what is left of it. */
  #row = 0;
  #rest: Line | null = null;

  constructor(source: string) {
    this.#source = source;
    this.#rows = source.split("\n");
    let at = 0;
    this.#offsets = this.#rows.map((row) => (at += row.length + 1) - row.length - 1);
  }

  document(): YamlNode {
    const first = this.#peek();
    if (first !== null && /^---\s*(?:#.*)?$/.test(first.text)) this.#row = first.number;
    const start = this.#peek();
    if (start === null) throw new YamlError(1, "holds nothing");
    const node = this.#block(start.indent);
    const after = this.#peek();
    if (after !== null)
      throw new YamlError(after.number, "stands in no list or mapping, or too far left or right");
    return node;
  }

  /** The next line with something in it; null behind the last. */
  #peek(): Line | null {
    if (this.#rest !== null) return this.#rest;
    for (; this.#row < this.#rows.length; this.#row += 1) {
      const row = this.#rows[this.#row] ?? "";
      const text = row.trimStart();
      if (text.trim() === "" || text.startsWith("#")) continue;
      const indent = row.length - text.length;
      if (/^ *\t/.test(row)) throw new YamlError(this.#row + 1, "is indented by a tab");
      if (/^(?:---|\.\.\.)(?:\s|$)/.test(row) && this.#row > 0 && this.#hasBefore()) {
        throw new YamlError(this.#row + 1, "begins a second document");
      }
      return {
        number: this.#row + 1,
        indent,
        text: text.trimEnd(),
        start: (this.#offsets[this.#row] ?? 0) + indent,
      };
    }
    return null;
  }

  #hasBefore(): boolean {
    return this.#rows.slice(0, this.#row).some((row) => !/^\s*(?:#|$)/.test(row));
  }

  #next(): void {
    if (this.#rest !== null) this.#row = this.#rest.number;
    else this.#row += 1;
    this.#rest = null;
  }

  /** What is left of a line behind its first characters becomes a line of its own. */
  #cut(line: Line, length: number): Line {
    const blanks = /^\s*/.exec(line.text.slice(length))?.[0].length ?? 0;
    const skipped = length + blanks;
    const rest = {
      number: line.number,
      indent: line.indent + skipped,
      text: line.text.slice(skipped),
      start: line.start + skipped,
    };
    this.#rest = rest;
    return rest;
  }

  #block(indent: number): YamlNode {
    const line = this.#peek();
    if (line === null) throw new YamlError(this.#rows.length, "ends too early");
    if (/^-(?:\s|$)/.test(line.text)) return this.#sequence(indent);
    if (key.test(line.text)) return this.#mapping(indent);
    return this.#scalar(line, indent - 1);
  }

  #sequence(indent: number): YamlNode {
    const items: YamlNode[] = [];
    const first = this.#peek();
    for (let line = first; line?.indent === indent && /^-(?:\s|$)/.test(line.text); line = this.#peek()) {
      items.push(this.#value(line, 1, indent));
    }
    const [start, end] = [first?.start ?? 0, items.at(-1)?.end ?? 0];
    return { kind: "sequence", items, line: first?.number ?? 1, start, end };
  }

  #mapping(indent: number): YamlMapping {
    const entries: YamlEntry[] = [];
    const first = this.#peek();
    for (let line = first; line?.indent === indent; line = this.#peek()) {
      const [head] = key.exec(line.text) ?? [];
      if (head === undefined || /^-\s/.test(line.text))
        throw new YamlError(line.number, "is no key with a colon behind it");
      const name = this.#key(head.slice(0, -1).trimEnd(), line);
      if (entries.some((entry) => entry.key.text === name.text)) {
        throw new YamlError(line.number, `has ${name.text} twice`);
      }
      entries.push({ key: name, value: this.#value(line, head.length, indent) });
    }
    const [start, end] = [first?.start ?? 0, entries.at(-1)?.value.end ?? 0];
    return { kind: "mapping", entries, line: first?.number ?? 1, start, end };
  }

  #key(text: string, { number, start }: Line): YamlScalar {
    if (/^["']/.test(text)) return quotedScalar(this.#source, start, number);
    return plainScalar(text, { line: number, start, end: start + text.length });
  }

  /** What stands behind `- ` or `key:`, in its line or in those that follow. */
  #value(line: Line, length: number, indent: number): YamlNode {
    const rest = this.#cut(line, length);
    const isItem = line.text.startsWith("-") && length === 1;
    if (rest.text !== "" && !rest.text.startsWith("#")) {
      return isItem ? this.#item(rest, indent) : this.#inline(rest, indent);
    }
    this.#next();
    const below = this.#peek();
    const isList = !isItem && below?.indent === indent && /^-(?:\s|$)/.test(below.text);
    if (below !== null && (below.indent > indent || isList)) return this.#block(below.indent);
    const end = line.start + line.text.length;
    return plainScalar("", { line: line.number, start: end, end });
  }

  #item(rest: Line, parent: number): YamlNode {
    const isNested = /^-(?:\s|$)/.test(rest.text) || key.test(rest.text);
    return isNested ? this.#block(rest.indent) : this.#scalar(rest, parent);
  }

  #inline(rest: Line, parent: number): YamlNode {
    if (/^-\s/.test(rest.text) || (!/^["'[{]/.test(rest.text) && key.test(rest.text))) {
      throw new YamlError(rest.number, "has a second key or a list behind a key");
    }
    return this.#scalar(rest, parent);
  }

  /** A text, or what stands in brackets, whose lines are indented more than `parent`. */
  #scalar(line: Line, parent: number): YamlNode {
    if (/^[&*!%@`]/.test(line.text)) {
      throw new YamlError(line.number, `begins with ${line.text[0] ?? ""}, which recipes have no use for`);
    }
    if (/^["']/.test(line.text)) return this.#ended(quotedScalar(this.#source, line.start, line.number));
    if (/^[[{]/.test(line.text)) return this.#ended(flowNode(this.#source, line.start, line.number));
    if (/^[|>]/.test(line.text)) return this.#blockScalar(line, parent);
    return this.#plain(line, parent);
  }

  /** Nothing but a comment may follow in the line where it ends. */
  #ended(node: YamlNode): YamlNode {
    const row = this.#offsets.findLastIndex((offset) => offset < node.end);
    const behind = this.#source.slice(node.end, (this.#offsets[row] ?? 0) + (this.#rows[row] ?? "").length);
    if (!/^\s*(?:\s#.*)?$/.test(behind))
      throw new YamlError(row + 1, "has something behind a text or bracket that ended");
    this.#rest = null;
    this.#row = row + 1;
    return node;
  }

  #plain(line: Line, parent: number): YamlScalar {
    const parts = [withoutComment(line.text)];
    let end = line.start + (parts[0] ?? "").length;
    let open = parts[0] === line.text;
    this.#next();
    let row = this.#row;
    for (let below = this.#peek(); open && below !== null && below.indent > parent; below = this.#peek()) {
      if (key.test(below.text)) throw new YamlError(below.number, "is a key within a text; quote the text");
      if (this.#rows.slice(row, below.number - 1).some((text) => text.trim() !== "")) break;
      const text = withoutComment(below.text);
      parts.push("\n".repeat(below.number - 1 - row) || " ", text);
      end = below.start + text.length;
      open = text === below.text;
      this.#next();
      row = this.#row;
    }
    return plainScalar(parts.join(""), { line: line.number, start: line.start, end });
  }

  #blockScalar(line: Line, parent: number): YamlScalar {
    const head = blockHead(line.text);
    if (head === null) throw new YamlError(line.number, "has something behind | or >");
    this.#next();
    const least = Math.max(parent, -1) + 1;
    let indent = head.indent === null ? null : Math.max(parent, 0) + head.indent;
    const lines: string[] = [];
    let end = line.start + line.text.length;
    for (; this.#row < this.#rows.length; this.#row += 1) {
      const row = this.#rows[this.#row] ?? "";
      const own = /^ */.exec(row)?.[0].length ?? 0;
      const isBlank = row.trim() === "";
      if (!isBlank && indent === null) indent = own;
      if (!isBlank && own < Math.max(indent ?? least, least)) break;
      lines.push(isBlank && own < (indent ?? Infinity) ? "" : row.slice(indent ?? 0));
      end = (this.#offsets[this.#row] ?? 0) + row.length;
    }
    // What follows the last line break of the source is no line of it.
    if (this.#row === this.#rows.length && lines.at(-1) === "") lines.pop();
    const text = blockText(lines, head);
    return { kind: "scalar", style: "block", text, value: text, line: line.number, start: line.start, end };
  }
}

function withoutComment(text: string): string {
  return text.replace(/\s+#.*$/, "").trimEnd();
}
