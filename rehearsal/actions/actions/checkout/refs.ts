import type { Clone } from "./clone.ts";

/** What is to be checked out. */
export interface Wanted {
  /** `refs/tags/v1`, `refs/heads/main`, `main`, or "" for none. */
  readonly ref: string;
  /** "" where the ref alone is known. */
  readonly commit: string;
}

/** Completes a ref that is written short, as git's server knows it: a branch before a tag; "" is the default branch. */
export async function resolveRef(wanted: Wanted, clone: Clone): Promise<Wanted> {
  if (wanted.commit !== "" && (wanted.ref === "" || wanted.ref.startsWith("refs/"))) return wanted;
  const { refs, head } = await clone.listRefs();
  if (wanted.ref === "") return { ref: head, commit: "" };
  const full = [wanted.ref, `refs/heads/${wanted.ref}`, `refs/tags/${wanted.ref}`].find((ref) =>
    refs.has(ref),
  );
  if (full !== undefined) return { ...wanted, ref: full };
  throw new Error(`A branch or tag with the name '${wanted.ref}' could not be found`);
}

/** What is fetched: all branches and tags, or the one commit under its ref. */
export function refSpecs(
  { ref, commit }: Wanted,
  { all, tags }: { readonly all: boolean; readonly tags: boolean },
): readonly string[] {
  const everyTag = "+refs/tags/*:refs/tags/*";
  if (all) return ["+refs/heads/*:refs/remotes/origin/*", everyTag];
  const from = commit || ref;
  const one = ref === "" ? commit : `+${from}:${trackedAs(ref)}`;
  return tags ? [one, everyTag] : [one];
}

/** How it is checked out: a branch as that branch, whatever else as a commit on its own. */
export function checkedOut({ ref, commit }: Wanted): readonly string[] {
  const branch = branchOf(ref);
  if (branch !== null) return ["-B", branch, trackedAs(ref)];
  return ["--detach", ref === "" ? commit : trackedAs(ref)];
}

/** Where a fetched ref is in the clone. */
export function trackedAs(ref: string): string {
  const branch = branchOf(ref);
  if (branch !== null) return `refs/remotes/origin/${branch}`;
  return ref.startsWith("refs/tags/") ? ref : ref.replace(/^refs\//, "refs/remotes/");
}

function branchOf(ref: string): string | null {
  return ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : null;
}
