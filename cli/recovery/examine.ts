import type { Properties } from "../../provider/protocol/provider.ts";
import { parseUrn, shortType } from "../changes/urn.ts";
import { masked, secretText } from "../changes/value.ts";
import type { Deployment, StateResource } from "./deployment.ts";
import type { Found, GitHubObjects } from "./objects.ts";
import { isPlaceable } from "./surgery.ts";
import type { Findings } from "./surgery.ts";

/** What was under way: by the state, and by the journal. */
export interface Underway {
  readonly deployment: Deployment;
  readonly begun: readonly StateResource[];
}

/** Finds out at GitHub what became of each operation that was under way, and tells of it. */
export async function examine(
  { deployment, begun }: Underway,
  open: () => Promise<GitHubObjects>,
  tell: (line: string) => void,
): Promise<Findings> {
  const operations = deployment.pending_operations ?? [];
  const recorded = operations.filter(({ type }) => type === "creating").map(({ resource }) => resource);
  // The state knows more: what it depends on, and secrets, encrypted.
  const creations = new Map([...begun, ...recorded].map((resource) => [resource.urn, resource]));
  const custom = [...creations.values()].filter(({ custom, type }) => custom === true && !isEngines(type));
  const deletions = operations.filter(
    ({ type, resource }) => type === "deleting" && resource.delete === true,
  );
  if (custom.length === 0 && deletions.length === 0) return { made: [], gone: [] };
  const objects = await open();
  const made: StateResource[] = [];
  for (const resource of custom) made.push(...(await examineOne(deployment, resource, { objects, tell })));
  const gone: StateResource[] = [];
  for (const { resource } of deletions) if (await isGone(resource, objects)) gone.push(resource);
  return { made, gone };
}

interface Witness {
  readonly objects: GitHubObjects;
  readonly tell: (line: string) => void;
}

async function examineOne(
  deployment: Deployment,
  resource: StateResource,
  { objects, tell }: Witness,
): Promise<StateResource[]> {
  const name = nameOf(resource);
  const inputs = resource.inputs ?? {};
  if (hasSecrets(inputs)) {
    if (!objects.isRepeatable(resource.type)) tell(`left ${name} as it is: a secret in it can't be compared`);
    return [];
  }
  const found = await objects.find(resource.type, inputs as Properties);
  if (found.kind !== "made") {
    const words = left(found);
    if (words !== null) tell(`left ${name} as it is: ${words}`);
    return [];
  }
  const { id, outputs } = found;
  if (isKnown(deployment, resource, id)) return [];
  if (!isPlaceable(deployment, resource)) {
    tell(`left ${name} (${id}) as it is: the state lacks what it belongs to`);
    return [];
  }
  tell(`took over ${name} (${id})`);
  return [{ ...resource, id, outputs: { ...outputs } }];
}

function left(found: Exclude<Found, { kind: "made" }>): string | null {
  switch (found.kind) {
    case "absent":
    case "repeatable":
      return null;
    case "different":
      return `${found.id} is there, but differs in ${found.properties.join(", ")}; remove it or make it equal`;
    case "unknown":
      return "how to find it is not known; look for it, and `pulumi import` it if it is there";
  }
}

function isKnown({ resources }: Deployment, { urn }: StateResource, id: string): boolean {
  const current = (one: StateResource) => one.delete !== true && one.pendingReplacement !== true;
  return (resources ?? []).some((one) => one.urn === urn && one.id === id && current(one));
}

function isGone(resource: StateResource, objects: GitHubObjects): Promise<boolean> {
  const { type, id = "", inputs = {}, outputs = {} } = resource;
  const known = { inputs: inputs as Properties, outputs: outputs as Properties };
  return objects.exists(type, id, known).then((exists) => !exists);
}

/** Whether a secret is among them, encrypted as in the state or masked as in the engine's events. */
function hasSecrets(value: unknown): boolean {
  return JSON.stringify(masked(value)).includes(JSON.stringify(secretText));
}

function isEngines(type: string): boolean {
  return type.startsWith("pulumi:");
}

function nameOf({ urn }: StateResource): string {
  const { type, name } = parseUrn(urn);
  return `${shortType(type)} ${name}`;
}
