/** Where the emulated GitHub is known to answer, or be asked, other than the description says. */
export interface Deviation {
  /** Absent: of any operation. */
  readonly operation?: string;
  /** A status that is not described, the body of one that is, or the request itself. */
  readonly of: number | `body of ${number}` | "request";
  readonly reason: string;
}

/** All that are known; whatever else deviates fails a test. */
export const deviations: readonly Deviation[] = [
  ...([301, 307] as const).map((of): Deviation => ({
    of,
    reason: "any operation answers so of a repository that was renamed; the description says it of few",
  })),
  { of: 400, reason: "any operation answers so to a body that is no JSON" },
  {
    of: 401,
    reason: "any operation answers so to a token that is not valid; the description says it of few",
  },
  {
    of: 403,
    reason: "any operation answers so to a token without the permission; the description says it of few",
  },
  {
    of: 404,
    reason: "any operation answers so of a repository that is not there; the description says it of some",
  },
  {
    operation: "PUT /repos/{owner}/{repo}/environments/{environment_name}",
    of: "request",
    reason:
      "terraform-provider-github sends can_admins_bypass, which the service takes and the description leaves out",
  },
  {
    operation: "PUT /repos/{owner}/{repo}/actions/permissions/selected-actions",
    of: 409,
    reason:
      "answered while the policy is not `selected`: said by the service's documentation, not by the description",
  },
  {
    operation: "GET /repos/{owner}/{repo}/actions/permissions/selected-actions",
    of: 409,
    reason: "as for setting them",
  },
  {
    operation: "PUT /repos/{owner}/{repo}/actions/secrets/{secret_name}",
    of: 422,
    reason: "a name or a sealed value that the service refuses",
  },
  {
    operation: "PUT /repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}",
    of: 422,
    reason: "a name or a sealed value that the service refuses",
  },
  {
    operation: "POST /repos/{owner}/{repo}/actions/variables",
    of: 409,
    reason: "the service refuses a variable that exists; the description lists only success",
  },
  {
    operation: "POST /repos/{owner}/{repo}/environments/{environment_name}/variables",
    of: 409,
    reason: "the service refuses a variable that exists; the description lists only success",
  },
  {
    operation: "POST /repos/{owner}/{repo}/actions/variables",
    of: 422,
    reason: "a name that the service refuses",
  },
  {
    operation: "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
    of: 422,
    reason: "a ref that there is not, or a workflow that nobody may start there",
  },
  {
    operation: "POST /repos/{owner}/{repo}/transfer",
    of: 422,
    reason: "an owner that there is not, or who has a repository of that name",
  },
  {
    operation: "PUT /repos/{owner}/{repo}/actions/permissions",
    of: 422,
    reason: "a value that the service does not know",
  },
  ...[
    "PATCH /repos/{owner}/{repo}/releases/{release_id}",
    "PATCH /repos/{owner}/{repo}/releases/assets/{asset_id}",
    "DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}",
  ].map((operation): Deviation => ({
    operation,
    of: 422,
    reason: "the service refuses what an immutable release, a taken name or a tag forbids",
  })),
  ...["POST /repos/{owner}/{repo}/rulesets", "PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}"].map(
    (operation): Deviation => ({
      operation,
      of: "body of 422",
      reason: "the service lists plain messages (`Name must be unique`), the description objects",
    }),
  ),
];

/** Whether a deviation from the description is a known one. */
export function isKnown(operation: string, of: Deviation["of"]): boolean {
  return deviations.some((one) => one.of === of && (one.operation ?? operation) === operation);
}
