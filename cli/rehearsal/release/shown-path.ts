import { relative, resolve } from "node:path";

/** A path as somebody in that folder types it. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, resolve(cwd, path));
  return below === "" || below.startsWith("..") ? path : below;
}
