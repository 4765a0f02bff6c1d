import { type YamlNode, entryOf } from "../yaml/node.ts";

/** Variables of a recipe, by name. */
export type Context = ReadonlyMap<string, string>;

const piece = /\$\{\{((?:[^}]|\}(?!\}))*)\}\}/g;

/** The variables of a recipe's context, those before each put into it. */
export function contextOf(root: YamlNode): Context {
  const context = new Map<string, string>();
  const node = entryOf(root, "context");
  for (const { key, value } of node?.kind === "mapping" ? node.entries : []) {
    if (value.kind === "scalar") context.set(key.text, resolved(value.text, context));
  }
  return context;
}

/** A text with what it takes from the context put in; what can't be told stays as it is. */
export function resolved(text: string, context: Context): string {
  return text.replaceAll(
    piece,
    (whole, expression: string) => evaluated(expression.trim(), context) ?? whole,
  );
}

/** A condition with texts that are joined by `~` as one: `"<" ~ python_min`. */
export function joinedTexts(condition: string, context: Context): string {
  return condition.replaceAll(/["']([^"']*)["']\s*~\s*(\w+)/g, (whole, text: string, name: string) => {
    const value = context.get(name);
    return value === undefined ? whole : `"${text}${value}"`;
  });
}

/** The value of a variable, a text, and what filters and `~` make of them; null where it takes more to tell. */
function evaluated(expression: string, context: Context): string | null {
  const parts = expression.match(/"[^"]*"|'[^']*'|[^"'~]+|~/g) ?? [];
  const sides = parts
    .join("\0")
    .split("\0~\0")
    .map((side) => side.replaceAll("\0", ""));
  const values = sides.map((side) => operand(side.trim(), context));
  return values.includes(null) ? null : values.join("");
}

function operand(text: string, context: Context): string | null {
  const [first = "", ...filters] = text.split("|").map((part) => part.trim());
  const start = first.startsWith("(") ? null : subject(first, context);
  return filters.reduce<string | null>(
    (value, filter) => (value === null ? null : filtered(value, filter)),
    start,
  );
}

function subject(text: string, context: Context): string | null {
  const literal = /^(?:"([^"]*)"|'([^']*)')$/.exec(text);
  if (literal !== null) return literal[1] ?? literal[2] ?? "";
  const [, name = "", index] = /^([A-Za-z_]\w*)(?:\[(\d+)\])?$/.exec(text) ?? [];
  const value = context.get(name);
  if (value === undefined) return null;
  return index === undefined ? value : (value[Number(index)] ?? "");
}

function filtered(value: string, filter: string): string | null {
  if (filter === "lower") return value.toLowerCase();
  if (filter === "upper") return value.toUpperCase();
  if (filter === "string" || filter === "trim") return value.trim();
  const [, from, to] = /^replace\(\s*["']([^"']*)["']\s*,\s*["']([^"']*)["']\s*\)$/.exec(filter) ?? [];
  return from === undefined || to === undefined ? null : value.replaceAll(from, to);
}
