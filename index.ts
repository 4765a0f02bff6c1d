import * as pulumi from "@pulumi/pulumi";
import { stackOutputs } from "./components/outputs.ts";
import { ReleasePipeline } from "./components/release-pipeline.ts";
import type { Delivery } from "./components/delivery-lookup.ts";
import { lookUpDelivery } from "./components/delivery-lookup.ts";
import { lookUpRepository } from "./components/repository-lookup.ts";
import { FaultsError } from "./config/fault.ts";
import { readConfiguration } from "./config/read.ts";
import type { Document } from "./documents/document.ts";
import { buildDocuments, checkDocuments } from "./documents/documents.ts";
import { buildPlan } from "./plan/build.ts";
import type { Plan } from "./plan/plan.ts";

/**
 * The program: configuration, plan, documents, components, outputs. Throws a FaultsError with all that the operator
 * has to mend; `program.js` shows it to them.
 */
export default async function program(): Promise<Record<string, unknown>> {
  const { project, stack, settings, secretValues, github } = readConfiguration();
  const plan = buildPlan({ project, stack }, settings);
  const { documents, actions } = buildDocuments(plan, settings);
  const [invalid, delivery] = await Promise.all([checkDocuments(documents), lookUp(plan, documents)]);
  const faults = [...invalid, ...delivery.faults];
  if (faults.length > 0) throw new FaultsError(faults);

  await warn(plan);
  new ReleasePipeline(settings.package.name, {
    plan,
    documents,
    own: delivery.own,
    actions,
    secretValues,
    github,
  });
  return stackOutputs(plan, documents);
}

/** What GitHub says of the repository, and if that is right, of the files in it. */
async function lookUp(plan: Plan, documents: readonly Document[]): Promise<Delivery> {
  const faults = await lookUpRepository(plan.repository);
  return faults.length > 0 ? { faults, own: new Set() } : await lookUpDelivery(plan, documents);
}

async function warn(plan: Plan): Promise<void> {
  for (const { feature, reason } of plan.limits)
    await pulumi.log.warn(`${feature}: left out, since ${reason}`);
  for (const { place, text } of plan.notices) await pulumi.log.warn(`${place}: ${text}`);
}
