import type { Pool } from "../settings/pool.ts";

/** The pool whose runners GitHub would give the job to: the first that has all labels asked for; null: none. */
export function poolOfLabels(labels: readonly string[], pools: readonly Pool[]): Pool | null {
  const wanted = labels.map((label) => label.toLowerCase());
  if (!wanted.includes("self-hosted")) return null;
  return pools.find((pool) => wanted.every((label) => pool.labels.includes(label))) ?? null;
}
