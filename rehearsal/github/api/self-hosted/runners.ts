import type { ModelRunner } from "../../../runners/github-model.ts";
import { notFound, unprocessable } from "../../http/error.ts";
import { page } from "../../http/page.ts";
import type { Permission } from "../../http/permissions.ts";
import { created, noContent, ok, type Call, type Reply, type Route } from "../../http/route.ts";
import { answered, numberOf } from "./model.ts";

interface Holder {
  readonly path: string;
  /** As the documentation's anchors name it: `for-an-organization`. */
  readonly anchor: string;
  readonly needs: (access: "read" | "write") => Permission;
}

const holders: readonly Holder[] = [
  {
    path: "/orgs/{org}/actions/runners",
    anchor: "an-organization",
    needs: (access) => `organization_self_hosted_runners=${access}`,
  },
  {
    path: "/repos/{owner}/{repo}/actions/runners",
    anchor: "a-repository",
    needs: (access) => `administration=${access}`,
  },
];

/** Self-hosted runners of organizations and repositories, and groups of them. */
export const selfHostedRunners: readonly Route[] = [
  ...holders.flatMap(ofHolder),
  {
    ...{ method: "GET", path: "/orgs/{org}/actions/runner-groups" },
    documentation: "actions/self-hosted-runner-groups#list-self-hosted-runner-groups-for-an-organization",
    ...{ needs: "organization_self_hosted_runners=read", handle: listGroups },
  },
];

function ofHolder({ path, anchor, needs }: Holder): Route[] {
  return [
    {
      ...{ method: "POST", path: `${path}/generate-jitconfig`, needs: needs("write"), handle: register },
      documentation: `actions/self-hosted-runners#create-configuration-for-a-just-in-time-runner-for-${anchor}`,
    },
    {
      ...{ method: "GET", path, needs: needs("read"), handle: list },
      documentation: `actions/self-hosted-runners#list-self-hosted-runners-for-${anchor}`,
    },
    {
      ...{ method: "GET", path: `${path}/{runner_id}`, needs: needs("read") },
      documentation: `actions/self-hosted-runners#get-a-self-hosted-runner-for-${anchor}`,
      handle: (call) => ok(present(runnerOf(call))),
    },
    {
      ...{ method: "DELETE", path: `${path}/{runner_id}`, needs: needs("write"), handle: remove },
      documentation: `actions/self-hosted-runners#delete-a-self-hosted-runner-from-${anchor}`,
    },
  ];
}

/** Every organization has the one that runners are in by default. */
function listGroups({ api, params }: Call): Reply {
  const group = {
    ...{ id: 1, name: "Default", visibility: "all", default: true, inherited: false },
    ...{ allows_public_repositories: false, restricted_to_workflows: false, selected_workflows: [] },
    runners_url: `${api}/orgs/${params["org"]}/actions/runner-groups/1/runners`,
  };
  return ok({ total_count: 1, runner_groups: [group] });
}

function register(call: Call): Reply {
  const { name, labels, runner_group_id: group } = call.body;
  if (typeof name !== "string" || name === "" || name.length > 64 || typeof group !== "number")
    throw unprocessable("Invalid request.");
  if (!Array.isArray(labels) || labels.length === 0 || !labels.every((one) => typeof one === "string"))
    throw unprocessable("Invalid request: labels must have 1 to 100 entries.");
  const runner = answered(call, (model) => model.register(name, labels));
  return created({ runner: present(runner), encoded_jit_config: runner.jitConfig });
}

function list(call: Call): Reply {
  const name = call.query.get("name");
  const all = [...(call.runners?.runners.values() ?? [])].filter(
    (runner) => name === null || runner.name === name,
  );
  const { items, headers } = page(call, call.address, all);
  return { status: 200, headers, body: { total_count: all.length, runners: items.map(present) } };
}

function remove(call: Call): Reply {
  const { id } = runnerOf(call);
  answered(call, (model) => model.remove(id));
  return noContent;
}

function runnerOf(call: Call): ModelRunner {
  const found = call.runners?.runners.get(numberOf(call, "runner_id"));
  if (!found) throw notFound();
  return found;
}

function present({ id, name, labels, isOnline, job }: ModelRunner): Record<string, unknown> {
  return {
    ...{ id, name, os: "linux", status: isOnline ? "online" : "offline", busy: job !== null },
    ...{ runner_group_id: 1, ephemeral: true, version: null },
    labels: labels.map((label, at) => ({ id: at + 1, name: label, type: "custom" })),
  };
}
