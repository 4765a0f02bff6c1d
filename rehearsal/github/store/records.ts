import { check, pull, status } from "./pull-records.ts";
import * as shape from "./shape.ts";

/** `User` or `Organization`, as the service calls them. */
const account = shape.object({
  id: shape.integer,
  type: shape.oneOf("User", "Organization"),
  created_at: shape.string,
});

const team = shape.object({ id: shape.integer, created_at: shape.string });

/** Public half of the key that secrets are sealed with. The private half is thrown away: nobody reads them back. */
const publicKey = shape.object({ key_id: shape.string, key: shape.string });

const secret = shape.object({
  key_id: shape.string,
  encrypted_value: shape.string,
  created_at: shape.string,
  updated_at: shape.string,
});

const variable = shape.object({
  value: shape.string,
  created_at: shape.string,
  updated_at: shape.string,
});

const environment = shape.object({
  id: shape.integer,
  created_at: shape.string,
  updated_at: shape.string,
  wait_timer: shape.integer,
  prevent_self_review: shape.boolean,
  can_admins_bypass: shape.boolean,
  reviewers: shape.array(shape.object({ type: shape.oneOf("User", "Team"), id: shape.integer })),
  deployment_branch_policy: shape.nullable(
    shape.object({ protected_branches: shape.boolean, custom_branch_policies: shape.boolean }),
  ),
  deployment_branch_policies: shape.array(
    shape.object({ id: shape.integer, name: shape.string, type: shape.oneOf("branch", "tag") }),
  ),
  public_key: publicKey,
  secrets: shape.record(secret),
  variables: shape.record(variable),
});

const actions = shape.object({
  enabled: shape.boolean,
  allowed_actions: shape.oneOf("all", "local_only", "selected"),
  sha_pinning_required: shape.boolean,
  selected_actions: shape.object({
    github_owned_allowed: shape.boolean,
    verified_allowed: shape.boolean,
    patterns_allowed: shape.array(shape.string),
  }),
  default_workflow_permissions: shape.oneOf("read", "write"),
  can_approve_pull_request_reviews: shape.boolean,
});

const ruleset = shape.object({
  id: shape.integer,
  name: shape.string,
  target: shape.oneOf("branch", "tag", "push"),
  enforcement: shape.oneOf("disabled", "active", "evaluate"),
  bypass_actors: shape.array(shape.json),
  conditions: shape.optional(shape.json),
  rules: shape.array(shape.json),
  created_at: shape.string,
  updated_at: shape.string,
});

/** A file of a release; what it holds lies in `release-assets/ID` beside the records. */
const asset = shape.object({
  id: shape.integer,
  name: shape.string,
  label: shape.nullable(shape.string),
  /** `starter` until all of it has come. */
  state: shape.oneOf("starter", "uploaded"),
  content_type: shape.string,
  size: shape.integer,
  digest: shape.nullable(shape.string),
  download_count: shape.integer,
  uploader: shape.string,
  created_at: shape.string,
  updated_at: shape.string,
});

const release = shape.object({
  id: shape.integer,
  tag_name: shape.string,
  target_commitish: shape.string,
  name: shape.nullable(shape.string),
  body: shape.nullable(shape.string),
  draft: shape.boolean,
  prerelease: shape.boolean,
  immutable: shape.boolean,
  author: shape.string,
  created_at: shape.string,
  published_at: shape.nullable(shape.string),
  assets: shape.optional(shape.array(asset)),
  /** What is to become of `latest` once it is published. */
  make_latest: shape.optional(shape.oneOf("true", "false", "legacy")),
});

const job = shape.object({
  id: shape.integer,
  name: shape.string,
  attempt: shape.integer,
  status: shape.oneOf("queued", "in_progress", "completed", "waiting", "requested", "pending"),
  conclusion: shape.nullable(
    shape.oneOf("success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required"),
  ),
  created_at: shape.string,
  started_at: shape.string,
  completed_at: shape.nullable(shape.string),
  labels: shape.array(shape.string),
});

const run = shape.object({
  id: shape.integer,
  /** File name of its workflow. */
  workflow: shape.string,
  /** What the workflow calls itself. */
  name: shape.string,
  number: shape.integer,
  attempt: shape.integer,
  event: shape.string,
  head_branch: shape.nullable(shape.string),
  head_sha: shape.string,
  status: shape.string,
  conclusion: shape.nullable(shape.string),
  actor: shape.string,
  created_at: shape.string,
  updated_at: shape.string,
  jobs: shape.array(job),
});

const attestation = shape.object({
  id: shape.integer,
  /** As `sha256:HEX`. */
  subjects: shape.array(shape.string),
  predicate_type: shape.string,
  bundle: shape.json,
  initiator: shape.string,
});

const repository = shape.object({
  id: shape.integer,
  visibility: shape.oneOf("public", "private"),
  default_branch: shape.string,
  archived: shape.optional(shape.boolean),
  /** What branches are called now, by a name that they had before. */
  renamed_branches: shape.optional(shape.record(shape.string)),
  created_at: shape.string,
  updated_at: shape.string,
  actions,
  vulnerability_alerts: shape.boolean,
  immutable_releases: shape.boolean,
  public_key: publicKey,
  secrets: shape.record(secret),
  variables: shape.record(variable),
  environments: shape.record(environment),
  rulesets: shape.array(ruleset),
  releases: shape.array(release),
  /** Number of the release that was made the latest one. */
  latest_release: shape.optional(shape.integer),
  /** Names that tags of immutable releases had: none is given again. */
  immutable_tags: shape.optional(shape.array(shape.string)),
  /** Numbers of workflows by file name. */
  workflows: shape.optional(shape.record(shape.integer)),
  runs: shape.optional(shape.array(run)),
  attestations: shape.optional(shape.array(attestation)),
  pulls: shape.array(pull),
  /** Number of the repository that it is a fork of. */
  fork_of: shape.optional(shape.integer),
  /** What was said of commits: by apps, and, the latest last, by whoever else may. */
  checks: shape.optional(shape.array(check)),
  statuses: shape.optional(shape.array(status)),
});

/** All that the emulated GitHub remembers beside the git repositories; fields are named as the service names them. */
export const recordsShape = shape.object({
  version: shape.integer,
  /** The next number to give: one series for all, so that an id names one thing. */
  next_id: shape.integer,
  /** Whom a token belongs to. */
  viewer: shape.nullable(shape.string),
  accounts: shape.record(account),
  /** By `organization/slug`. */
  teams: shape.record(team),
  /** By `owner/name`. */
  repositories: shape.record(repository),
  /** Numbers of repositories by an `owner/name` that they had before. */
  redirects: shape.optional(shape.record(shape.integer)),
});

/** The whole of `github.json`. */
export type Records = shape.Infer<typeof recordsShape>;
/** A person or an organization. */
export type AccountRecord = shape.Infer<typeof account>;
/** A team of an organization. */
export type TeamRecord = shape.Infer<typeof team>;
/** A repository's settings, and what belongs to it. */
export type RepositoryRecord = shape.Infer<typeof repository>;
/** A deployment environment. */
export type EnvironmentRecord = shape.Infer<typeof environment>;
/** A sealed secret. */
export type SecretRecord = shape.Infer<typeof secret>;
/** A configuration variable. */
export type VariableRecord = shape.Infer<typeof variable>;
/** Public half of a key that seals secrets. */
export type PublicKeyRecord = shape.Infer<typeof publicKey>;
/** A set of rules for branches or tags. */
export type RulesetRecord = shape.Infer<typeof ruleset>;
/** A release. */
export type ReleaseRecord = shape.Infer<typeof release>;
/** A file of a release. */
export type AssetRecord = shape.Infer<typeof asset>;
/** A run of a workflow. */
export type RunRecord = shape.Infer<typeof run>;
/** A job of one attempt of a run. */
export type JobRecord = shape.Infer<typeof job>;
/** What somebody says of files, signed. */
export type AttestationRecord = shape.Infer<typeof attestation>;

/** What the records' `version` must be. */
export const recordsVersion = 1;

/** Records of a GitHub on which nothing exists yet. */
export function emptyRecords(): Records {
  return { version: recordsVersion, next_id: 1000, viewer: null, accounts: {}, teams: {}, repositories: {} };
}

/** The time as the service writes it: UTC, whole seconds. */
export function timestamp(date: Date = new Date()): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** A number that nothing else has. */
export function takeId(records: Records): number {
  return records.next_id++;
}
