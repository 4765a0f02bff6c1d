import type { Deployment, StateResource } from "./deployment.ts";

/** What became of the operations that were under way. */
export interface Findings {
  /** Resources that came to be, each with its id. */
  readonly made: readonly StateResource[];
  /** Replaced resources that are deleted already. */
  readonly gone: readonly Pick<StateResource, "urn" | "id">[];
}

/**
 * A state in which nothing is under way: what came to be is in it, each after all it depends on; what it replaces is
 * marked to be deleted. All else stays as it is, and a second time changes nothing.
 */
export function settle<State extends Deployment>(state: State, { made, gone }: Findings): State {
  const isGone = (resource: StateResource) =>
    resource.delete === true && gone.some(({ urn, id }) => urn === resource.urn && id === resource.id);
  const kept = (state.resources ?? []).filter((resource) => !isGone(resource));
  const resources = made.reduce(adopt, kept);
  const { pending_operations: _settled, ...rest } = state;
  return { ...rest, resources } as State;
}

/** Whether the state has what a resource needs to be in it: its parent and its provider. */
export function isPlaceable({ resources }: Deployment, resource: StateResource): boolean {
  const known = resources ?? [];
  const hasParent = !resource.parent || known.some(({ urn }) => urn === resource.parent);
  return hasParent && (!resource.provider || known.some((one) => referenceOf(one) === resource.provider));
}

function adopt(resources: readonly StateResource[], made: StateResource): readonly StateResource[] {
  if (resources.some((one) => isCurrent(one, made) && one.id === made.id)) return resources;
  if (!isPlaceable({ resources }, made)) return resources;
  const marked = resources.flatMap((one): StateResource[] => {
    if (one.urn !== made.urn || one.delete === true) return [one];
    return one.pendingReplacement === true ? [] : [{ ...one, delete: true }];
  });
  // One that was to be deleted and is the very one that came to be: it must not be deleted as its own predecessor.
  const others = marked.filter((one) => one.urn !== made.urn || one.id !== made.id);
  const known = new Set(others.map(({ urn }) => urn));
  const resource = withKnown(made, known);
  const place = 1 + Math.max(-1, ...needsOf(resource).map((need) => indexOf(others, need)));
  return [...others.slice(0, place), resource, ...others.slice(place)];
}

function isCurrent(one: StateResource, made: StateResource): boolean {
  return one.urn === made.urn && one.delete !== true && one.pendingReplacement !== true;
}

/** Without what it was said to depend on and the state does not have: the engine refuses such a state. */
function withKnown(resource: StateResource, known: ReadonlySet<string>): StateResource {
  const those = (urns: readonly string[] | null | undefined) => (urns ?? []).filter((urn) => known.has(urn));
  const { dependencies, propertyDependencies, replaceWith, deletedWith, ...rest } = resource;
  const byProperty = Object.entries(propertyDependencies ?? {}).map(([name, urns]) => [name, those(urns)]);
  return {
    ...rest,
    ...(dependencies ? { dependencies: those(dependencies) } : {}),
    ...(propertyDependencies
      ? { propertyDependencies: Object.fromEntries(byProperty) as Record<string, string[]> }
      : {}),
    ...(replaceWith ? { replaceWith: those(replaceWith) } : {}),
    ...(deletedWith && known.has(deletedWith) ? { deletedWith } : {}),
  };
}

function needsOf(resource: StateResource): string[] {
  const { parent, provider, dependencies, propertyDependencies, deletedWith, replaceWith } = resource;
  const byProperty = Object.values(propertyDependencies ?? {}).flatMap((urns) => urns ?? []);
  const all = [parent, provider, deletedWith, ...(dependencies ?? []), ...byProperty, ...(replaceWith ?? [])];
  return all.filter((need): need is string => Boolean(need));
}

/** Where a URN or the reference of a provider first stands. */
function indexOf(resources: readonly StateResource[], need: string): number {
  return resources.findIndex((one) => one.urn === need || referenceOf(one) === need);
}

function referenceOf({ urn, id }: StateResource): string {
  return `${urn}::${id ?? ""}`;
}
