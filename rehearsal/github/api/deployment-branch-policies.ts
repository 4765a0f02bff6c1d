import { optionalWord, requireString } from "../http/body.ts";
import { notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { nodeId } from "../present/node-id.ts";
import { takeId, type EnvironmentRecord } from "../store/records.ts";
import { environmentOf } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies";
const onePath = `${path}/{branch_policy_id}`;
const documentation = "deployments/branch-policies";

/** Which branches and tags may deploy to an environment. */
export const deploymentBranchPolicies: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#list-deployment-branch-policies`,
    needs: "actions=read",
    handle: list,
  },
  {
    method: "POST",
    path,
    documentation: `${documentation}#create-a-deployment-branch-policy`,
    needs: "administration=write",
    handle: create,
  },
  {
    method: "GET",
    path: onePath,
    documentation: `${documentation}#get-a-deployment-branch-policy`,
    needs: "actions=read",
    handle: (call) => ok(present(policyOf(call))),
  },
  {
    method: "PUT",
    path: onePath,
    documentation: `${documentation}#update-a-deployment-branch-policy`,
    needs: "administration=write",
    handle: update,
  },
  {
    method: "DELETE",
    path: onePath,
    documentation: `${documentation}#delete-a-deployment-branch-policy`,
    needs: "administration=write",
    handle: remove,
  },
];

type Policy = EnvironmentRecord["deployment_branch_policies"][number];

function list(call: Call): Reply {
  const { record, url } = environmentOf(call);
  const all = record.deployment_branch_policies;
  const { items, headers } = page(call, `${url}/deployment-branch-policies`, all);
  return { status: 200, body: { total_count: all.length, branch_policies: items.map(present) }, headers };
}

/** A pattern that is there already is answered with where it is, not made twice. */
function create(call: Call): Reply {
  const { record, url } = environmentOf(call);
  if (!record.deployment_branch_policy?.custom_branch_policies) throw notFound();
  const name = requireString(call.body, "name");
  const type = optionalWord(call.body, "type", ["branch", "tag"]) ?? "branch";
  const same = record.deployment_branch_policies.find((one) => one.name === name && one.type === type);
  if (same) return { status: 303, headers: { Location: `${url}/deployment-branch-policies/${same.id}` } };
  const policy = { id: takeId(call.records), name, type };
  record.deployment_branch_policies.push(policy);
  return ok(present(policy));
}

function update(call: Call): Reply {
  const policy = policyOf(call);
  policy.name = requireString(call.body, "name");
  return ok(present(policy));
}

function remove(call: Call): Reply {
  const policy = policyOf(call);
  const { record } = environmentOf(call);
  record.deployment_branch_policies = record.deployment_branch_policies.filter((one) => one !== policy);
  return noContent;
}

function policyOf(call: Call): Policy {
  const policies = environmentOf(call).record.deployment_branch_policies;
  const found = policies.find(({ id }) => String(id) === call.params["branch_policy_id"]);
  if (!found) throw notFound();
  return found;
}

function present({ id, name, type }: Policy): Record<string, unknown> {
  return { id, node_id: nodeId("GP", id), name, type };
}
