import type { ResourceChange } from "./change.ts";

/** The components of the pipeline in the order in which they are thought of; all else comes by name. */
const components = ["RepositorySettings", "ReleaseEnvironment", "RepositorySecrets", "DeliveredFiles"];

/**
 * Each resource before those below it, and siblings in an order of their own: the engine works at many at
 * once, and tells of them as they come.
 */
export function inOrder(resources: readonly ResourceChange[]): ResourceChange[] {
  const known = new Set(resources.map(({ urn }) => urn));
  const sorted = [...resources].sort(bySense);
  const from = (resource: ResourceChange): ResourceChange[] => [
    resource,
    ...sorted.filter(({ parent }) => parent === resource.urn).flatMap(from),
  ];
  return sorted.filter(({ parent }) => parent === null || !known.has(parent)).flatMap(from);
}

/** The stack itself and its providers: Pulumi's own, and of no interest unless they fail. */
export function isMachinery({ type, failed, drift }: ResourceChange): boolean {
  return type.startsWith("pulumi:") && !failed && drift === null;
}

function bySense(one: ResourceChange, other: ResourceChange): number {
  return rank(one) - rank(other) || compare(one.name, other.name) || compare(one.urn, other.urn);
}

function rank({ type }: ResourceChange): number {
  const at = components.indexOf(type.split(":").at(-1) ?? "");
  return at < 0 ? components.length : at;
}

/** By character, so that no language of the machine changes it. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
