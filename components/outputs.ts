import type { Document } from "../documents/document.ts";
import type { IndexPlan, Plan } from "../plan/plan.ts";
import type { ContainerPackage } from "./container-package.ts";
import type { ReleasePipeline } from "./release-pipeline.ts";

/** What the stack tells once it is up: where things are, and what stays to be done by hand. */
export function stackOutputs(
  plan: Plan,
  documents: readonly Document[],
  { delivery: { status, pullRequest }, image }: Pick<ReleasePipeline, "delivery" | "image">,
): Record<string, unknown> {
  const { owner, name } = plan.repository;
  return {
    repository: `${owner}/${name}`,
    files: documents.map(({ path }) => path),
    delivery: { by: plan.delivery.by, status, pullRequest },
    release: `push a tag ${plan.release.tagPattern} that is on ${plan.repository.defaultBranch}`,
    trustedPublisher: trustedPublisher(plan, plan.index),
    ...(plan.testPyPI !== null && {
      trustedPublisherOfTestPyPI: trustedPublisher(plan, plan.testPyPI),
    }),
    environments: Object.fromEntries(
      plan.environments.map(({ name: environment, reviewers, tags, branches }) => [
        environment,
        { reviewers, ...(tags.length > 0 && { tags }), ...(branches.length > 0 && { branches }) },
      ]),
    ),
    channels: Object.fromEntries(
      plan.channels.map(({ name: channel, state, reason }) => [channel, `${state}: ${reason}`]),
    ),
    ...(image !== null && { image: imageOutputs(image) }),
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

/** What a user of the image needs, and whoever looks after it. */
function imageOutputs({
  pullCommand,
  digest,
  anonymousPull,
  settingsPage,
  base,
}: ContainerPackage): Record<string, unknown> {
  return {
    pull: pullCommand,
    digest,
    anonymousPull,
    ...(settingsPage !== null && { settings: settingsPage }),
    base,
  };
}

/** What the form of the index asks for; the environment is the index's own. */
function trustedPublisher({ publisher }: Plan, { title, environment }: IndexPlan): Record<string, unknown> {
  return {
    register: `once, on ${title}, under the project's "Publishing"`,
    ...publisher,
    environment: environment ?? "(leave it empty)",
  };
}

function unlessEmpty(key: string, entries: readonly (readonly [string, string])[]): Record<string, unknown> {
  return entries.length === 0 ? {} : { [key]: Object.fromEntries(entries) };
}
