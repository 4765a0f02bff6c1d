/** Where something stands in a text. */
export interface Placed {
  /** The first is 1. */
  readonly line: number;
  /** Offsets of its first character and of what follows its last. */
  readonly start: number;
  readonly end: number;
}

/** A text, number, flag or nothing. */
export interface YamlScalar extends Placed {
  readonly kind: "scalar";
  readonly style: "plain" | "quoted" | "block";
  /** As it reads, whatever it stands for. */
  readonly text: string;
  /** What YAML 1.2's core schema takes it for. */
  readonly value: string | number | boolean | null;
}

export interface YamlSequence extends Placed {
  readonly kind: "sequence";
  readonly items: readonly YamlNode[];
}

export interface YamlMapping extends Placed {
  readonly kind: "mapping";
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

/** What keeps a text from being read, and in which line. */
export class YamlError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.name = "YamlError";
    this.line = line;
  }
}

/** The value under a key; null where the node is no mapping, or has no such key. */
export function entryOf(node: YamlNode | null, key: string): YamlNode | null {
  if (node?.kind !== "mapping") return null;
  return node.entries.find((entry) => entry.key.text === key)?.value ?? null;
}

/** The value at a path of keys; null where there is none. */
export function nodeAt(node: YamlNode | null, ...path: readonly string[]): YamlNode | null {
  return path.reduce<YamlNode | null>(entryOf, node);
}

/** A list's items, or the one that stands in place of a list; none where there is nothing. */
export function itemsOf(node: YamlNode | null): readonly YamlNode[] {
  if (node === null || isEmpty(node)) return [];
  return node.kind === "sequence" ? node.items : [node];
}

/** The text of a scalar; null where there is none, or nothing in it. */
export function textOf(node: YamlNode | null): string | null {
  if (node?.kind !== "scalar" || node.value === null || node.text.trim() === "") return null;
  return node.text.trim();
}

/** Whether nothing is said: `key:` with no value, an empty list or text. */
export function isEmpty(node: YamlNode | null): boolean {
  if (node === null) return true;
  switch (node.kind) {
    case "scalar":
      return node.value === null || node.text.trim() === "";
    case "sequence":
      return node.items.length === 0;
    case "mapping":
      return node.entries.length === 0;
  }
}
