import type { Fault } from "../../../config/fault.ts";

/** There is no git repository where one was. */
export function missing(folder: string): Fault {
  return { place: folder, fault: "is missing, or no longer a git repository", mend: mendOf(folder) };
}

/** Git can't read what is there; `said` is what it says of it. */
export function broken(folder: string, said: string): Fault {
  const first = /(?:error|fatal): (.*)/.exec(said)?.[1] ?? said.split("\n")[0] ?? "";
  return { place: folder, fault: `is broken: git says "${first}"`, mend: mendOf(folder) };
}

/** The default branch is gone; most often it was renamed, and is checked out under its new name. */
export function branchless(folder: string, branch: string, checkedOut: string | null): Fault {
  const name = checkedOut?.replace(/^refs\/heads\//, "");
  const fault = `has no branch "${branch}", which is its default one on GitHub`;
  const mend =
    name === undefined
      ? `make it: git -C ${folder} branch "${branch}"`
      : `give it back its name: git -C ${folder} branch -m "${name}" "${branch}"`;
  return { place: folder, fault, mend };
}

/** What is removed begins anew with the next update, which then delivers again. */
function mendOf(folder: string): string {
  return `restore it, or remove ${folder} and run up again`;
}
