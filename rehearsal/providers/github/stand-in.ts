import { isList, isProperties, same } from "../../../provider/protocol/values.ts";
import type { Resource } from "../../../provider/protocol/dispatch.ts";
import {
  UNKNOWN,
  type CheckFailure,
  type Created,
  type Known,
  type Properties,
  type Value,
} from "../../../provider/protocol/provider.ts";
import type { Hub } from "./hub.ts";

/** What the github provider's schema says of an input. */
export interface Input {
  readonly required?: true;
  readonly default?: Value;
  /** A change makes a new resource. */
  readonly replaces?: true;
  /** Where nothing is given the service decides, and that is no difference. */
  readonly computed?: true;
  readonly choices?: readonly string[];
}

/** One resource of the github provider: its schema, and the requests it consists of. */
export interface StandIn {
  readonly type: string;
  readonly inputs: Readonly<Record<string, Input>>;
  /** Outputs that only the service can tell. */
  readonly computed?: readonly string[];
  /** Those of them that an update changes. */
  readonly volatile?: readonly string[];
  /** Names, at any depth, of lists without order. */
  readonly sets?: readonly string[];
  /** Faults of several inputs together. */
  check?(inputs: Properties): readonly CheckFailure[];
  /** Properties that force a replacement in combination. */
  replaced?(changes: readonly string[]): readonly string[];
  /** Outputs that show a change made by hand that no input shows. */
  drifted?(outputs: Properties): readonly string[];
  /** For imports: the properties that an id names. */
  identify(id: string): Properties;
  create(hub: Hub, inputs: Properties): Promise<Created>;
  /** Missing where every change replaces. */
  update?(hub: Hub, old: Known, inputs: Properties): Promise<Properties>;
  /** Outputs; null: it exists no more. */
  read(hub: Hub, id: string, state: Properties): Promise<Properties | null>;
  delete(hub: Hub, id: string, state: Properties): Promise<void>;
}

/** Makes a resource of its description. */
export function resourceOf(standIn: StandIn): Resource<Hub> {
  return {
    type: standIn.type,
    check: (inputs) => ({ inputs: withDefaults(standIn, inputs), failures: failuresOf(standIn, inputs) }),
    diff: (old, inputs) => difference(standIn, old, inputs),
    preview: (inputs, old) => ({
      ...unknowns(old === undefined ? standIn.computed : standIn.volatile, old),
      ...inputs,
    }),
    create: (hub, inputs) => standIn.create(hub, inputs),
    update: async (hub, old, inputs) => {
      if (standIn.update === undefined) throw new Error(`${standIn.type}: doesn't support update`);
      return standIn.update(hub, old, inputs);
    },
    read: async (hub, known) => {
      const imported = Object.keys(known.outputs).length === 0;
      const state = imported ? standIn.identify(known.id) : known.outputs;
      const outputs = await standIn.read(hub, known.id, state);
      if (outputs === null) return null;
      return { id: known.id, outputs, inputs: inputsOf(standIn, outputs, imported ? null : known.inputs) };
    },
    delete: (hub, known) => standIn.delete(hub, known.id, known.outputs),
  };
}

function withDefaults(standIn: StandIn, inputs: Properties): Properties {
  const filled = Object.entries(standIn.inputs).flatMap(([name, input]) =>
    inputs[name] === undefined && input.default !== undefined ? [[name, input.default] as const] : [],
  );
  return { ...inputs, ...Object.fromEntries(filled) };
}

function failuresOf(standIn: StandIn, inputs: Properties): readonly CheckFailure[] {
  const unknown = Object.keys(inputs).filter((name) => !(name in standIn.inputs) && !name.startsWith("__"));
  const single = Object.entries(standIn.inputs).flatMap(([property, input]) => {
    const value = inputs[property];
    if (value === UNKNOWN) return [];
    if (input.required && (value === undefined || value === null))
      return [{ property, reason: "Missing required argument" }];
    if (input.choices === undefined || value === undefined || value === null) return [];
    if (typeof value === "string" && input.choices.includes(value)) return [];
    return [
      {
        property,
        reason: `expected ${property} to be one of ${JSON.stringify(input.choices)}, got ${JSON.stringify(value)}`,
      },
    ];
  });
  return [
    ...unknown.map((property) => ({ property, reason: "Invalid or unknown key" })),
    ...single,
    ...(standIn.check?.(inputs) ?? []),
  ];
}

function difference(
  standIn: StandIn,
  old: Known,
  inputs: Properties,
): { changes: string[]; replaces: string[] } {
  const names = Object.keys(standIn.inputs).filter((name) => {
    const { computed } = standIn.inputs[name] ?? {};
    const [before, after] = [old.inputs[name] ?? (computed ? old.outputs[name] : undefined), inputs[name]];
    if (computed && (after === undefined || after === null)) return false;
    if (isEmpty(before) && isEmpty(after)) return false;
    return !same(ordered(before, name, standIn.sets), ordered(after, name, standIn.sets));
  });
  const changes = [...names, ...(standIn.drifted?.(old.outputs) ?? [])];
  const single = names.filter((name) => standIn.inputs[name]?.replaces);
  return { changes, replaces: [...new Set([...single, ...(standIn.replaced?.(names) ?? [])])] };
}

function unknowns(names: readonly string[] | undefined, old: Known | undefined): Properties {
  return { ...old?.outputs, ...Object.fromEntries((names ?? []).map((name) => [name, UNKNOWN])) };
}

/** The inputs that would lead to the outputs: those that were given (null: an import), and what differs by hand. */
function inputsOf(standIn: StandIn, outputs: Properties, given: Properties | null): Properties {
  const found = Object.entries(standIn.inputs).flatMap(([name, input]) => {
    const live = outputs[name];
    const meant = given?.[name];
    if (meant === undefined && isEmpty(live)) return [];
    // What the program leaves to the service, or to the default, is no change by hand.
    if (meant === undefined && given !== null && (input.computed || same(live, input.default))) return [];
    return [[name, align(live, meant, standIn.sets?.includes(name) ?? false)] as const];
  });
  return Object.fromEntries(found);
}

/** Writes a live value as it was written in the program, as far as both mean the same. */
function align(live: Value | undefined, meant: Value | undefined, set = true): Value | undefined {
  if (meant === undefined) return live;
  if (isEmpty(live) && isEmpty(meant)) return meant;
  if (isList(live) && isList(meant)) {
    if (set && same(sorted(live), sorted(meant))) return meant;
    return live.map((item, index) => align(item, meant[index]) ?? null);
  }
  if (!isProperties(live) || !isProperties(meant)) return live;
  const names = new Set([...Object.keys(meant), ...Object.keys(live).filter((name) => !isEmpty(live[name]))]);
  return Object.fromEntries([...names].map((name) => [name, align(live[name], meant[name])]));
}

function ordered(value: Value | undefined, name: string, sets: readonly string[] = []): Value | undefined {
  if (isList(value)) {
    const items = value.map((item) => ordered(item, name, sets) ?? null);
    return sets.includes(name) ? sorted(items) : items;
  }
  if (!isProperties(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ordered(item, key, sets)]));
}

function sorted(list: readonly Value[]): readonly Value[] {
  return [...list].sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === "") return true;
  return isList(value) && value.length === 0;
}
