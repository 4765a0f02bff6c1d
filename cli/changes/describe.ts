import type { StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import type { Drift, Operation, PropertyChange, ResourceChange } from "./change.ts";
import { deliveryOf, deliveryType } from "./delivery.ts";
import { fileChanges, filesOf, withoutFiles } from "./file-changes.ts";
import { propertyChanges, rotatedSecrets } from "./property-changes.ts";
import { parseUrn } from "./urn.ts";
import { withKeptFiles } from "./kept-files.ts";

/** What the events told about one resource. */
export interface Observed {
  readonly urn: string;
  readonly operation: Operation;
  /** The step that the operation is about; null after a mere refresh. */
  readonly step: StepEventMetadata | null;
  /** The refresh that found it changed by hand. */
  readonly found: StepEventMetadata | null;
  readonly failed: boolean;
}

type Inputs = Readonly<Record<string, unknown>>;

/** What happened to a resource, worked out once all is known: line diffs of long files take time. */
export function describe({ urn, operation, step, found, failed }: Observed): ResourceChange {
  const before: Inputs = operation === "create" ? {} : (step?.old?.inputs ?? {});
  const wanted: Inputs = operation === "delete" ? {} : (step?.new?.inputs ?? {});
  const after = operation === "update" && step !== null ? withKeptFiles(step, before, wanted) : wanted;
  const differs = operation !== "same" && operation !== "read" && operation !== "forget";
  const state = step?.new ?? step?.old ?? found?.new ?? found?.old;
  return {
    urn,
    ...parseUrn(urn),
    parent: state?.parent || null,
    operation,
    ...(differs && step !== null ? differences(step, before, after) : nothing),
    drift: found === null ? null : driftOf(found),
    delivers: operation === "forget" ? [] : Object.keys(filesOf(after)),
    delivery: deliveryOf(parseUrn(urn).type, (step?.new ?? found?.new ?? step?.old)?.outputs),
    failed,
  };
}

type Differences = Pick<ResourceChange, "properties" | "files">;

const nothing: Differences = { properties: [], files: [] };

/** In the inputs; where they are alike, in the outputs that the provider says differ. */
function differences(step: StepEventMetadata, before: Inputs, after: Inputs): Differences {
  const differing = step.diffs ?? [];
  const inInputs = properties(before, after, differing);
  const files = fileChanges(before, after);
  if (inInputs.length > 0 || files.length > 0) return { properties: inInputs, files };
  const named = (all: Inputs) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => differing.includes(key)));
  const inOutputs = propertyChanges(named(step.old?.outputs ?? {}), named(step.new?.outputs ?? {}));
  return { properties: inOutputs, files: [] };
}

function properties(before: Inputs, after: Inputs, differing: readonly string[]): PropertyChange[] {
  return [
    ...propertyChanges(withoutFiles(before), withoutFiles(after)),
    ...rotatedSecrets(before, after, differing),
  ];
}

function driftOf(step: StepEventMetadata): Drift | null {
  if (step.new == null) return { kind: "deleted", ...nothing };
  const before: Inputs = step.old?.inputs ?? {};
  // That a pull request was merged, closed or commented is what happens to one, and nothing to mend.
  const movedOn = step.type === deliveryType && fileChanges(before, step.new.inputs).length === 0;
  return movedOn ? null : { kind: "changed", ...differences(step, before, step.new.inputs) };
}
