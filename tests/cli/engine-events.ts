import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";

/** What a test says of a step; the rest is filled in. */
export interface Step {
  readonly op: StepEventMetadata["op"];
  readonly type?: string;
  readonly name: string;
  /** Type and name of the component: `slipway:DeliveredFiles::files`. */
  readonly parent?: string;
  readonly old?: Readonly<Record<string, unknown>> | null;
  readonly new?: Readonly<Record<string, unknown>> | null;
  readonly diffs?: readonly string[];
  /** Whether it is a component, of which the engine does not say that it is custom. */
  readonly component?: true;
  /** Whether what it stands for stays when it is deleted. */
  readonly retained?: true;
}

const prefix = "urn:pulumi:prod::slipway::";
let sequence = 0;

/** A secret as the engine sends it. */
export const secret = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "[secret]",
};

export function urnOf({
  type = "github:index/repositoryFile:RepositoryFile",
  name,
}: Pick<Step, "type" | "name">): string {
  return `${prefix}${type}::${name}`;
}

function metadata(step: Step): StepEventMetadata {
  const { op, type = "github:index/repositoryFile:RepositoryFile", diffs } = step;
  const urn = urnOf(step);
  const state = (inputs: Readonly<Record<string, unknown>>) => ({
    type,
    urn,
    ...(step.component ? {} : { custom: true }),
    id: "id",
    parent: step.parent ? `${prefix}${step.parent}` : `${prefix}pulumi:pulumi:Stack::slipway-prod`,
    inputs,
    outputs: inputs,
    provider: "",
  });
  // The engine sends null where the SDK's types leave a property out.
  return {
    op,
    urn,
    type,
    provider: "",
    old: step.old ? { ...state(step.old), retainOnDelete: step.retained } : null,
    new: step.new ? state(step.new) : null,
    ...(diffs ? { diffs } : {}),
  } as unknown as StepEventMetadata;
}

/** The engine begins a step. */
export function began(step: Step): EngineEvent {
  return { sequence: (sequence += 1), timestamp: 0, resourcePreEvent: { metadata: metadata(step) } };
}

/** The engine is through with a step. */
export function ended(step: Step): EngineEvent {
  return { sequence: (sequence += 1), timestamp: 0, resOutputsEvent: { metadata: metadata(step) } };
}

/** A step failed. */
export function failed(step: Step): EngineEvent {
  const event = { metadata: metadata(step), status: 1, steps: 1 };
  return { sequence: (sequence += 1), timestamp: 0, resOpFailedEvent: event };
}

/** Somebody said something. */
export function said(
  severity: "info" | "warning" | "error" | "debug",
  message: string,
  urn?: string,
): EngineEvent {
  const event = { message, color: "never", severity, ...(urn ? { urn } : {}) };
  return { sequence: (sequence += 1), timestamp: 0, diagnosticEvent: event } as EngineEvent;
}
