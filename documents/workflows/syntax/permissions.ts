import type { StepDraft } from "./workflow.ts";

/** What a job's token may be granted, as GitHub spells it. */
export const scopes = [
  "actions",
  "artifact-metadata",
  "attestations",
  "checks",
  "contents",
  "deployments",
  "discussions",
  "id-token",
  "issues",
  "models",
  "packages",
  "pages",
  "pull-requests",
  "security-events",
  "statuses",
] as const;
export type Scope = (typeof scopes)[number];

export type Access = "read" | "write";

/** A right of a job's token, and what it is needed for; the reason becomes the comment behind it. */
export interface Grant {
  readonly access: Access;
  readonly reason: string;
}

export type Grants = Readonly<Partial<Record<Scope, Grant>>>;

/** What an action does with the job's token; an action that is not listed needs nothing of it. */
const grantsByAction: Readonly<Record<string, Grants>> = {
  "actions/checkout": { contents: { access: "read", reason: "check out the sources" } },
  "actions/attest": {
    "id-token": { access: "write", reason: "sign the attestation" },
    attestations: { access: "write", reason: "store the attestation" },
  },
  "actions/attest-build-provenance": {
    "id-token": { access: "write", reason: "sign the attestation" },
    attestations: { access: "write", reason: "store the attestation" },
  },
  "pypa/gh-action-pypi-publish": {
    "id-token": { access: "write", reason: "prove to the index which workflow publishes" },
  },
};

/** The rights a step needs: its own declaration, or else what its action is known to need. */
function grantsOf(step: StepDraft): Grants {
  if (step.grants !== undefined) return step.grants;
  if (step.uses === undefined) return {};
  const action = step.uses.split("@")[0] ?? "";
  return Object.hasOwn(grantsByAction, action) ? (grantsByAction[action] ?? {}) : {};
}

/** The least a job needs: the union of its steps' rights, in the order of `scopes`. */
export function permissionsOf(steps: readonly StepDraft[]): Grants {
  const union: Partial<Record<Scope, Grant>> = {};
  for (const step of steps) {
    for (const [scope, grant] of Object.entries(grantsOf(step)) as [Scope, Grant][]) {
      union[scope] = merge(union[scope], grant);
    }
  }
  return Object.fromEntries(scopes.flatMap((scope) => (union[scope] ? [[scope, union[scope]]] : [])));
}

function merge(known: Grant | undefined, grant: Grant): Grant {
  if (known === undefined) return grant;
  const reasons = known.reason.split(", ");
  return {
    access: known.access === "write" ? "write" : grant.access,
    reason: reasons.includes(grant.reason) ? known.reason : [...reasons, grant.reason].join(", "),
  };
}
