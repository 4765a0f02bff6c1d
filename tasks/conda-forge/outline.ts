/** A scalar of a block of YAML, with where it stands: `source.sha256`, `extra.recipe-maintainers[0]`. */
export interface OutlineEntry {
  readonly path: string;
  readonly value: string;
}

/** A mapping or a list that the lines below may belong to. */
interface Level {
  readonly indent: number;
  readonly path: string;
  items: number;
}

/**
 * The scalars of YAML as recipes are written: blocks of mappings and lists, one entry a line. Flow collections stay as
 * they are written, texts of several lines are left out, and lines of templates (`{% ... %}`) too. Never throws: what
 * feedstocks hold is others', and older recipes are no YAML at all. Small, since the last program of a release has it.
 */
export function outlineOf(source: string): readonly OutlineEntry[] {
  const reader = new OutlineReader();
  for (const line of source.replaceAll("\r\n", "\n").split("\n")) reader.take(line);
  return reader.entries;
}

class OutlineReader {
  readonly entries: OutlineEntry[] = [];
  readonly #root: Level = { indent: -1, path: "", items: 0 };
  /** Those within each other that the last line stands in, without the whole. */
  readonly #levels: Level[] = [];
  /** Where a text of several lines began: what is deeper belongs to it. */
  #textIndent: number | null = null;

  take(line: string): void {
    const content = line.trim();
    if (content === "" || content.startsWith("#") || content.startsWith("{%")) return;
    const indent = line.length - line.trimStart().length;
    if (this.#textIndent !== null && indent > this.#textIndent) return;
    this.#textIndent = null;
    this.#entry(content, indent);
  }

  #entry(content: string, indent: number): void {
    const item = /^-(?:\s+(.*))?$/.exec(content);
    if (item === null) {
      this.#pair(content, indent, this.#parent(indent, false).path);
      return;
    }
    const list = this.#parent(indent, true);
    const path = `${list.path}[${list.items}]`;
    list.items += 1;
    const rest = item[1] ?? "";
    const offset = content.length - rest.length;
    this.#levels.push({ indent: indent + (rest === "" ? 0.5 : offset - 0.5), path, items: 0 });
    if (rest !== "") this.#pair(rest, indent + offset, path);
  }

  /** The level that a line belongs to; a list may stand as deep as the key that it is the value of. */
  #parent(indent: number, isItem: boolean): Level {
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      if (isItem ? level.indent <= indent : level.indent < indent) return level;
      this.#levels.pop();
    }
    return this.#root;
  }

  #pair(content: string, indent: number, parent: string): void {
    const [, quoted, plain, rest = ""] = /^(?:["']([^"']+)["']|([^\s"'#:{[-][^:]*?))\s*:(?:\s+(.*))?$/.exec(
      content,
    ) ?? [null, undefined, undefined, content];
    const key = quoted ?? plain;
    const path = key === undefined ? parent : parent === "" ? key : `${parent}.${key}`;
    const value = scalarOf(rest);
    if (/^[|>][-+\d]*$/.test(value)) this.#textIndent = indent;
    else if (value !== "") this.entries.push({ path, value });
    else if (key !== undefined) this.#levels.push({ indent, path, items: 0 });
  }
}

/** Without quotes, and without the comment behind it. */
function scalarOf(text: string): string {
  const trimmed = text.trim();
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(trimmed);
  if (double !== null) return (double[1] ?? "").replaceAll(/\\(["\\])/g, "$1");
  const single = /^'((?:[^']|'')*)'/.exec(trimmed);
  if (single !== null) return (single[1] ?? "").replaceAll("''", "'");
  return trimmed.replace(/(^|\s)#.*$/, "").trim();
}
