import type { RunnerSettings } from "../settings/settings.ts";

/** What of GitHub the control plane is let into, in GitHub's own words. */
export type PermissionName =
  | "actions"
  | "administration"
  | "organization_hooks"
  | "organization_self_hosted_runners"
  | "repository_hooks";

export type Permissions = Readonly<Partial<Record<PermissionName, "read" | "write">>>;

/** Functions of the control plane that ask GitHub for something. */
export type GitHubRole = "controller" | "reconciler";

type Place = Pick<RunnerSettings["github"], "scope" | "webhook">;

/** Webhook events that the App, or the webhook of the settings, has to be subscribed to. */
export const webhookEvents = ["workflow_job", "workflow_run"] as const;

/**
 * What a function's token may do, and no more: registrations and what is known of runs for the controller; running jobs
 * again and deliveries of a webhook, if it is not the App's own, for the reconciler besides.
 */
export function tokenPermissions(role: GitHubRole, { scope, webhook }: Place): Permissions {
  const isRepository = scope.includes("/");
  const runners: Permissions = isRepository
    ? { administration: "write" }
    : { organization_self_hosted_runners: "write" };
  if (role === "controller") return { ...runners, actions: "read" };
  const hooks: Permissions = isRepository ? { repository_hooks: "write" } : { organization_hooks: "write" };
  return { ...runners, actions: "write", ...(webhook === "app" ? {} : hooks) };
}

/** What the App has to be given: what any function's token may do, and what GitHub gives every App. */
export function appPermissions(place: Place): Permissions & { readonly metadata: "read" } {
  return { ...tokenPermissions("reconciler", place), metadata: "read" };
}
