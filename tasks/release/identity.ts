import type { Declaration } from "../declaration/declaration.ts";
import { MisuseError } from "../program/fault.ts";

/** Which release a run makes, and which run it is. */
export interface ReleaseIdentity {
  /** As shown on the index: `pyvenice`. */
  readonly package: string;
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
  /** The workflow's file name: `release.yml`. */
  readonly workflow: string;
  readonly run: { readonly id: number; readonly attempt: number };
}

/** The variables that `identityOf` reads, for a task's help. */
export const identityVariables = {
  VERSION: "the version that is released, as the gate tells it",
  GITHUB_REF: "the tag's ref, refs/tags/...",
  GITHUB_SHA: "the tag's commit",
  GITHUB_RUN_ID: "the run, which the ledger names",
  GITHUB_RUN_ATTEMPT: "its attempt",
} as const;

const kinds: Readonly<Record<keyof typeof identityVariables, RegExp>> = {
  VERSION: /^[0-9A-Za-z.!+_-]+$/,
  GITHUB_REF: /^refs\/tags\/.+$/,
  GITHUB_SHA: /^[0-9a-f]{40,64}$/,
  GITHUB_RUN_ID: /^\d{1,15}$/,
  GITHUB_RUN_ATTEMPT: /^\d{1,6}$/,
};

/** Reads which release is made from the environment; throws a MisuseError where it does not tell. */
export function identityOf(
  declaration: Declaration,
  variables: Readonly<Record<string, string | undefined>>,
): ReleaseIdentity {
  const read = (name: keyof typeof kinds) => variableOf(variables, name);
  return {
    package: declaration.package.name,
    version: read("VERSION"),
    tag: read("GITHUB_REF").slice("refs/tags/".length),
    commit: read("GITHUB_SHA"),
    workflow: declaration.release.workflow,
    run: { id: Number(read("GITHUB_RUN_ID")), attempt: Number(read("GITHUB_RUN_ATTEMPT")) },
  };
}

/** One of those variables. */
export function variableOf(
  variables: Readonly<Record<string, string | undefined>>,
  name: keyof typeof identityVariables,
): string {
  const value = variables[name] ?? "";
  if (kinds[name].test(value)) return value;
  throw new MisuseError({
    place: name,
    fault: value === "" ? "is not set" : "is none that a release has",
    mend: `set it to ${identityVariables[name]}`,
  });
}
