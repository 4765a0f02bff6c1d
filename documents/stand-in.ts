import { basename } from "node:path";

/**
 * A line that stands in for a long text of Slipway's own: the engine carries what a resource holds a dozen times through
 * a preview and keeps it in the state, and nobody reads a bundled program as a diff. Whoever writes the file looks the
 * text up by git's id.
 */
export function standIn(path: string, size: number, id: string): string {
  return `Slipway's own ${basename(path)}, ${size} bytes, known to git as ${id}\n`;
}

/** A text that another stands in for. */
export interface Meant {
  /** Git's. */
  readonly id: string;
  /** Bytes. */
  readonly size: number;
}

/** The text that is meant; null for one that means itself. */
export function standsFor(text: string): Meant | null {
  if (text.length > 300) return null;
  const [, size, id] = /^Slipway's own \S+, (\d+) bytes, known to git as ([0-9a-f]{40})\n$/.exec(text) ?? [];
  return id === undefined ? null : { id, size: Number(size) };
}
