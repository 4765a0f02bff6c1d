import type { Declaration } from "../declaration/declaration.ts";
import type { Claims } from "../oidc/claims.ts";
import type { Fault } from "../program/fault.ts";
import { type Finding, finding } from "./finding.ts";
import { type PublisherValue, publisherValues } from "./publisher.ts";
import type { ReleaseRun } from "./release-run.ts";

/** What is held against the declaration. */
export interface Claimed {
  readonly claims: Claims;
  readonly run: Pick<ReleaseRun, "ref" | "commit">;
  /** Asks GitHub what the declared repository is called by now. */
  presentName(): Promise<string | null>;
}

/** Checks that the run's OIDC token claims what the stack declares: an index and the attestations go by that. */
export async function checkClaims(
  declaration: Pick<Declaration, "repository" | "release">,
  claimed: Claimed,
): Promise<Finding> {
  const { claims, run } = claimed;
  const others = publisherValues(declaration, claims).filter(({ agrees }) => !agrees);
  const isElsewhere = others.some(({ field }) => field !== "Workflow name");
  const faults = [
    ...(isElsewhere ? [await elsewhere(declaration, claimed)] : []),
    ...others.filter(({ field }) => field === "Workflow name").map(otherWorkflow),
    ...differing("ref", run.ref, claims.ref),
    ...differing("sha", run.commit, claims.sha),
  ];
  return finding(
    "OIDC claims",
    `${claims.repository}, ${claims.workflow_ref.split("/").slice(2).join("/")}`,
    { faults },
  );
}

async function elsewhere({ repository }: Pick<Declaration, "repository">, claimed: Claimed): Promise<Fault> {
  const { repository: actual } = claimed.claims;
  const declared = `${repository.owner}/${repository.name}`;
  const present = await claimed.presentName();
  const place = "OIDC claim repository";
  if (present !== null && present.toLowerCase() === actual.toLowerCase()) {
    return {
      place,
      fault: `is ${actual}: the declared repository ${declared} was renamed`,
      mend: `declare ${actual} in the stack and deliver it, and register the publisher under the new name on each index`,
    };
  }
  const mend = `release from ${declared}, or declare ${actual} in the stack and deliver it`;
  return { place, fault: `is ${actual}, declared is ${declared}`, mend };
}

function otherWorkflow({ declared, claimed }: PublisherValue): Fault {
  const mend = `start the release in ${declared}: the publisher on each index is registered for that file`;
  return { place: "OIDC claim workflow_ref", fault: `names ${claimed}, declared is ${declared}`, mend };
}

function differing(claim: string, expected: string, actual: string): readonly Fault[] {
  if (expected === actual) return [];
  const fault = `is ${actual}, the run's is ${expected}`;
  return [{ place: `OIDC claim ${claim}`, fault, mend: "start the release anew on the tag" }];
}
