/** What a token says of the job that asks for it: GitHub's own names. */
export interface JobClaims {
  /** `owner/name`. */
  readonly repository: string;
  readonly repository_id: string;
  readonly repository_owner: string;
  readonly repository_owner_id: string;
  readonly repository_visibility: "public" | "private";
  /** `refs/tags/v1`. */
  readonly ref: string;
  readonly sha: string;
  /** `owner/name/.github/workflows/release.yml@refs/tags/v1`. */
  readonly workflow_ref: string;
  readonly workflow: string;
  readonly event_name: string;
  readonly run_id: string;
  readonly run_attempt: string;
  readonly actor: string;
  /** Only where the job names one. */
  readonly environment?: string;
  /** @default what `workflow_ref` says */
  readonly job_workflow_ref?: string;
  /** @default `github-hosted` */
  readonly runner_environment?: "github-hosted" | "self-hosted";
  /** @default as GitHub makes it of the others */
  readonly sub?: string;
}

/** All claims about a job, with those that GitHub makes of others. */
export function claimsOf(job: JobClaims): Readonly<Record<string, string>> {
  const { environment, ...rest } = job;
  const kind = job.ref.startsWith("refs/tags/") ? "tag" : "branch";
  return {
    sub: `repo:${job.repository}:${environment === undefined ? `ref:${job.ref}` : `environment:${environment}`}`,
    ref_type: kind,
    workflow_sha: job.sha,
    job_workflow_ref: job.workflow_ref,
    job_workflow_sha: job.sha,
    runner_environment: "github-hosted",
    actor_id: "1",
    base_ref: "",
    head_ref: "",
    ref_protected: "false",
    run_number: "1",
    ...rest,
    ...(environment !== undefined && { environment }),
  };
}
