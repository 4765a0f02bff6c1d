import { posix } from "node:path";
import type { TarEntry } from "./entry.ts";
import { type Fault, TaskError } from "../program/fault.ts";

/** Why a path may not stand in an archive; null if it may. */
export function pathFault(path: string): string | null {
  if (path === "") return "has no name";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is an absolute path";
  if (/[\p{Cc}\\]/u.test(path)) return "has a backslash or a control character in its name";
  const parts = path.split("/");
  if (parts.includes("..")) return "leads out of its folder";
  return parts.includes("") || parts.includes(".") ? "is not written plainly" : null;
}

/** Why a symbolic link may not stand in an archive: following it must not leave the archive's one folder. */
function linkFault(path: string, target: string): string | null {
  if (target.startsWith("/") || /^[A-Za-z]:|[\p{Cc}\\]/u.test(target)) return "links to an absolute path";
  const [root = ""] = path.split("/");
  const led = posix.normalize(posix.join(posix.dirname(path), target));
  return led === root || led.startsWith(`${root}/`) ? null : "links to outside of the archive";
}

/** Requires that entries can all be unpacked below one folder, and only there; names every one that can't. */
export function requireSound(place: string, entries: readonly TarEntry[]): void {
  const byPath = new Map<string, TarEntry>();
  const faults = entries.flatMap((entry): Fault[] => {
    const twice = byPath.has(entry.path) ? "is there twice" : null;
    byPath.set(entry.path, entry);
    const fault = twice ?? (entry.kind === "symlink" ? linkFault(entry.path, entry.target) : null);
    return fault === null ? [] : [faultOf(place, entry.path, fault)];
  });
  const below = entries.filter(({ path }) =>
    parentsOf(path).some((parent) => isNoFolder(byPath.get(parent))),
  );
  const roots = new Set(entries.map(({ path }) => path.split("/")[0]));
  const all = [
    ...faults,
    ...below.map(({ path }) => faultOf(place, path, "lies below what is no folder")),
    ...(roots.size > 1 ? [faultOf(place, [...roots][1] ?? "", "lies beside the archive's one folder")] : []),
  ];
  if (all.length > 0) throw new TaskError(all);
}

/** What is wrong with one entry of an archive. */
export function faultOf(place: string, path: string, fault: string): Fault {
  return {
    place: `${place}, ${path || "an entry"}`,
    fault,
    mend: "leave it out of the sdist, and build again",
  };
}

function parentsOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** A link may point to a folder, and what is written below it would then go where it points. */
function isNoFolder(entry: TarEntry | undefined): boolean {
  return entry !== undefined && entry.kind !== "folder";
}
