import type { DiagnosticEvent, EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { isDeepStrictEqual } from "node:util";
import type { Diagnostic, Operation, Report, ResourceChange } from "./change.ts";
import { describe } from "./describe.ts";
import type { Observed } from "./describe.ts";
import { filesOf } from "./file-changes.ts";
import { operationOf } from "./operation.ts";
import { inOrder, isMachinery } from "./order.ts";
import { masked, withoutSecrets } from "./value.ts";

/** Turns the events of one run of the engine into a report. */
export interface Recorder {
  /** Takes an event; returns the resource it finishes, if any. */
  take(event: EngineEvent): Finished | undefined;
  report(): Report;
}

/** A resource that the engine is through with. */
export interface Finished {
  readonly urn: string;
  readonly operation: Operation;
  readonly failed: boolean;
}

/** `secrets` are values that must not be shown even where a program or a service wrote them into a message. */
export function createRecorder(secrets: readonly string[] = []): Recorder {
  const resources = new Map<string, Observed>();
  const refreshing = new Set<string>();
  const diagnostics = new Map<string, Diagnostic>();
  let outputs: Readonly<Record<string, unknown>> = {};

  const put = (seen: Observed): Finished => {
    const known = merged(resources.get(seen.urn), seen);
    resources.set(seen.urn, known);
    return known;
  };
  const finish = (step: StepEventMetadata): Finished => {
    if (refreshing.delete(step.urn)) return put(refreshed(step));
    if (step.type === "pulumi:pulumi:Stack") outputs = masked(step.new?.outputs ?? {}) as typeof outputs;
    return put(observed(step));
  };

  return {
    take({ resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent }) {
      if (diagnosticEvent) note(diagnostics, diagnosticEvent, secrets);
      if (resourcePreEvent) {
        const { op, urn } = resourcePreEvent.metadata;
        if (op === "refresh") refreshing.add(urn);
        else put(observed(resourcePreEvent.metadata));
      }
      if (resOpFailedEvent) {
        refreshing.delete(resOpFailedEvent.metadata.urn);
        return put({ ...observed(resOpFailedEvent.metadata), failed: true });
      }
      return resOutputsEvent && finish(resOutputsEvent.metadata);
    },
    report: () => {
      const own = inOrder([...resources.values()].map(describe).filter((each) => !isMachinery(each)));
      return { resources: own, diagnostics: [...diagnostics.values()], outputs, counts: counted(own) };
    },
  };
}

function observed(step: StepEventMetadata): Observed {
  const forgotten = step.op === "delete" && step.old?.retainOnDelete === true;
  const operation = forgotten ? "forget" : operationOf(step.op);
  return { urn: step.urn, operation, step, found: null, failed: false };
}

/** In a run of its own, a refresh says what it does to the state; before an update it is only a step. */
function refreshed(step: StepEventMetadata): Observed {
  const operation = step.op === "refresh" ? "same" : operationOf(step.op);
  const told = (step.diffs ?? []).length > 0 || operation === "update";
  // What is left as somebody edited it is no difference to its provider.
  const differs = step.new == null || told || !isDeepStrictEqual(filesIn(step.old), filesIn(step.new));
  return { urn: step.urn, operation, step: null, found: differs ? step : null, failed: false };
}

function filesIn(state: StepEventMetadata["old"]): Readonly<Record<string, string>> {
  return filesOf(state?.inputs ?? {});
}

/** One resource may take several steps: a refresh before its update; a replacement is made of three. */
function merged(earlier: Observed | undefined, later: Observed): Observed {
  if (earlier === undefined) return later;
  const found = later.found ?? earlier.found;
  const failed = earlier.failed || later.failed;
  const stays = earlier.operation === "replace" && (later.operation !== "replace" || !isWhole(later));
  return { ...(stays ? earlier : later), found, failed };
}

/** Of a replacement's steps, the one that knows the old and the new. */
function isWhole({ step }: Observed): boolean {
  return step?.old != null && step.new != null;
}

function note(all: Map<string, Diagnostic>, event: DiagnosticEvent, secrets: readonly string[]): void {
  const severity = event.severity === "info#err" ? "info" : event.severity;
  // The engine also sends its debugging notes, which its own types don't name.
  if (event.ephemeral || !["info", "warning", "error"].includes(severity)) return;
  const message = withoutSecrets(event.message.trim(), secrets);
  // The engine closes a failed run with a line that only says so.
  if (message === "" || /^(update|preview|refresh|destroy) failed$/.test(message)) return;
  const urn = event.urn || null;
  all.set(JSON.stringify([severity, message, urn]), { severity, message, urn });
}

function counted(resources: readonly ResourceChange[]): Report["counts"] {
  const counts: Partial<Record<Operation, number>> = {};
  for (const { operation, failed } of resources) {
    if (!failed) counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
}
