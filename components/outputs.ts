import type { Document } from "../documents/document.ts";
import type { Plan } from "../plan/plan.ts";

/** What the stack tells once it is up: where things are, and what stays to be done by hand. */
export function stackOutputs(plan: Plan, documents: readonly Document[]): Record<string, unknown> {
  const { owner, name } = plan.repository;
  return {
    repository: `${owner}/${name}`,
    files: documents.map(({ path }) => path),
    release: `push a tag ${plan.release.tagPattern} that is on ${plan.repository.defaultBranch}`,
    trustedPublisher: {
      register: `once, on ${plan.index.title}, under the project's "Publishing"`,
      ...plan.publisher,
    },
    environments: Object.fromEntries(
      plan.environments.map(({ name: environment, reviewers, tags }) => [environment, { reviewers, tags }]),
    ),
    channels: Object.fromEntries(
      plan.channels.map(({ name: channel, state, reason }) => [channel, `${state}: ${reason}`]),
    ),
    secrets: Object.fromEntries(plan.secrets.map(({ name: secret, reason }) => [secret, reason])),
    notAvailable: Object.fromEntries(plan.limits.map(({ feature, reason }) => [feature, reason])),
  };
}
