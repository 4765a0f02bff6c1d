import type { Document } from "../documents/document.ts";
import type { Plan } from "../plan/plan.ts";
import type { Delivery } from "../provider/sdk.ts";

/** What the stack tells once it is up: where things are, and what stays to be done by hand. */
export function stackOutputs(
  plan: Plan,
  documents: readonly Document[],
  { status, pullRequest }: Delivery,
): Record<string, unknown> {
  const { owner, name } = plan.repository;
  return {
    repository: `${owner}/${name}`,
    files: documents.map(({ path }) => path),
    delivery: { by: plan.delivery.by, status, pullRequest },
    release: `push a tag ${plan.release.tagPattern} that is on ${plan.repository.defaultBranch}`,
    trustedPublisher: {
      register: `once, on ${plan.index.title}, under the project's "Publishing"`,
      ...plan.publisher,
      environment: plan.publisher.environment ?? "(leave it empty)",
    },
    environments: Object.fromEntries(
      plan.environments.map(({ name: environment, reviewers, tags }) => [environment, { reviewers, tags }]),
    ),
    channels: Object.fromEntries(
      plan.channels.map(({ name: channel, state, reason }) => [channel, `${state}: ${reason}`]),
    ),
    ...unlessEmpty(
      "secrets",
      plan.secrets.map(({ name: secret, reason }) => [secret, reason]),
    ),
    ...unlessEmpty(
      "notAvailable",
      plan.limits.map(({ feature, reason }) => [feature, reason]),
    ),
  };
}

function unlessEmpty(key: string, entries: readonly (readonly [string, string])[]): Record<string, unknown> {
  return entries.length === 0 ? {} : { [key]: Object.fromEntries(entries) };
}
