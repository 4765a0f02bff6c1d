import { parseUrn } from "../changes/urn.ts";

/** What a fine-grained token or an App needs for a resource, by the last part of its type; the rest: Administration. */
const permissions: Readonly<Record<string, string | readonly string[]>> = {
  ActionsEnvironmentSecret: "Environments: write",
  ActionsEnvironmentVariable: "Environments: write",
  ActionsSecret: "Secrets: write",
  ActionsVariable: "Variables: write",
  Branch: "Contents: write",
  Delivery: ["Contents: write", "Workflows: write", "Pull requests: write"],
  RepositoryFile: "Contents: write",
  RepositoryPullRequest: "Pull requests: write",
  RepositoryWebhook: "Webhooks: write",
};

/** The permissions that a resource asks of the token, as GitHub's form names them; `address` is what was asked. */
export function permissionsFor(urn: string | null, address: string): string[] {
  if (urn === null) return ["Administration: write"];
  const { type, name } = parseUrn(urn);
  const kind = type.split(":").at(-1) ?? type;
  const permission = permissions[kind] ?? "Administration: write";
  // GitHub guards the folder of workflows by a permission of its own.
  const workflow = kind === "RepositoryFile" && `${name} ${address}`.includes(".github/workflows/");
  return [permission, ...(workflow ? ["Workflows: write"] : [])].flat();
}

/** `"Contents: write" and "Workflows: write"` */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(" and ");
}
