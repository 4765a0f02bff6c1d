import type { Records, RepositoryRecord } from "../store/records.ts";
import { simpleUser } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { pathOf, web } from "./web.ts";

/** What follows a repository's own address in the templates that an answer lists. */
const templates: Readonly<Record<string, string>> = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

/** A repository as it appears in lists (`minimal-repository`). */
export function minimalRepository(records: Records, fullName: string, api: string): Record<string, unknown> {
  const [owner = "", name = ""] = fullName.split("/");
  const record = records.repositories[fullName];
  const url = `${api}/repos/${pathOf(owner, name)}`;
  return {
    id: record?.id ?? 0,
    node_id: nodeId("R", record?.id ?? 0),
    name,
    full_name: fullName,
    private: record?.visibility === "private",
    owner: simpleUser(records, owner, api),
    html_url: `${web}/${pathOf(owner, name)}`,
    description: null,
    fork: record?.fork_of !== undefined,
    url,
    ...Object.fromEntries(Object.entries(templates).map(([key, rest]) => [key, url + rest])),
  };
}

/** A repository with its full name. */
interface Presented {
  readonly fullName: string;
  readonly record: RepositoryRecord;
}

/** A repository as such (`full-repository`), as its administrator sees it; of a fork, what it comes from, too. */
export function fullRepository(records: Records, presented: Presented, api: string): Record<string, unknown> {
  const parent = parentOf(records, presented);
  let source = parent;
  for (let next = source; next !== null; next = parentOf(records, next)) source = next;
  return {
    ...repositoryAlone(records, presented, api),
    ...(parent && { parent: repositoryAlone(records, parent, api) }),
    ...(source && { source: repositoryAlone(records, source, api) }),
  };
}

function parentOf(records: Records, { record }: Presented): Presented | null {
  const found = Object.entries(records.repositories).find(([, { id }]) => id === record.fork_of);
  return found ? { fullName: found[0], record: found[1] } : null;
}

/** A repository as it appears within others (`repository`). */
export function repositoryAlone(
  records: Records,
  { fullName, record }: Presented,
  api: string,
): Record<string, unknown> {
  const address = `${web}/${pathOf(fullName)}`;
  return {
    ...minimalRepository(records, fullName, api),
    ...features,
    git_url: `git://${address.slice("https://".length)}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    clone_url: `${address}.git`,
    svn_url: address,
    default_branch: record.default_branch,
    visibility: record.visibility,
    archived: record.archived ?? false,
    created_at: record.created_at,
    updated_at: record.updated_at,
    pushed_at: record.updated_at,
    open_issues_count: record.pulls.filter(({ state }) => state === "open").length,
    open_issues: record.pulls.filter(({ state }) => state === "open").length,
    permissions: { admin: true, maintain: true, push: true, triage: true, pull: true },
  };
}

/** What a new repository of github.com has. */
const features = {
  mirror_url: null,
  homepage: null,
  language: "Python",
  size: 0,
  stargazers_count: 0,
  watchers_count: 0,
  forks_count: 0,
  watchers: 0,
  forks: 0,
  network_count: 0,
  subscribers_count: 0,
  has_issues: true,
  has_projects: true,
  has_downloads: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  disabled: false,
  license: null,
  is_template: false,
  topics: [],
  allow_forking: true,
  allow_squash_merge: true,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  allow_auto_merge: false,
  allow_update_branch: false,
  delete_branch_on_merge: false,
  use_squash_pr_title_as_default: false,
  squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
  squash_merge_commit_message: "COMMIT_MESSAGES",
  merge_commit_title: "MERGE_MESSAGE",
  merge_commit_message: "PR_TITLE",
  web_commit_signoff_required: false,
};
