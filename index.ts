import * as pulumi from "@pulumi/pulumi";
import { deliveryArgs, lookUpDelivery } from "./components/delivery-lookup.ts";
import type { DeliveryFindings, DeliveryQuestion } from "./components/delivery-lookup.ts";
import { stackOutputs } from "./components/outputs.ts";
import { whyUnasked } from "./components/registry-lookup.ts";
import { ReleasePipeline } from "./components/release-pipeline.ts";
import { lookUpRepository } from "./components/repository-lookup.ts";
import { slipwayProvider } from "./components/slipway-provider.ts";
import { FaultsError } from "./config/fault.ts";
import { readConfiguration } from "./config/read.ts";
import { allowedPatterns } from "./documents/actions.ts";
import { buildDocuments, checkDocuments } from "./documents/documents.ts";
import { buildPlan } from "./plan/build.ts";
import type { Plan } from "./plan/plan.ts";

/**
 * The program: configuration, plan, documents, components, outputs. Throws a FaultsError with all that the operator
 * has to mend; `program.js` shows it to them.
 */
export default async function program(): Promise<Record<string, unknown>> {
  const { project, stack, settings, secretValues, github, registryAuth } = readConfiguration();
  const plan = buildPlan({ project, stack }, settings);
  const { documents, actions } = buildDocuments(plan, settings);
  const name = settings.package.name;
  const slipway = slipwayProvider(name, github);
  const args = deliveryArgs(plan, documents);
  const allowedActions = allowedPatterns(actions, plan.repository.allowActions);
  const [invalid, found, unasked] = await Promise.all([
    checkDocuments(documents),
    lookUp({ plan, args, allowedActions }, slipway),
    plan.image === null ? null : whyUnasked(slipway),
  ]);
  const faults = [...invalid, ...found.faults];
  if (faults.length > 0) throw new FaultsError(faults);

  await warn(plan, found);
  const pipeline = new ReleasePipeline(name, {
    plan,
    delivery: args,
    singly: found.singly,
    allowedActions,
    secretValues,
    slipway,
    registries: { registryAuth, unasked, ownerType: found.ownerType, imageLock: found.imageLock },
  });
  return stackOutputs(plan, documents, pipeline);
}

/** What GitHub says of the repository; if that is right, of the files in it. */
async function lookUp(
  question: DeliveryQuestion,
  slipway: pulumi.ProviderResource,
): Promise<DeliveryFindings> {
  const [faults, found] = await Promise.all([
    lookUpRepository(question.plan.repository),
    lookUpDelivery(question, slipway).catch((error: unknown) => error),
  ]);
  // Without the repository, whatever failed below it says nothing new.
  if (faults.length > 0) return { faults, notices: [], singly: {} };
  if (found instanceof Error) throw found;
  return found as DeliveryFindings;
}

async function warn(plan: Plan, found: DeliveryFindings): Promise<void> {
  for (const { feature, reason } of plan.limits)
    await pulumi.log.warn(`${feature}: left out, since ${reason}`);
  for (const { place, text } of [...plan.notices, ...found.notices])
    await pulumi.log.warn(`${place}: ${text}`);
}
