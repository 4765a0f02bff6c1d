import type { Checked, Created, Difference, Found, Known, Properties, Provider } from "./provider.ts";

/** One kind of resource: how it is checked, compared, made and found with what the provider was configured to. */
export interface Resource<Context> {
  /** Pulumi's type token: `slipway:index:ImmutableReleases`. */
  readonly type: string;
  check(inputs: Properties, context: Context): Checked;
  diff(old: Known, inputs: Properties, context: Context): Difference | Promise<Difference>;
  /** Outputs as far as they can be told before anything is done; `old` is missing for one to be created. */
  preview(inputs: Properties, old?: Known): Properties;
  create(context: Context, inputs: Properties): Promise<Created>;
  update(context: Context, old: Known, inputs: Properties): Promise<Properties>;
  /** `null`: it exists no more. Without inputs and outputs: an import by id. */
  read(context: Context, known: Known): Promise<Found | null>;
  delete(context: Context, known: Known): Promise<void>;
}

/** A function that programs can invoke. */
export type Invocation<Context> = (context: Context, args: Properties) => Promise<Properties>;

/** What a package consists of. */
export interface Offer<Context> {
  readonly resources: readonly Resource<Context>[];
  /** By their tokens: `github:index/getUser:getUser`. */
  readonly functions?: Readonly<Record<string, Invocation<Context>>>;
}

/** The provider that hands each request to the resource or function it is about. */
export function dispatcher<Context>(offer: Offer<Context>, context: Context): Provider {
  const resources = new Map(offer.resources.map((resource) => [resource.type, resource]));
  const functions = offer.functions ?? {};
  const of = (type: string): Resource<Context> => {
    const resource = resources.get(type);
    if (resource === undefined) throw new Error(missing("resource", type, [...resources.keys()]));
    return resource;
  };
  // Async throughout: what a resource throws at once must reject the promise.
  return {
    check: async (type, inputs) => of(type).check(inputs, context),
    diff: async (old, inputs) => of(old.type).diff(old, inputs, context),
    create: async (type, inputs, preview) =>
      preview ? { id: "", outputs: of(type).preview(inputs) } : of(type).create(context, inputs),
    update: async (old, inputs, preview) =>
      preview ? of(old.type).preview(inputs, old) : of(old.type).update(context, old, inputs),
    read: async (known) => of(known.type).read(context, known),
    delete: async (known) => of(known.type).delete(context, known),
    invoke: async (token, args) => {
      const invocation = functions[token];
      if (invocation === undefined) throw new Error(missing("function", token, Object.keys(functions)));
      return invocation(context, args);
    },
  };
}

function missing(kind: "resource" | "function", token: string, known: readonly string[]): string {
  return `${token}: this provider has no such ${kind}; it has ${known.length === 0 ? "none" : known.join(", ")}`;
}
