/** A value of TOML; numbers, dates and flags are left as they are written, as nothing here asks for them. */
export type TomlValue = string | readonly TomlValue[] | TomlTable;

// An alias can not name itself in what it stands for, so that it is no Record.
export interface TomlTable {
  readonly [key: string]: TomlValue;
}

/** What keeps a text from being read, and in which line. */
export class TomlError extends Error {}

/** Reads TOML; throws a TomlError where it is none. What is valid is read right, and much of what is not is refused. */
export function readToml(source: string): TomlTable {
  return new Reader(source.replaceAll("\r\n", "\n")).document();
}

type OpenTable = Record<string, TomlValue>;

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  document(): TomlTable {
    const root = newTable();
    let table = root;
    this.#skip();
    while (this.#at < this.#source.length) {
      const head = this.#take(/^\[\[?/);
      if (head === null) {
        this.#assign(table);
      } else {
        const path = this.#path();
        if (this.#take(head === "[[" ? /^\]\]/ : /^\]/) === null)
          throw this.#error("a table's head is not closed");
        table = head === "[[" ? this.#appended(root, path) : this.#descend(root, path);
      }
      this.#take(/^[ \t]*(?:#[^\n]*)?/);
      if (this.#at < this.#source.length && this.#take(/^\n/) === null)
        throw this.#error("something stands behind a value");
      this.#skip();
    }
    return root;
  }

  #assign(table: OpenTable): void {
    const path = this.#path();
    if (this.#take(/^=[ \t]*/) === null) throw this.#error("a key has no value");
    const inner = this.#descend(table, path.slice(0, -1));
    const name = path.at(-1) ?? "";
    if (Object.hasOwn(inner, name)) throw this.#error(`${name} is there twice`);
    inner[name] = this.#value();
  }

  #path(): readonly string[] {
    const path: string[] = [];
    do {
      this.#take(/^[ \t]+/);
      const bare = this.#take(/^[A-Za-z0-9_-]+/);
      path.push(bare ?? this.#text() ?? this.#fail("a key is missing"));
      this.#take(/^[ \t]+/);
    } while (this.#take(/^\./) !== null);
    return path;
  }

  #value(): TomlValue {
    const text = this.#text();
    if (text !== null) return text;
    if (this.#take(/^\[/) !== null) return this.#list();
    if (this.#take(/^\{/) !== null) return this.#inlineTable();
    return this.#take(/^[A-Za-z0-9+.:_-]+(?: \d\d:[\d:.Zz+-]+)?/) ?? this.#fail("a value is missing");
  }

  #list(): readonly TomlValue[] {
    const items: TomlValue[] = [];
    for (;;) {
      this.#skip();
      if (this.#take(/^\]/) !== null) return items;
      items.push(this.#value());
      this.#skip();
      if (this.#take(/^,/) === null && this.#source[this.#at] !== "]")
        throw this.#error("a list lacks a comma or its end");
    }
  }

  #inlineTable(): TomlTable {
    const table = newTable();
    for (;;) {
      this.#skip();
      if (this.#take(/^\}/) !== null) return table;
      this.#assign(table);
      this.#skip();
      if (this.#take(/^,/) === null && this.#source[this.#at] !== "}")
        throw this.#error("a table lacks a comma or its end");
    }
  }

  /** Null where no quote begins. */
  #text(): string | null {
    const long = this.#take(/^"""\n?(?:[^"\\]|\\[^]|"{1,2}(?!"))*"{3,5}/);
    if (long !== null) return this.#unescaped(long.replace(/^"""\n?/, "").slice(0, -3));
    const raw = this.#take(/^'''\n?(?:[^']|'{1,2}(?!'))*'{3,5}/);
    if (raw !== null) return raw.replace(/^'''\n?/, "").slice(0, -3);
    const basic = this.#take(/^"(?:[^"\\\n]|\\[^\n])*"/);
    if (basic !== null) return this.#unescaped(basic.slice(1, -1));
    const literal = this.#take(/^'[^'\n]*'/);
    if (literal !== null) return literal.slice(1, -1);
    return /^["']/.test(this.#source[this.#at] ?? "") ? this.#fail("a text is not closed") : null;
  }

  #unescaped(text: string): string {
    const named: Readonly<Record<string, string>> = {
      b: "\b",
      t: "\t",
      n: "\n",
      f: "\f",
      r: "\r",
      e: "\x1b",
      '"': '"',
      "\\": "\\",
    };
    return text.replaceAll(/\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|x[\da-fA-F]{2}|[ \t]*\n\s*|[^])/g, (whole) => {
      if (whole.includes("\n")) return "";
      const digits = /^\\[uUx](.+)$/.exec(whole)?.[1];
      const code = digits === undefined ? null : Number.parseInt(digits, 16);
      if (code !== null && code <= 0x10ffff) return String.fromCodePoint(code);
      return named[whole.slice(1)] ?? this.#fail(`${whole} is no escape`);
    });
  }

  /** The table at a path, made where it is not there; the last one of a list of tables. */
  #descend(table: OpenTable, path: readonly string[]): OpenTable {
    return path.reduce((inner, name) => {
      if (!Object.hasOwn(inner, name)) inner[name] = newTable();
      const found = inner[name];
      const last: TomlValue | undefined = Array.isArray(found)
        ? (found as readonly TomlValue[]).at(-1)
        : found;
      return isTable(last) ? last : this.#fail(`${name} is no table`);
    }, table);
  }

  #appended(root: OpenTable, path: readonly string[]): OpenTable {
    const inner = this.#descend(root, path.slice(0, -1));
    const name = path.at(-1) ?? "";
    const table = newTable();
    const before = Object.hasOwn(inner, name) ? inner[name] : [];
    if (!Array.isArray(before)) throw this.#error(`${name} is no list of tables`);
    inner[name] = [...(before as readonly TomlValue[]), table];
    return table;
  }

  /** Blanks, line breaks and comments. */
  #skip(): void {
    this.#take(/^(?:\s|#[^\n]*)+/);
  }

  #take(pattern: RegExp): string | null {
    const found = pattern.exec(this.#source.slice(this.#at))?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }

  #fail(message: string): never {
    throw this.#error(message);
  }

  #error(message: string): TomlError {
    return new TomlError(`${message} in line ${this.#source.slice(0, this.#at).split("\n").length}`);
  }
}

/** Without a prototype, whose names keys may have. */
function newTable(): OpenTable {
  return Object.create(null) as OpenTable;
}

function isTable(value: TomlValue | undefined): value is OpenTable {
  return typeof value === "object" && !Array.isArray(value);
}
