import { stripVTControlCharacters } from "node:util";
import { getRepository } from "@pulumi/github/getRepository.js";
import type { GetRepositoryResult } from "@pulumi/github/getRepository.js";
import type { Fault } from "../config/fault.ts";
import type { RepositoryPlan } from "../plan/plan.ts";

/** What GitHub says of the repository: the published provider answers a missing one with empty values. */
export type RepositoryFacts = Pick<GetRepositoryResult, "nodeId" | "name" | "visibility" | "archived">;

/** Asks GitHub for the repository; what it says against the stack's settings comes as faults. */
export async function lookUpRepository(plan: RepositoryPlan): Promise<Fault[]> {
  const fullName = `${plan.owner}/${plan.name}`;
  try {
    return repositoryFaults(plan, await getRepository({ fullName }));
  } catch (error) {
    return [unanswered(fullName, error instanceof Error ? error.message : String(error))];
  }
}

/** The provider wraps what GitHub or the network said into several lines with colours. */
export function unanswered(fullName: string, message: string): Fault {
  const said = stripVTControlCharacters(message)
    .split("\n")
    .map((line) => line.trim())
    .findLast((line) => /\b(?:40[13]|5\d\d|dial|connect|refused|timeout|ECONN\w+)\b/.test(line));
  const unauthorized = said?.includes("401") === true;
  return {
    place: unauthorized ? "github:token" : "github",
    fault: `GitHub does not answer for ${fullName} (${said ?? "the provider gives no reason"})`,
    mend: unauthorized
      ? "set github:token or GITHUB_TOKEN to a token that is valid"
      : "check the network, github:baseUrl and what the token may do (Metadata: read), then try again",
  };
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
  return [...archived, ...difference("visibility", plan.visibility, visibility)];
}

function difference(key: string, declared: string, actual: string): Fault[] {
  if (declared === actual) return [];
  const place = `slipway:repository.${key}`;
  return [{ place, fault: `is ${declared}, and on GitHub it is ${actual}`, mend: `set it to ${actual}` }];
}
