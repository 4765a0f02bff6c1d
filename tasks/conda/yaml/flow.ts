import { type YamlEntry, YamlError, type YamlMapping, type YamlNode, type YamlSequence } from "./node.ts";
import { plainScalar, quotedScalar } from "./scalar.ts";

/** Reads `[a, b]` or `{a: b}` that begins at `start`. */
export function flowNode(source: string, start: number, line: number): YamlSequence | YamlMapping {
  return new FlowReader(source, start, line).collection();
}

class FlowReader {
  readonly #source: string;
  #at: number;
  #line: number;

  constructor(source: string, start: number, line: number) {
    this.#source = source;
    this.#at = start;
    this.#line = line;
  }

  collection(): YamlSequence | YamlMapping {
    const [start, line] = [this.#at, this.#line];
    const isList = this.#source[start] === "[";
    this.#at += 1;
    const items: YamlNode[] = [];
    const entries: YamlEntry[] = [];
    this.#blanks();
    while (this.#peek() !== (isList ? "]" : "}")) {
      if (isList) items.push(this.#node());
      else entries.push(this.#entry(entries));
      this.#separator(isList);
    }
    this.#at += 1;
    const placed = { line, start, end: this.#at };
    return isList ? { kind: "sequence", items, ...placed } : { kind: "mapping", entries, ...placed };
  }

  #entry(before: readonly YamlEntry[]): YamlEntry {
    const key = this.#node();
    if (key.kind !== "scalar") throw new YamlError(this.#line, "has a list or a mapping as a key");
    if (before.some((entry) => entry.key.text === key.text)) {
      throw new YamlError(key.line, `has ${key.text} twice`);
    }
    this.#blanks();
    if (this.#peek() !== ":") return { key, value: this.#nothing() };
    this.#at += 1;
    this.#blanks();
    return { key, value: /[,}]/.test(this.#peek()) ? this.#nothing() : this.#node() };
  }

  #node(): YamlNode {
    const first = this.#peek();
    if (first === "[" || first === "{") return this.collection();
    if (first === '"' || first === "'") {
      const scalar = quotedScalar(this.#source, this.#at, this.#line);
      this.#line += this.#source.slice(this.#at, scalar.end).split("\n").length - 1;
      this.#at = scalar.end;
      return scalar;
    }
    const [text = ""] =
      /^(?:[^,[\]{}:#\s]|:(?![\s,[\]{}])|(?<=\S)#|[ \t]+(?![\s#]|:[\s,[\]{}]|[,[\]{}]))+/.exec(
        this.#source.slice(this.#at),
      ) ?? [];
    if (text === "" || /^[&*!|>%@`]/.test(text)) {
      throw new YamlError(this.#line, "is no YAML that a recipe may have within brackets");
    }
    const start = this.#at;
    this.#at += text.length;
    return plainScalar(text, { line: this.#line, start, end: this.#at });
  }

  #separator(isList: boolean): void {
    this.#blanks();
    if (this.#peek() === ",") {
      this.#at += 1;
      this.#blanks();
    } else if (this.#peek() !== (isList ? "]" : "}")) {
      throw new YamlError(this.#line, "lacks a comma, or what closes a bracket");
    }
  }

  #blanks(): void {
    for (;;) {
      const [run = ""] = /^(?:[ \t\n]+|(?<=[\s,[{])#[^\n]*)/.exec(this.#source.slice(this.#at)) ?? [];
      if (run === "") break;
      this.#line += run.split("\n").length - 1;
      this.#at += run.length;
    }
    if (this.#at >= this.#source.length)
      throw new YamlError(this.#line, "opens a bracket that nothing closes");
  }

  #peek(): string {
    return this.#source[this.#at] ?? "";
  }

  #nothing(): YamlNode {
    return plainScalar("", { line: this.#line, start: this.#at, end: this.#at });
  }
}
