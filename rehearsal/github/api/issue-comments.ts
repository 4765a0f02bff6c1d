import { requireString } from "../http/body.ts";
import { notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { created, type Call, type Reply, type Route } from "../http/route.ts";
import { simpleUser } from "../present/account.ts";
import { nodeId } from "../present/node-id.ts";
import { pathOf, web } from "../present/web.ts";
import type { CommentRecord, PullRecord } from "../store/pull-records.ts";
import { takeId, timestamp } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
const documentation = "issues/comments";

/** Comments on pull requests, which are issues to the service. There are no others here. */
export const issueComments: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#list-issue-comments`,
    needs: "pull_requests=read",
    handle: list,
  },
  {
    method: "POST",
    path,
    documentation: `${documentation}#create-an-issue-comment`,
    needs: "pull_requests=write",
    handle: create,
  },
];

function list(call: Call): Reply {
  const pull = issueOf(call);
  const { items, headers } = page(call, call.address, pull.comments ?? []);
  return { status: 200, body: items.map((comment) => present(call, pull, comment)), headers };
}

function create(call: Call): Reply {
  const { fullName } = repositoryOf(call);
  const pull = issueOf(call);
  const comment: CommentRecord = {
    id: takeId(call.records),
    user: call.records.viewer ?? fullName.split("/")[0] ?? "",
    body: requireString(call.body, "body"),
    created_at: timestamp(),
  };
  (pull.comments ??= []).push(comment);
  return created(present(call, pull, comment));
}

function issueOf(call: Call): PullRecord {
  const found = repositoryOf(call).record.pulls.find(
    ({ number }) => String(number) === call.params["issue_number"],
  );
  if (!found) throw notFound();
  return found;
}

function present(call: Call, { number }: PullRecord, comment: CommentRecord): Record<string, unknown> {
  const { url, fullName } = repositoryOf(call);
  return {
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    url: `${url}/issues/comments/${comment.id}`,
    html_url: `${web}/${pathOf(fullName)}/pull/${number}#issuecomment-${comment.id}`,
    issue_url: `${url}/issues/${number}`,
    user: simpleUser(call.records, comment.user, call.api),
    body: comment.body,
    created_at: comment.created_at,
    updated_at: comment.created_at,
    author_association: "OWNER",
  };
}
