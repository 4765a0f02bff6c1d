import { isAlias, LineCounter, parseDocument, visit } from "yaml";
import type { Document } from "yaml";
import { FaultsError } from "../../config/fault.ts";
import { isRecord } from "../changes/value.ts";

/** A file that the operator writes. */
export interface YamlFile {
  /** As faults name it: `Pulumi.prod.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** The map that a YAML file holds. Throws a FaultsError for what is not YAML, or no map; `mend` says what to write. */
export function yamlMap({ name, text }: YamlFile, mend: string): Record<string, unknown> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  const broken = error ? { at: error.pos[0], why: error.message } : unresolved(document);
  if (broken !== undefined) {
    // An error at the end of a file is met beyond its last line.
    const line = Math.min(lines.linePos(broken.at).line, text.trimEnd().split("\n").length);
    const fault = `is not valid YAML (${broken.why.replace(/\.$/, "")})`;
    throw new FaultsError([
      { place: `${name}:${line}`, fault, mend: "correct that line, then run it again" },
    ]);
  }
  const value = valueOf(document, name);
  if (value === null || value === undefined) {
    throw new FaultsError([{ place: name, fault: "is empty", mend }]);
  }
  if (!isRecord(value)) {
    throw new FaultsError([{ place: name, fault: `is ${kindOf(value)}, not a map of settings`, mend }]);
  }
  return value;
}

/** What a value is, for a sentence: `a list`, `text`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}

/** An alias without its anchor is found only when the value is made. */
function unresolved(document: Document): { readonly at: number; readonly why: string } | undefined {
  let found: { readonly at: number; readonly why: string } | undefined;
  visit(document, (_key, node) => {
    if (!isAlias(node) || node.resolve(document) !== undefined) return;
    found ??= { at: node.range?.[0] ?? 0, why: `there is no anchor &${node.source} before *${node.source}` };
  });
  return found;
}

function valueOf(document: Document, name: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    // Such as aliases that would grow beyond measure.
    const why = error instanceof Error ? error.message : String(error);
    const fault = `is not valid YAML (${why})`;
    throw new FaultsError([{ place: name, fault, mend: "correct it, then run it again" }]);
  }
}
