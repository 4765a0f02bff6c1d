/**
 * What a keyword of `setup()` is set to, as far as it stands there as a text or as a name that the file sets to one.
 * Nothing of the file is run.
 */
export function setupArgument(text: string | null, keyword: string): string | null {
  if (text === null) return null;
  const call = text.slice(Math.max(0, text.search(/\bsetup\s*\(/)));
  const given = new RegExp(String.raw`\b${keyword}\s*=\s*(?:["']([^"'\n]*)["']|([A-Za-z_]\w*))`).exec(call);
  if (given?.[1] !== undefined) return given[1].trim() || null;
  const name = given?.[2];
  if (name === undefined) return null;
  return new RegExp(String.raw`^${name}\s*=\s*["']([^"'\n]+)["']`, "m").exec(text)?.[1]?.trim() ?? null;
}

/** The line (from 1) on which something stands that is more than a comment; null: nowhere. */
export function lineWith(text: string | null, pattern: RegExp): number | null {
  const at = (text ?? "").split("\n").findIndex((line) => pattern.test(line.replace(/#.*$/, "")));
  return at < 0 ? null : at + 1;
}
