import { MisuseError } from "../program/fault.ts";

/** The workflow's run, as the runner describes it. */
export interface ReleaseRun {
  readonly mode: "release" | "check-publisher";
  /** `owner/name`. */
  readonly repository: string;
  /** `refs/tags/v1.2.0`. */
  readonly ref: string;
  readonly commit: string;
  /** Where people see the repository. */
  readonly page: string;
}

/** What it reads, for a task's help. */
export const runVariables = {
  GITHUB_REF: "the tag: refs/tags/v1.2.0",
  GITHUB_SHA: "its commit",
  GITHUB_REPOSITORY: "owner/name",
  GITHUB_SERVER_URL: "where people see the repository",
} as const;

/** Reads the run; throws a MisuseError where the environment is none of a runner's. */
export function readRun(variables: Readonly<Record<string, string | undefined>>): ReleaseRun {
  const required = (name: keyof typeof runVariables, pattern: RegExp) => {
    const value = variables[name]?.trim() ?? "";
    if (pattern.test(value)) return value;
    const fault = value === "" ? "is not set" : `is not ${runVariables[name]}`;
    throw new MisuseError({ place: name, fault, mend: "run it on a runner, or set it" });
  };
  const repository = required("GITHUB_REPOSITORY", /^[\w.-]+\/[\w.-]+$/);
  return {
    mode: modeOf(variables["MODE"]),
    repository,
    ref: required("GITHUB_REF", /^refs\/./),
    commit: required("GITHUB_SHA", /^[0-9a-f]{40,64}$/),
    page: `${required("GITHUB_SERVER_URL", /^https?:\/\//).replace(/\/+$/, "")}/${repository}`,
  };
}

/** The tag that the run was started on; null where it was no tag. */
export function tagOf({ ref }: Pick<ReleaseRun, "ref">): string | null {
  return ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : null;
}

/** A push of a tag has no inputs: it is a release. */
function modeOf(mode: string | undefined): ReleaseRun["mode"] {
  if (mode === undefined || mode === "" || mode === "release") return "release";
  if (mode === "check-publisher") return mode;
  throw new MisuseError({
    place: "MODE",
    fault: "is neither release nor check-publisher",
    mend: "set one of them",
  });
}
