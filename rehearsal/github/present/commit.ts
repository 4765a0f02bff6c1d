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
export function presentSignature({ name, email, date }: Signature): Record<string, unknown> {
  return { name, email, date: timestamp(date) };
}

/** Nothing here signs commits. */
export const unsigned = {
  verified: false,
  reason: "unsigned",
  signature: null,
  payload: null,
  verified_at: null,
};
