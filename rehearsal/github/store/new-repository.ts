import { newPublicKey } from "./public-key.ts";
import { takeId, timestamp, type Records, type RepositoryRecord } from "./records.ts";

/** As github.com makes one today: every action may run, and a run's token reads. */
export function newRepository(
  records: Records,
  {
    defaultBranch,
    visibility,
  }: { readonly defaultBranch: string; readonly visibility: RepositoryRecord["visibility"] },
): RepositoryRecord {
  const now = timestamp();
  return {
    id: takeId(records),
    visibility,
    default_branch: defaultBranch,
    created_at: now,
    updated_at: now,
    actions: {
      enabled: true,
      allowed_actions: "all",
      sha_pinning_required: false,
      selected_actions: { github_owned_allowed: false, verified_allowed: false, patterns_allowed: [] },
      default_workflow_permissions: "read",
      can_approve_pull_request_reviews: false,
    },
    vulnerability_alerts: false,
    immutable_releases: false,
    public_key: newPublicKey(),
    secrets: {},
    variables: {},
    environments: {},
    rulesets: [],
    releases: [],
    pulls: [],
  };
}
