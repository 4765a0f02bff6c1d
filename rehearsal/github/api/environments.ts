import { optionalBoolean, optionalInteger, optionalObject, optionalObjects } from "../http/body.ts";
import { unprocessable } from "../http/error.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { page } from "../http/page.ts";
import { simpleUser } from "../present/account.ts";
import { nodeId } from "../present/node-id.ts";
import { teamSimple } from "../present/team.ts";
import { web, pathOf } from "../present/web.ts";
import { find, findAccount, findTeam, put } from "../store/find.ts";
import { newPublicKey } from "../store/public-key.ts";
import { takeId, timestamp, type EnvironmentRecord, type Records } from "../store/records.ts";
import { environmentOf, repositoryOf, type NamedEnvironment } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/environments";
const documentation = "deployments/environments";

/** Deployment environments: who may let a job use what is in them. */
export const environments: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#list-environments`,
    needs: "actions=read",
    handle: list,
  },
  {
    method: "GET",
    path: `${path}/{environment_name}`,
    documentation: `${documentation}#get-an-environment`,
    needs: "actions=read",
    handle: (call) => ok(present(call, environmentOf(call))),
  },
  {
    method: "PUT",
    path: `${path}/{environment_name}`,
    documentation: `${documentation}#create-or-update-an-environment`,
    needs: "administration=write",
    handle: createOrUpdate,
  },
  {
    method: "DELETE",
    path: `${path}/{environment_name}`,
    documentation: `${documentation}#delete-an-environment`,
    needs: "administration=write",
    handle: remove,
  },
];

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const all = Object.entries(repository.record.environments).map(([name, record]) => {
    const url = `${repository.url}/environments/${encodeURIComponent(name)}`;
    return present(call, { name, record, repository, url });
  });
  const { items, headers } = page(call, `${repository.url}/environments`, all);
  return { status: 200, body: { total_count: all.length, environments: items }, headers };
}

function createOrUpdate(call: Call): Reply {
  const { record } = repositoryOf(call);
  const name = checkedName(call.params["environment_name"] ?? "");
  const protection = requestedProtection(call);
  const found = find(record.environments, name);
  const now = timestamp();
  const environment: EnvironmentRecord = {
    ...(found?.record ?? {
      id: takeId(call.records),
      created_at: now,
      deployment_branch_policies: [],
      public_key: newPublicKey(),
      secrets: {},
      variables: {},
    }),
    ...protection,
    updated_at: now,
  };
  put(record.environments, found?.key ?? name, environment);
  return ok(present(call, environmentOf(call)));
}

type Protection = Pick<
  EnvironmentRecord,
  "wait_timer" | "prevent_self_review" | "can_admins_bypass" | "reviewers" | "deployment_branch_policy"
>;

/** What is not said is taken back: the service replaces an environment's protection as a whole. */
function requestedProtection({ body, records }: Call): Protection {
  const waitTimer = optionalInteger(body, "wait_timer") ?? 0;
  if (waitTimer < 0 || waitTimer > 43_200) throw unprocessable("wait_timer must be between 0 and 43200");
  return {
    wait_timer: waitTimer,
    prevent_self_review: optionalBoolean(body, "prevent_self_review") ?? false,
    can_admins_bypass: optionalBoolean(body, "can_admins_bypass") ?? true,
    reviewers: requestedReviewers(records, body),
    deployment_branch_policy: requestedBranchPolicy(body),
  };
}

function requestedReviewers(records: Records, body: Call["body"]): EnvironmentRecord["reviewers"] {
  const reviewers = optionalObjects(body, "reviewers") ?? [];
  if (reviewers.length > 6) throw unprocessable("There can be at most 6 reviewers");
  return reviewers.map((reviewer) => {
    const id = optionalInteger(reviewer, "id") ?? 0;
    const type = reviewer["type"] === "Team" ? "Team" : "User";
    const found = type === "Team" ? findTeam(records, id) : findAccount(records, id);
    if (!found)
      throw unprocessable(`Failed to create the environment protection rule. Reviewer ${id} does not exist`);
    return { type, id };
  });
}

function requestedBranchPolicy(body: Call["body"]): EnvironmentRecord["deployment_branch_policy"] {
  const policy = optionalObject(body, "deployment_branch_policy");
  if (!policy) return null;
  const isProtected = optionalBoolean(policy, "protected_branches") ?? false;
  const isCustom = optionalBoolean(policy, "custom_branch_policies") ?? false;
  if (isProtected === isCustom) {
    throw unprocessable("protected_branches and custom_branch_policies cannot have the same value");
  }
  return { protected_branches: isProtected, custom_branch_policies: isCustom };
}

function remove(call: Call): Reply {
  const { name, repository } = environmentOf(call);
  Reflect.deleteProperty(repository.record.environments, name);
  return noContent;
}

/** The names that the service refuses: the longest, and those with characters of its query syntax. */
function checkedName(name: string): string {
  if (name.length > 255 || /[\0\n\r'"`,;\\]/.test(name)) throw unprocessable("Name is not valid");
  return name;
}

function present(call: Call, { name, record, repository, url }: NamedEnvironment): Record<string, unknown> {
  return {
    id: record.id,
    node_id: nodeId("EN", record.id),
    name,
    url,
    html_url: `${web}/${pathOf(repository.fullName)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: record.created_at,
    updated_at: record.updated_at,
    can_admins_bypass: record.can_admins_bypass,
    protection_rules: presentRules(call, record),
    deployment_branch_policy: record.deployment_branch_policy,
  };
}

/** A rule's number is made from the environment's, since rules are numbered among themselves. */
function presentRules({ records, api }: Call, record: EnvironmentRecord): readonly Record<string, unknown>[] {
  const rule = (offset: number, type: string) => {
    const id = record.id * 10 + offset;
    return { id, node_id: nodeId("GA", id), type };
  };
  const reviewers = record.reviewers.map(({ type, id }) => ({
    type,
    reviewer:
      type === "Team"
        ? teamSimple(records, findTeam(records, id)?.key ?? "", api)
        : simpleUser(records, findAccount(records, id)?.key ?? "ghost", api),
  }));
  return [
    ...(record.wait_timer > 0 ? [{ ...rule(1, "wait_timer"), wait_timer: record.wait_timer }] : []),
    ...(reviewers.length > 0
      ? [{ ...rule(2, "required_reviewers"), prevent_self_review: record.prevent_self_review, reviewers }]
      : []),
    ...(record.deployment_branch_policy ? [rule(3, "branch_policy")] : []),
  ];
}
