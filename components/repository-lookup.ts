import { getRepositoryOutput } from "@pulumi/github/getRepository.js";
import type { GetRepositoryResult } from "@pulumi/github/getRepository.js";
import * as pulumi from "@pulumi/pulumi";
import { formatFault } from "../config/fault.ts";
import type { Fault } from "../config/fault.ts";
import type { RepositoryPlan } from "../plan/plan.ts";

/** What GitHub says of the repository: the published provider answers a missing one with empty values. */
export type RepositoryFacts = Pick<
  GetRepositoryResult,
  "nodeId" | "name" | "visibility" | "defaultBranch" | "archived"
>;

/**
 * Name of the repository, known only once GitHub has confirmed what the stack says of it. Every child takes the
 * name from here, so that a wrong one stops the preview before anything is written.
 */
export function confirmedRepositoryName(
  plan: RepositoryPlan,
  options: pulumi.InvokeOutputOptions & { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
  return getRepositoryOutput({ fullName: `${plan.owner}/${plan.name}` }, options).apply((facts) => {
    const faults = repositoryFaults(plan, facts);
    if (faults.length > 0)
      throw new pulumi.ResourceError(faults.map(formatFault).join("\n"), options.parent, true);
    return plan.name;
  });
}

/** Where the stack's settings and GitHub's own answer differ. */
export function repositoryFaults(plan: RepositoryPlan, facts: RepositoryFacts): Fault[] {
  const fullName = `${plan.owner}/${plan.name}`;
  if (!facts.nodeId) {
    return [
      {
        place: "slipway:package.repository",
        fault: `GitHub shows no repository ${fullName} to this token`,
        mend: "correct the name, create the repository, or give the token access to it (permission Metadata: read)",
      },
    ];
  }
  const archived = facts.archived
    ? [
        {
          place: "slipway:package.repository",
          fault: `${fullName} is archived`,
          mend: "unarchive it in its settings on GitHub",
        },
      ]
    : [];
  const visibility = facts.visibility === "internal" ? "private" : facts.visibility;
  return [
    ...archived,
    ...difference("visibility", plan.visibility, visibility),
    ...difference("defaultBranch", plan.defaultBranch, facts.defaultBranch),
  ];
}

function difference(key: string, declared: string, actual: string): Fault[] {
  if (declared === actual) return [];
  const place = `slipway:repository.${key}`;
  return [{ place, fault: `is ${declared}, and on GitHub it is ${actual}`, mend: `set it to ${actual}` }];
}
