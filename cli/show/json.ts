import type { Drift, Operation, PropertyChange, Report, ResourceChange } from "../changes/change.ts";
import type { DeliveryState } from "../changes/delivery.ts";
import type { ExplainedFault } from "../faults/explained-fault.ts";

/** How a command ended, as much of it as is known. */
export interface Outcome {
  readonly command: string;
  readonly stack: string;
  readonly result: "succeeded" | "failed";
  readonly report: Report;
  readonly faults: readonly ExplainedFault[];
  readonly durationMs: number;
  /** Whether somebody stopped it. */
  readonly interrupted: boolean;
}

/** Old and new value by path; a side that is absent stays out. */
type Differences = Readonly<Record<string, { readonly old?: unknown; readonly new?: unknown }>>;

interface JsonDrift {
  readonly kind: Drift["kind"];
  readonly diff: Differences;
}

interface JsonResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly operation: Operation;
  readonly diff?: Differences;
  readonly drift?: JsonDrift;
  readonly delivery?: DeliveryState;
  readonly failed?: true;
}

interface JsonFile {
  readonly path: string;
  readonly operation: "create" | "update" | "delete";
  /** Unified diff. */
  readonly diff: string;
  /** What happens to a file that is not the stack's own. */
  readonly foreign?: "adopted" | "retired";
  /** Whether it is what somebody changed by hand, rather than what the update changes. */
  readonly drift: boolean;
}

/** What `--json` prints: one object, on success and on failure alike. */
export interface JsonOutcome {
  readonly command: string;
  readonly stack: string;
  readonly result: "succeeded" | "failed";
  readonly changes: Readonly<Record<"create" | "update" | "replace" | "delete" | "same", number>> &
    Readonly<Partial<Record<Operation, number>>>;
  readonly resources: readonly JsonResource[];
  readonly files: readonly JsonFile[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly diagnostics: Report["diagnostics"];
  readonly faults: readonly ExplainedFault[];
  readonly durationMs: number;
}

/** The outcome in the form that `--json` promises. */
export function jsonOutcome(outcome: Outcome): JsonOutcome {
  const { command, stack, result, report, faults, durationMs } = outcome;
  return {
    command,
    stack,
    result,
    changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0, ...report.counts },
    resources: report.resources.map(jsonResource),
    files: report.resources.flatMap(jsonFiles),
    outputs: report.outputs,
    diagnostics: report.diagnostics,
    faults,
    durationMs: Math.round(durationMs),
  };
}

function jsonResource(resource: ResourceChange): JsonResource {
  const { type, name, urn, operation, properties, drift, delivery, failed } = resource;
  return {
    type,
    name,
    urn,
    operation,
    ...(properties.length > 0 ? { diff: differences(properties) } : {}),
    ...(drift === null ? {} : { drift: { kind: drift.kind, diff: differences(drift.properties) } }),
    ...(delivery === null ? {} : { delivery }),
    ...(failed ? { failed } : {}),
  };
}

function jsonFiles({ files, drift }: ResourceChange): JsonFile[] {
  return [
    ...files.map((file) => ({ ...file, drift: false })),
    ...(drift?.files ?? []).map((file) => ({ ...file, drift: true })),
  ];
}

function differences(properties: readonly PropertyChange[]): Differences {
  return Object.fromEntries(properties.map(({ path, ...sides }) => [path, sides]));
}
