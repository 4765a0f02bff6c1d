import { createHash } from "node:crypto";
import { same } from "../../provider/protocol/values.ts";
import { dispatcher, type Resource } from "../../provider/protocol/dispatch.ts";
import {
  UNKNOWN,
  type Difference,
  type Known,
  type Properties,
  type ProviderPackage,
} from "../../provider/protocol/provider.ts";
import { Cloud } from "./cloud.ts";

/** What has to be known of a kind of resource to stand in for it. */
export interface GenericType {
  /** Input that names it: two with one name can't exist. Missing: any number of them can. */
  readonly name?: string;
  /** Inputs whose change makes a new one; the naming one always does. */
  readonly replaces?: readonly string[];
  /** Inputs whose values are kept nowhere, besides those that are called so (`password`, `token`, ...). */
  readonly secrets?: readonly string[];
  /** Outputs that the service adds, such as an address. */
  readonly outputs?: (inputs: Properties, id: string) => Properties;
  /** Names of those outputs, for previews. */
  readonly computed?: readonly string[];
}

/** A package whose resources are kept in a file and do nothing else. */
export interface GenericOptions {
  /** Name of the package, as in its type tokens: `docker`. */
  readonly name: string;
  readonly version: string;
  /** Where what was created is kept: `.slipway/cloud.json`. */
  readonly file: string;
  /** By type token. */
  readonly types: Readonly<Record<string, GenericType>>;
}

const secretName = /password|secret|token|private_?key|credential/i;

/** Stands in for a provider whose service nobody emulates. */
export function genericStandIn(options: GenericOptions): ProviderPackage {
  const cloud = new Cloud(options.file);
  const resources = Object.entries(options.types).map(([type, rules]) => generic(type, rules));
  return {
    name: options.name,
    version: options.version,
    configure: () => dispatcher({ resources }, cloud),
  };
}

function generic(type: string, rules: GenericType): Resource<Cloud> {
  const kept = (inputs: Properties): Properties => without(inputs, rules.secrets ?? []);
  const whole = (inputs: Properties, id: string): Properties => ({
    ...inputs,
    ...rules.outputs?.(inputs, id),
  });
  return {
    type,

    check(inputs) {
      const missing = rules.name !== undefined && inputs[rules.name] === undefined;
      return {
        inputs,
        failures: missing ? [{ property: rules.name, reason: "Missing required argument" }] : [],
      };
    },

    diff: (old, inputs) => difference(rules, old, inputs),

    preview: (inputs, old) => ({
      ...(old === undefined
        ? Object.fromEntries((rules.computed ?? []).map((name) => [name, UNKNOWN]))
        : old.outputs),
      ...inputs,
    }),

    async create(cloud, inputs) {
      const id = await cloud.add(type, (count) => idOf(type, rules, inputs, count), kept(inputs));
      return { id, outputs: whole(inputs, id) };
    },

    async update(cloud, old, inputs) {
      await cloud.put(type, old.id, kept(inputs));
      return whole(inputs, old.id);
    },

    async read(cloud, known) {
      const live = await cloud.find(type, known.id);
      if (live === null) return null;
      const hidden = Object.keys(known.inputs).filter((name) => !(name in kept(known.inputs)));
      const inputs = { ...live, ...Object.fromEntries(hidden.map((name) => [name, known.inputs[name]])) };
      return { id: known.id, inputs, outputs: whole(inputs, known.id) };
    },

    delete: (cloud, known) => cloud.remove(type, known.id),
  };
}

function difference(rules: GenericType, old: Known, inputs: Properties): Difference {
  const { name, replaces: listed = [] } = rules;
  const names = new Set([...Object.keys(old.inputs), ...Object.keys(inputs)]);
  const changes = [...names].filter((one) => !same(old.inputs[one], inputs[one]));
  const replaces = changes.filter((one) => one === name || listed.includes(one));
  // Where the name stays, the old one stands in the way of the new one.
  const inTheWay = name !== undefined && replaces.length > 0 && !changes.includes(name);
  return { changes, replaces, deleteBeforeReplace: inTheWay };
}

function idOf(type: string, rules: GenericType, inputs: Properties, count: number): string {
  const name = rules.name === undefined ? undefined : inputs[rules.name];
  if (typeof name === "string") return name;
  return createHash("sha256").update(`${type} ${count}`).digest("hex").slice(0, 17);
}

function without(inputs: Properties, secrets: readonly string[]): Properties {
  const open = Object.entries(inputs).filter(([name]) => !secrets.includes(name) && !secretName.test(name));
  return Object.fromEntries(open);
}
