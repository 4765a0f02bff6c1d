import type { StandingFile } from "../workflows/standing-files.ts";

/** What the workflows that stay need of the repository's settings. */
export interface KeptActions {
  /** Patterns of the actions that they run: `actions/checkout@*`. */
  readonly allow: readonly string[];
  /** Workflows that name an action by tag or branch. */
  readonly unpinned: readonly string[];
}

const pattern = /^[A-Za-z0-9][\w.-]*\/[\w.-]+(?:\/[\w./-]+)?$/;

/** Under Slipway's settings only listed actions run, and by commit alone. */
export function keptActions(kept: readonly StandingFile[]): KeptActions {
  const names = kept.flatMap(({ uses }) => uses.map((one) => one.split("@")[0] ?? one));
  return {
    allow: [...new Set(names.filter((name) => pattern.test(name)).flatMap(patternsOf))].sort(),
    unpinned: kept
      .filter(({ uses }) => uses.some((one) => !/@[0-9a-f]{40}$/.test(one)))
      .map(({ path }) => path),
  };
}

/** An action in a folder of its repository goes by a pattern for all of them; a reusable workflow by its own path. */
function patternsOf(name: string): readonly string[] {
  const repository = name.split("/").slice(0, 2).join("/");
  if (name === repository || /\.ya?ml$/.test(name)) return [`${name}@*`];
  return [`${repository}@*`, `${repository}/*@*`];
}
