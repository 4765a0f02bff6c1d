/**
 * Whether a tag's name fits a pattern of an environment: `*` and `?` stand for anything but a slash, a folder of two
 * stars for any number of folders, `[...]` for one of these characters (Ruby's File.fnmatch with FNM_PATHNAME).
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const parts = pattern.match(/\*\*\/|\*+|\?|\[[!^]?[^\]]+\]|\\.|[^]/g) ?? [];
  return new RegExp(`^${parts.map(expressionOf).join("")}$`, "u").test(name);
}

function expressionOf(part: string): string {
  if (part === "**/") return "(?:[^/]+/)*";
  if (part.startsWith("*")) return "[^/]*";
  if (part === "?") return "[^/]";
  if (part.length > 2 && part.startsWith("[")) {
    const inner = part.slice(1, -1).replace(/^[!^]/, "");
    return `[${inner.length < part.length - 2 ? "^" : ""}${inner.replaceAll(/[\\[\]^]/g, String.raw`\$&`)}]`;
  }
  return escaped(part.length === 2 && part.startsWith("\\") ? part.slice(1) : part);
}

function escaped(character: string): string {
  return character.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
