import { gitIdOf } from "../../../documents/git-id.ts";
import type { Wanted } from "./wanted.ts";

/** Where a repository says what a stack has delivered into it. */
export const manifestPath = ".github/slipway/manifest.json";

/** What a stack has delivered into a repository. */
export interface Manifest {
  readonly project: string;
  readonly stack: string;
  /** Git's ids of the files as they were delivered, by path: what `git hash-object PATH` prints. */
  readonly files: Readonly<Record<string, string>>;
}

/** The manifest of what is wanted, as text: sorted, so that it changes with the files alone. */
export function manifestText({ project, stack, files }: Wanted): string {
  const ids = Object.keys(files)
    .sort()
    .map((path) => [path, gitIdOf(files[path] ?? "")] as const);
  const about =
    "What Slipway delivered, by git's ids (git hash-object). It tells these files from yours: leave it as it is.";
  return `${JSON.stringify({ about, project, stack, files: Object.fromEntries(ids) }, null, 2)}\n`;
}

/** Reads a manifest; undefined for a text that is none. */
export function parseManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const { project, stack, files } = value;
  if (typeof project !== "string" || typeof stack !== "string" || !isRecord(files)) return undefined;
  const entries = Object.entries(files);
  if (!entries.every(([, id]) => typeof id === "string" && /^[0-9a-f]{40}$/.test(id))) return undefined;
  return { project, stack, files: Object.fromEntries(entries) as Record<string, string> };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
