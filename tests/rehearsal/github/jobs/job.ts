import type { JobClaims, JobGrant, JobToOpen } from "../../../../rehearsal/github/server.ts";
import type { Emulated } from "../emulated.ts";

/** What tokens say of a job that releases octocat/hello. */
export const claims: JobClaims = {
  repository: "octocat/hello",
  repository_id: "1001",
  repository_owner: "octocat",
  repository_owner_id: "1000",
  repository_visibility: "public",
  ref: "refs/tags/v1",
  sha: "a".repeat(40),
  workflow_ref: "octocat/hello/.github/workflows/release.yml@refs/tags/v1",
  workflow: "release",
  event_name: "push",
  run_id: "7",
  run_attempt: "1",
  actor: "octocat",
};

/** Lets a job of octocat/hello in. */
export function openJob(
  { server }: Emulated,
  permissions: JobToOpen["permissions"],
  more: Partial<JobToOpen> = {},
): JobGrant {
  return server.openJob({ repository: "octocat/hello", run: 7, attempt: 1, permissions, claims, ...more });
}

/** The header that a job sends its token in. */
export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** The token that says who a job is, for an audience. */
export async function oidcToken({ oidc }: JobGrant, audience: string): Promise<string> {
  if (oidc === null) throw new Error("the job has no id-token: write");
  const url = `${oidc.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${audience}`;
  const answer = await fetch(url, { headers: bearer(oidc.ACTIONS_ID_TOKEN_REQUEST_TOKEN) });
  return ((await answer.json()) as { readonly value: string }).value;
}
