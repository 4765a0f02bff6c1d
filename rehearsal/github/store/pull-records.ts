import * as shape from "./shape.ts";

const comment = shape.object({
  id: shape.integer,
  user: shape.string,
  body: shape.string,
  created_at: shape.string,
});

/** Shape of a pull request. */
export const pull = shape.object({
  id: shape.integer,
  number: shape.integer,
  title: shape.string,
  body: shape.nullable(shape.string),
  state: shape.oneOf("open", "closed"),
  draft: shape.boolean,
  user: shape.string,
  head: shape.string,
  base: shape.string,
  /** Commit of the head when the pull request was closed; while it is open, the branch tells. */
  head_sha: shape.string,
  base_sha: shape.string,
  merged_at: shape.nullable(shape.string),
  merged_by: shape.optional(shape.string),
  merge_commit_sha: shape.nullable(shape.string),
  created_at: shape.string,
  updated_at: shape.string,
  closed_at: shape.nullable(shape.string),
  comments: shape.optional(shape.array(comment)),
  /** The fork that the head is a branch of, as `owner/name`; absent: the repository itself. */
  head_repo: shape.optional(shape.string),
  labels: shape.optional(shape.array(shape.string)),
});

/** Shape of what an app found of a commit. */
export const check = shape.object({
  id: shape.integer,
  name: shape.string,
  head_sha: shape.string,
  status: shape.oneOf("queued", "in_progress", "completed"),
  conclusion: shape.nullable(shape.string),
  started_at: shape.string,
  completed_at: shape.nullable(shape.string),
});

/** Shape of what was said of a commit. */
export const status = shape.object({
  id: shape.integer,
  sha: shape.string,
  context: shape.string,
  state: shape.oneOf("error", "failure", "pending", "success"),
  description: shape.nullable(shape.string),
  target_url: shape.nullable(shape.string),
  creator: shape.string,
  created_at: shape.string,
});

/** A comment on a pull request. */
export type CommentRecord = shape.Infer<typeof comment>;
/** What an app found of a commit. */
export type CheckRecord = shape.Infer<typeof check>;
/** What was said of a commit in a context. */
export type StatusRecord = shape.Infer<typeof status>;
/** A pull request. */
export type PullRecord = shape.Infer<typeof pull>;
