/** A set of runners of the same labels. */
export interface Pool {
  readonly name: string;
  /** What its runners are labelled with, in lower case, `self-hosted` among them. */
  readonly labels: readonly string[];
  /** Repositories that may use it: `octo-org/octo-package`. */
  readonly repositories: readonly string[];
}

/** The pool whose runners GitHub would give the job to: the first that has all labels asked for; null: none. */
export function poolFor(labels: readonly string[], pools: readonly Pool[]): Pool | null {
  const wanted = labels.map((label) => label.toLowerCase());
  if (!wanted.includes("self-hosted")) return null;
  return pools.find((pool) => wanted.every((label) => pool.labels.includes(label))) ?? null;
}
