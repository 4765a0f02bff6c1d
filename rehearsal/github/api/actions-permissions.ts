import { optionalBoolean, optionalList, optionalWord } from "../http/body.ts";
import { conflict, missing, unprocessable } from "../http/error.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { repositoryOf } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/actions/permissions";
const documentation = "actions/permissions";

/** Which actions may run, and what the token of a run may do by default. */
export const actionsPermissions: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#get-github-actions-permissions-for-a-repository`,
    needs: "administration=read",
    handle: getPermissions,
  },
  {
    method: "PUT",
    path,
    documentation: `${documentation}#set-github-actions-permissions-for-a-repository`,
    needs: "administration=write",
    handle: setPermissions,
  },
  {
    method: "GET",
    path: `${path}/selected-actions`,
    documentation: `${documentation}#get-allowed-actions-and-reusable-workflows-for-a-repository`,
    needs: "administration=read",
    handle: getSelected,
  },
  {
    method: "PUT",
    path: `${path}/selected-actions`,
    documentation: `${documentation}#set-allowed-actions-and-reusable-workflows-for-a-repository`,
    needs: "administration=write",
    handle: setSelected,
  },
  {
    method: "GET",
    path: `${path}/workflow`,
    documentation: `${documentation}#get-default-workflow-permissions-for-a-repository`,
    needs: "administration=read",
    handle: getWorkflow,
  },
  {
    method: "PUT",
    path: `${path}/workflow`,
    documentation: `${documentation}#set-default-workflow-permissions-for-a-repository`,
    needs: "administration=write",
    handle: setWorkflow,
  },
];

function getPermissions(call: Call): Reply {
  const { record, url } = repositoryOf(call);
  const { enabled, allowed_actions, sha_pinning_required } = record.actions;
  return ok({
    enabled,
    ...(enabled ? { allowed_actions, sha_pinning_required } : {}),
    ...(enabled && allowed_actions === "selected"
      ? { selected_actions_url: `${url}/actions/permissions/selected-actions` }
      : {}),
  });
}

function setPermissions(call: Call): Reply {
  const { actions } = repositoryOf(call).record;
  const enabled = optionalBoolean(call.body, "enabled");
  if (enabled === undefined) throw missing("enabled");
  const allowed = optionalWord(call.body, "allowed_actions", ["all", "local_only", "selected"]);
  actions.enabled = enabled;
  actions.allowed_actions = allowed ?? actions.allowed_actions;
  actions.sha_pinning_required =
    optionalBoolean(call.body, "sha_pinning_required") ?? actions.sha_pinning_required;
  return noContent;
}

function getSelected(call: Call): Reply {
  const { actions } = repositoryOf(call).record;
  if (!actions.enabled || actions.allowed_actions !== "selected") throw notSelected();
  return ok(actions.selected_actions);
}

function setSelected(call: Call): Reply {
  const { actions } = repositoryOf(call).record;
  if (!actions.enabled || actions.allowed_actions !== "selected") throw notSelected();
  const patterns = optionalList(call.body, "patterns_allowed") ?? [];
  const texts = patterns.filter((pattern) => typeof pattern === "string");
  if (texts.length < patterns.length) throw unprocessable("Invalid request.\n\nA pattern is not a string.");
  actions.selected_actions = {
    github_owned_allowed: optionalBoolean(call.body, "github_owned_allowed") ?? false,
    verified_allowed: optionalBoolean(call.body, "verified_allowed") ?? false,
    patterns_allowed: texts,
  };
  return noContent;
}

function notSelected(): Error {
  return conflict(
    "Unable to set selected actions: the repository's `allowed_actions` policy is not `selected`",
  );
}

function getWorkflow(call: Call): Reply {
  const { default_workflow_permissions, can_approve_pull_request_reviews } =
    repositoryOf(call).record.actions;
  return ok({ default_workflow_permissions, can_approve_pull_request_reviews });
}

function setWorkflow(call: Call): Reply {
  const { actions } = repositoryOf(call).record;
  const level = optionalWord(call.body, "default_workflow_permissions", ["read", "write"]);
  const approves = optionalBoolean(call.body, "can_approve_pull_request_reviews");
  actions.default_workflow_permissions = level ?? actions.default_workflow_permissions;
  actions.can_approve_pull_request_reviews = approves ?? actions.can_approve_pull_request_reviews;
  return noContent;
}
