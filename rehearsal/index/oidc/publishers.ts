import type { Claims } from "./jwt.ts";

/** A trusted publisher, as a person registers it on the index's web page. */
export interface TrustedPublisher {
  /** The project; one that is not there yet is made by the first exchange, as for a pending publisher. */
  readonly project: string;
  readonly owner: string;
  readonly repository: string;
  /** File name of the workflow: `release.yml`. */
  readonly workflow: string;
  /** @default any, or none */
  readonly environment?: string;
  /** Number of the owner's account, which the index looks up when the publisher is registered. @default any */
  readonly ownerId?: string;
}

/** The publishers that a token's claims are of: those of its environment, else those that name none. */
export function publishersOf(
  claims: Claims,
  publishers: readonly TrustedPublisher[],
): readonly TrustedPublisher[] | string {
  const [repository, workflowRef, environment] = ["repository", "job_workflow_ref", "environment"].map(
    (claim) => (typeof claims[claim] === "string" ? claims[claim] : ""),
  );
  const workflow = /[^/]+\.ya?ml(?=@)/.exec(workflowRef ?? "")?.[0];
  if (workflow === undefined) return "Could not job extract workflow filename from OIDC claims";
  const matching = publishers.filter((publisher) => {
    const slug = `${publisher.owner}/${publisher.repository}`;
    const owned = publisher.ownerId === undefined || publisher.ownerId === claims["repository_owner_id"];
    return owned && equal(slug, repository ?? "") && publisher.workflow === workflow;
  });
  const specific = matching.filter((publisher) => {
    return publisher.environment !== undefined && equal(publisher.environment, environment ?? "");
  });
  const found = specific.length > 0 ? specific : matching.filter((one) => one.environment === undefined);
  const [first] = found;
  if (first === undefined) return "Publisher with matching claims was not found";
  return workflowFault(first, claims) ?? found;
}

/** A workflow of another repository or ref must not pass for this one; null: it does not. */
function workflowFault({ owner, repository, workflow }: TrustedPublisher, claims: Claims): string | null {
  const { ref, sha, job_workflow_ref: claimed } = claims;
  const refs = [ref, sha].filter((one): one is string => typeof one === "string" && one !== "");
  if (refs.length === 0) return "The ref and sha claims are empty";
  const expected = refs.map((one) => `${owner}/${repository}/.github/workflows/${workflow}@${one}`).sort();
  if (typeof claimed === "string" && expected.some((one) => equal(one, claimed))) return null;
  const list = `[${expected.map((one) => `'${one}'`).join(", ")}]`;
  return `The job_workflow_ref claim does not match, expecting one of ${list}, got '${String(claimed)}'`;
}

/** GitHub's names of owners, repositories and environments are the same in any case. */
function equal(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
