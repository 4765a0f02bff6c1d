import type { Properties } from "../../../provider/protocol/provider.ts";
import { isProperties, textOf } from "../../../provider/protocol/values.ts";
import type { Hub } from "./hub.ts";
import { toCamel } from "./naming.ts";
import type { StandIn } from "./stand-in.ts";

interface Permissions {
  readonly enabled: boolean;
  readonly allowed_actions?: string;
  readonly sha_pinning_required?: boolean;
}

interface Allowed {
  readonly github_owned_allowed?: boolean;
  readonly verified_allowed?: boolean;
  readonly patterns_allowed?: readonly string[];
}

const permissions = "/repos/{owner}/{repo}/actions/permissions";
const selected = `${permissions}/selected-actions`;
const workflow = `${permissions}/workflow`;

/** Which actions the repository's workflows may use. */
export const actionsRepositoryPermissions: StandIn = {
  type: "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
  inputs: {
    repository: { required: true },
    enabled: { default: true },
    allowedActions: { choices: ["all", "local_only", "selected"] },
    allowedActionsConfig: {},
    shaPinningRequired: { computed: true },
  },
  computed: ["shaPinningRequired"],
  sets: ["patternsAlloweds"],

  identify: (id) => ({ repository: id }),

  async create(hub, inputs) {
    await put(hub, inputs);
    const id = textOf(inputs, "repository");
    return { id, outputs: await readActions(hub, id, inputs) };
  },

  async update(hub, old, inputs) {
    await put(hub, inputs);
    return readActions(hub, old.id, inputs);
  },

  read: readActions,

  async delete(hub, id) {
    await hub.request(`PUT ${permissions}`, { repo: id, enabled: true, allowed_actions: "all" });
  },
};

async function put(hub: Hub, inputs: Properties): Promise<void> {
  const { repository: repo, enabled, allowedActions, allowedActionsConfig, shaPinningRequired } = inputs;
  await hub.request(`PUT ${permissions}`, {
    repo,
    enabled,
    ...(enabled === true && allowedActions !== undefined ? { allowed_actions: allowedActions } : {}),
    ...(shaPinningRequired === undefined ? {} : { sha_pinning_required: shaPinningRequired }),
  });
  if (allowedActions !== "selected" || !isProperties(allowedActionsConfig)) return;
  await hub.request(`PUT ${selected}`, {
    repo,
    github_owned_allowed: allowedActionsConfig["githubOwnedAllowed"],
    verified_allowed: allowedActionsConfig["verifiedAllowed"] ?? false,
    patterns_allowed: allowedActionsConfig["patternsAlloweds"] ?? [],
  });
}

async function readActions(hub: Hub, id: string, state: Properties): Promise<Properties> {
  const live = await hub.request<Permissions>(`GET ${permissions}`, { repo: id });
  const wanted = state["allowedActionsConfig"] !== undefined || state["allowedActions"] === undefined;
  const config =
    live.allowed_actions === "selected" && live.enabled && wanted ? await readSelected(hub, id) : {};
  return {
    repository: id,
    enabled: live.enabled,
    allowedActions: live.allowed_actions,
    shaPinningRequired: live.sha_pinning_required ?? false,
    ...config,
  };
}

async function readSelected(hub: Hub, repo: string): Promise<Properties> {
  const live = await hub.request<Allowed>(`GET ${selected}`, { repo });
  return {
    allowedActionsConfig: {
      githubOwnedAllowed: live.github_owned_allowed ?? false,
      verifiedAllowed: live.verified_allowed ?? false,
      patternsAlloweds: live.patterns_allowed ?? [],
    },
  };
}

/** What the token of a workflow may do by default. */
export const workflowRepositoryPermissions: StandIn = {
  type: "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
  inputs: {
    repository: { required: true },
    defaultWorkflowPermissions: { choices: ["read", "write"] },
    canApprovePullRequestReviews: { default: false },
  },

  identify: (id) => ({ repository: id }),

  async create(hub, inputs) {
    const id = textOf(inputs, "repository");
    await putWorkflow(hub, inputs);
    return { id, outputs: await readWorkflow(hub, id) };
  },

  async update(hub, old, inputs) {
    await putWorkflow(hub, inputs);
    return readWorkflow(hub, old.id);
  },

  read: readWorkflow,

  async delete(hub, id) {
    await putWorkflow(hub, {
      repository: id,
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
    });
  },
};

async function putWorkflow(hub: Hub, inputs: Properties): Promise<void> {
  await hub.request(`PUT ${workflow}`, {
    repo: textOf(inputs, "repository"),
    default_workflow_permissions: inputs["defaultWorkflowPermissions"],
    can_approve_pull_request_reviews: inputs["canApprovePullRequestReviews"],
  });
}

async function readWorkflow(hub: Hub, id: string): Promise<Properties> {
  const live = await hub.request<Properties>(`GET ${workflow}`, { repo: id });
  return { repository: id, ...(toCamel(live) as Properties) };
}
