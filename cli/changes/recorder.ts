import type { DiagnosticEvent, EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import type { Diagnostic, Drift, Operation, Report, ResourceChange } from "./change.ts";
import { fileChanges, filesOf, withoutFiles } from "./file-changes.ts";
import { operationOf } from "./operation.ts";
import { propertyChanges, rotatedSecrets } from "./property-changes.ts";
import { parseUrn } from "./urn.ts";
import { masked, withoutSecrets } from "./value.ts";

type Inputs = Readonly<Record<string, unknown>>;

/** Turns the events of one run of the engine into a report. */
export interface Recorder {
  /** Takes an event; returns the resource it finishes, if any. */
  take(event: EngineEvent): ResourceChange | undefined;
  report(): Report;
}

/** `secrets` are values that must not be shown even where a program or a service wrote them into a message. */
export function createRecorder(secrets: readonly string[] = []): Recorder {
  const resources = new Map<string, ResourceChange>();
  const refreshing = new Set<string>();
  const diagnostics = new Map<string, Diagnostic>();
  let outputs: Readonly<Record<string, unknown>> = {};

  const put = (change: ResourceChange) => {
    resources.set(change.urn, merged(resources.get(change.urn), change));
    return resources.get(change.urn);
  };
  const finish = (step: StepEventMetadata): ResourceChange | undefined => {
    if (refreshing.delete(step.urn)) return put(refreshed(step));
    if (step.type === "pulumi:pulumi:Stack") outputs = masked(step.new?.outputs ?? {}) as typeof outputs;
    return put(changeOf(step));
  };

  return {
    take(event) {
      const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent } = event;
      if (diagnosticEvent) note(diagnostics, diagnosticEvent, secrets);
      if (resourcePreEvent) {
        const { op, urn } = resourcePreEvent.metadata;
        if (op === "refresh") refreshing.add(urn);
        else put(changeOf(resourcePreEvent.metadata));
        return undefined;
      }
      if (resOpFailedEvent) {
        refreshing.delete(resOpFailedEvent.metadata.urn);
        return put({ ...changeOf(resOpFailedEvent.metadata), failed: true });
      }
      return resOutputsEvent && finish(resOutputsEvent.metadata);
    },
    report: () => ({
      resources: [...resources.values()],
      diagnostics: [...diagnostics.values()],
      outputs,
      counts: counted([...resources.values()]),
    }),
  };
}

function changeOf(step: StepEventMetadata): ResourceChange {
  const operation = operationOf(step.op);
  const before: Inputs = operation === "create" ? {} : (step.old?.inputs ?? {});
  const after: Inputs = operation === "delete" ? {} : (step.new?.inputs ?? {});
  const differs = operation !== "same" && operation !== "read";
  return {
    urn: step.urn,
    ...parseUrn(step.urn),
    parent: (step.new ?? step.old)?.parent || null,
    operation,
    properties: differs ? properties(before, after, step.diffs ?? []) : [],
    files: differs ? fileChanges(before, after) : [],
    drift: null,
    delivers: Object.keys(filesOf(after)),
    failed: false,
  };
}

function properties(before: Inputs, after: Inputs, differing: readonly string[]) {
  return [
    ...propertyChanges(withoutFiles(before), withoutFiles(after)),
    ...rotatedSecrets(before, after, differing),
  ];
}

/** What a refresh found: inputs if the provider reads them, else outputs. */
function refreshed(step: StepEventMetadata): ResourceChange {
  const found = step.new ?? null;
  const operation = step.op === "refresh" ? "same" : operationOf(step.op);
  const base = { ...changeOf({ ...step, op: "same" }), operation };
  if (found === null) return { ...base, drift: { kind: "deleted", properties: [], files: [] } };
  const differing = step.diffs ?? [];
  const differs = differing.length > 0 || operation === "update";
  return { ...base, drift: differs ? driftOf(step, differing) : null };
}

function driftOf({ old, new: found }: StepEventMetadata, differing: readonly string[]): Drift {
  const before: Inputs = old?.inputs ?? {};
  const after: Inputs = found?.inputs ?? {};
  const inInputs = properties(before, after, differing);
  const files = fileChanges(before, after);
  if (inInputs.length > 0 || files.length > 0) return { kind: "changed", properties: inInputs, files };
  const only = (all: Inputs) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => differing.includes(key)));
  return {
    kind: "changed",
    properties: propertyChanges(only(old?.outputs ?? {}), only(found?.outputs ?? {})),
    files: [],
  };
}

/** One resource may take several steps: a refresh before its update; a replacement is made of three. */
function merged(earlier: ResourceChange | undefined, later: ResourceChange): ResourceChange {
  if (earlier === undefined) return later;
  const drift = later.drift ?? earlier.drift;
  const failed = earlier.failed || later.failed;
  if (earlier.operation === "replace" && later.operation !== "replace") return { ...earlier, drift, failed };
  if (earlier.operation === "replace" && later.properties.length + later.files.length === 0) {
    return { ...earlier, drift, failed };
  }
  return { ...later, drift, failed };
}

function note(all: Map<string, Diagnostic>, event: DiagnosticEvent, secrets: readonly string[]): void {
  const severity = event.severity === "info#err" ? "info" : event.severity;
  // The engine also sends its debugging notes, which its own types don't name.
  if (event.ephemeral || !["info", "warning", "error"].includes(severity)) return;
  const message = withoutSecrets(event.message.trim(), secrets);
  // The engine closes a failed run with a line that only says so.
  if (message === "" || /^(update|preview|refresh|destroy) failed$/.test(message)) return;
  all.set(`${severity} ${message}`, { severity, message, urn: event.urn || null });
}

function counted(resources: readonly ResourceChange[]): Report["counts"] {
  const counts: Partial<Record<Operation, number>> = {};
  for (const { operation, failed } of resources) {
    if (!failed) counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
}
