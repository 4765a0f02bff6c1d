import type { Leads } from "./leads.ts";

/** Something that is kept for itself. */
export interface Root {
  readonly digest: string;
  /** For people: `tag 1.2.3`, `the ledger of v1.2.3`. */
  readonly why: string;
  /** Whether it has to be there: one that is not is a fault. */
  readonly expected: boolean;
}

/** Why something is kept. */
export interface Hold {
  /** The root that leads to it, in the words of that. */
  readonly why: string;
  readonly as: "root" | "part" | "referrer";
  /** Whether it has to be there. */
  readonly expected: boolean;
}

/**
 * What is kept, by digest: the roots, whatever stands in what is kept, and whatever says of itself that it is about
 * something kept. Of several reasons the first root's is told.
 */
export function reach(roots: readonly Root[], leads: ReadonlyMap<string, Leads>): ReadonlyMap<string, Hold> {
  const referrers = referrersIn(leads);
  const held = new Map<string, Hold>();
  const waiting: [string, Hold][] = roots.map(({ digest, why, expected }) => [
    digest,
    { why, as: "root", expected },
  ]);
  // What is found on the way is waiting behind.
  for (const [digest, hold] of waiting) {
    const before = held.get(digest);
    if (before === undefined) {
      held.set(digest, hold);
      waiting.push(...waysOn(leads.get(digest), hold), ...waysBack(referrers.get(digest), hold));
    } else if (hold.expected) held.set(digest, { ...before, expected: true });
  }
  return held;
}

function waysOn(from: Leads | undefined, { why }: Hold): readonly [string, Hold][] {
  if (from === undefined) return [];
  const parts = new Set(from.parts);
  return from.all.map((digest) => [digest, { why, as: "part", expected: parts.has(digest) }]);
}

function waysBack(from: readonly string[] | undefined, { why }: Hold): readonly [string, Hold][] {
  return (from ?? []).map((digest) => [digest, { why, as: "referrer", expected: true }]);
}

function referrersIn(leads: ReadonlyMap<string, Leads>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [digest, { subject }] of leads) {
    if (subject !== null) found.set(subject, [...(found.get(subject) ?? []), digest]);
  }
  return found;
}

/** Those that lead to others before these, so that whatever is left over in between is whole. */
export function inOrder(digests: readonly string[], leads: ReadonlyMap<string, Leads>): readonly string[] {
  const among = new Set(digests);
  const ordered: string[] = [];
  const seen = new Set<string>();
  for (const start of digests) visit(start);
  return ordered.reverse();

  function visit(start: string): void {
    const stack = [{ digest: start, left: false }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next.left) ordered.push(next.digest);
      else if (among.has(next.digest) && !seen.has(next.digest)) {
        seen.add(next.digest);
        stack.push({ ...next, left: true });
        for (const digest of leads.get(next.digest)?.all ?? []) stack.push({ digest, left: false });
      }
    }
  }
}
