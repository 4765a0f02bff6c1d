import { z } from "zod";

/** A resource as the state has it; what is not named here is kept as it is. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean | undefined;
  readonly id?: string | undefined;
  /** Was replaced, and has yet to be deleted. */
  readonly delete?: boolean | undefined;
  /** Was deleted to be replaced, and its successor is not made yet. */
  readonly pendingReplacement?: boolean | undefined;
  readonly inputs?: Properties | undefined;
  readonly outputs?: Properties | undefined;
  readonly parent?: string | undefined;
  /** `URN::ID` of the provider. */
  readonly provider?: string | undefined;
  readonly dependencies?: readonly string[] | undefined;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | undefined;
  readonly deletedWith?: string | undefined;
  readonly replaceWith?: readonly string[] | undefined;
}

type Properties = Readonly<Record<string, unknown>>;

/** What the engine had begun when it was killed. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** A stack's state, as `pulumi stack export` prints it. */
export interface StackExport {
  readonly deployment: Deployment;
}

/** The part of a state that is about resources; the rest is kept as it is. */
export interface Deployment {
  readonly resources?: readonly StateResource[] | null | undefined;
  readonly pending_operations?: readonly PendingOperation[] | null | undefined;
}

const properties = z.record(z.string(), z.unknown());

/** A resource; names that the engine may add are kept. */
export const stateResource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().optional(),
  id: z.string().optional(),
  delete: z.boolean().optional(),
  pendingReplacement: z.boolean().optional(),
  inputs: properties.optional(),
  outputs: properties.optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  dependencies: z.array(z.string()).optional(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).optional(),
  deletedWith: z.string().optional(),
  replaceWith: z.array(z.string()).optional(),
}) satisfies z.ZodType<StateResource>;

const deployment = z.looseObject({
  resources: z.array(stateResource).nullish(),
  pending_operations: z.array(z.looseObject({ type: z.string(), resource: stateResource })).nullish(),
});

const stackExport = z.looseObject({ deployment });
/** How a backend of files keeps it. */
const checkpoint = z.looseObject({ checkpoint: z.looseObject({ latest: deployment.nullish() }) });

/** Reads what `pulumi stack export` prints; null where it is something else. */
export function parseExport(text: string): StackExport | null {
  return stackExport.safeParse(json(text)).data ?? null;
}

/** Reads a state as a backend of files keeps it; null where it is cut off or something else. */
export function parseCheckpoint(text: string): Deployment | null {
  const read = checkpoint.safeParse(json(text));
  return read.success ? (read.data.checkpoint.latest ?? {}) : null;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
