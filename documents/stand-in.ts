import { basename } from "node:path";

/**
 * A line that stands in for a long text of Slipway's own: the engine carries what a resource holds a dozen times through
 * a preview and keeps it in the state, and nobody reads a bundled program as a diff. Whoever writes the file looks the
 * text up by git's id.
 */
export function standIn(path: string, size: number, id: string): string {
  return `Slipway's own ${basename(path)}, ${size} bytes, known to git as ${id}\n`;
}

/** Git's id of the text that is meant; null for a text that means itself. */
export function standsFor(text: string): string | null {
  if (text.length > 300) return null;
  return /^Slipway's own \S+, \d+ bytes, known to git as ([0-9a-f]{40})\n$/.exec(text)?.[1] ?? null;
}
