import type { ChangedFile } from "../git/diff.ts";
import type { Commit } from "../git/repository.ts";
import type { Signature } from "../git/objects.ts";
import { timestamp } from "../store/records.ts";
import type { NamedRepository } from "../api/of-repository.ts";
import { nodeId } from "./node-id.ts";
import { pathOf, web } from "./web.ts";

/** A commit as an object of git (`git-commit`). */
export function presentCommit(repository: NamedRepository, commit: Commit): Record<string, unknown> {
  const { url, fullName } = repository;
  const page = `${web}/${pathOf(fullName)}`;
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.sha),
    url: `${url}/git/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    author: presentSignature(commit.author),
    committer: presentSignature(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: unsigned,
  };
}

/** Who and when, as answers have it. */
function presentSignature({ name, email, date }: Signature): Record<string, unknown> {
  return { name, email, date: timestamp(date) };
}

/** Nothing here signs commits. */
const unsigned = {
  verified: false,
  reason: "unsigned",
  signature: null,
  payload: null,
  verified_at: null,
};

/** A commit as a list of commits has it (`commit`). Whose account its author's address is, is not known. */
export function presentListedCommit(repository: NamedRepository, commit: Commit): Record<string, unknown> {
  const { url, fullName } = repository;
  const page = `${web}/${pathOf(fullName)}/commit`;
  const { sha, node_id, author, committer, message, tree, verification } = presentCommit(repository, commit);
  return {
    sha,
    node_id,
    url: `${url}/commits/${commit.sha}`,
    html_url: `${page}/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    commit: {
      url: `${url}/git/commits/${commit.sha}`,
      author,
      committer,
      message,
      tree,
      comment_count: 0,
      verification,
    },
    author: null,
    committer: null,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${url}/commits/${parent}`,
      html_url: `${page}/${parent}`,
    })),
  };
}

/** A file that a commit changes (`diff-entry`). */
export function presentChangedFile(
  { url, fullName }: NamedRepository,
  commit: string,
  { filename, status, additions, deletions, sha }: ChangedFile,
): Record<string, unknown> {
  const page = `${web}/${pathOf(fullName)}`;
  return {
    sha,
    filename,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${page}/blob/${pathOf(commit, filename)}`,
    raw_url: `${page}/raw/${pathOf(commit, filename)}`,
    contents_url: `${url}/contents/${pathOf(filename)}?ref=${commit}`,
  };
}
