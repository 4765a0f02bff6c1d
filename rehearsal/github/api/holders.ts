import type { Permission } from "../http/permissions.ts";
import type { Call } from "../http/route.ts";
import type { EnvironmentRecord, RepositoryRecord } from "../store/records.ts";
import { environmentOf, repositoryOf } from "./of-repository.ts";

/** Where secrets or variables are, and what a token needs there. */
export interface Where {
  readonly path: string;
  readonly kind: "repository" | "environment";
  readonly article: "a" | "an";
  readonly read: Permission;
  readonly write: Permission;
  readonly holderOf: (call: Call) => RepositoryRecord | EnvironmentRecord;
}

/** A repository's own, and those of its environments. */
export function holdersOf(what: "secrets" | "variables"): readonly Where[] {
  return [
    {
      path: `/repos/{owner}/{repo}/actions/${what}`,
      kind: "repository",
      article: "a",
      read: `${what}=read`,
      write: `${what}=write`,
      holderOf: (call) => repositoryOf(call).record,
    },
    {
      path: `/repos/{owner}/{repo}/environments/{environment_name}/${what}`,
      kind: "environment",
      article: "an",
      read: "environments=read",
      write: "environments=write",
      holderOf: (call) => environmentOf(call).record,
    },
  ];
}
