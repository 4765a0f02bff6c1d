import { unprocessable } from "../http/error.ts";
import { page } from "../http/page.ts";
import type { Call, Reply, Route } from "../http/route.ts";
import { presentPull } from "../present/pull.ts";
import { pathOf } from "../present/web.ts";
import { findRepository } from "../store/find.ts";
import type { PullRecord } from "../store/pull-records.ts";
import type { NamedRepository } from "./of-repository.ts";
import { asItStands } from "./pull-state.ts";

/** Search, of pull requests of one repository by words of their titles. */
export const search: readonly Route[] = [
  {
    method: "GET",
    path: "/search/issues",
    documentation: "search/search#search-issues-and-pull-requests",
    needs: null,
    handle: searchPulls,
  },
];

/** What is asked for: `repo:OWNER/NAME is:pr is:open in:title words`. */
interface Query {
  readonly repository: string;
  readonly is: readonly string[];
  readonly words: readonly string[];
}

async function searchPulls(call: Call): Promise<Reply> {
  const query = queryOf(call.query.get("q") ?? "");
  const [owner = "", name = ""] = query.repository.split("/");
  const found = findRepository(call.records, owner, name);
  if (!found) throw unprocessable("Validation Failed");
  const repository: NamedRepository = { ...found, url: `${call.api}/repos/${pathOf(found.fullName)}` };
  const git = await call.github.repository(repository.fullName);
  const all = await Promise.all(found.record.pulls.toReversed().map((pull) => asItStands(git, pull)));
  const fitting = all.filter((pull) => fits(pull, query));
  const { items, headers } = page(call, call.address, fitting);
  return {
    status: 200,
    headers,
    body: {
      total_count: fitting.length,
      incomplete_results: false,
      search_type: "lexical",
      items: items.map((pull) => presentFound(call, repository, pull)),
    },
  };
}

/** Any other qualifier is refused, so that none is taken for granted that is not kept. */
function queryOf(text: string): Query {
  const parts = text.split(/\s+/).filter((part) => part !== "");
  const values = (key: string) =>
    parts.filter((part) => part.startsWith(`${key}:`)).map((part) => part.slice(key.length + 1));
  const unknown = parts.find((part) => part.includes(":") && !/^(repo|is|in):/.test(part));
  const [repository] = values("repo");
  if (unknown !== undefined || repository === undefined || values("in").join() !== "title")
    throw unprocessable("Validation Failed");
  const words = parts.filter((part) => !part.includes(":")).flatMap(wordsOf);
  return { repository, is: values("is"), words };
}

function fits(pull: PullRecord, { is, words }: Query): boolean {
  const states = new Set(["pr", "pull-request", pull.state, pull.merged_at === null ? "unmerged" : "merged"]);
  const title = new Set(wordsOf(pull.title));
  return is.every((state) => states.has(state)) && words.every((word) => title.has(word));
}

/** As a search index takes text apart: what is neither letter nor digit parts words. */
function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** A pull request as an issue, which it is to the search. */
function presentFound(call: Call, repository: NamedRepository, pull: PullRecord): Record<string, unknown> {
  const shown = presentPull(call, repository, pull);
  const { number, merged_at } = pull;
  const issue = `${repository.url}/issues/${number}`;
  const { html_url, url, diff_url, patch_url } = shown;
  const { node_id, user, labels, milestone, assignee, assignees, author_association } = shown;
  return {
    id: pull.id,
    number,
    title: pull.title,
    ...(pull.body !== null && { body: pull.body }),
    state: pull.state,
    draft: pull.draft,
    created_at: pull.created_at,
    updated_at: pull.updated_at,
    closed_at: pull.closed_at,
    ...{ node_id, user, labels, milestone, assignee, assignees, author_association },
    url: issue,
    html_url,
    repository_url: repository.url,
    labels_url: `${issue}/labels{/name}`,
    comments_url: `${issue}/comments`,
    events_url: `${issue}/events`,
    comments: pull.comments?.length ?? 0,
    locked: false,
    score: 1,
    pull_request: { url, html_url, diff_url, patch_url, merged_at },
  };
}
