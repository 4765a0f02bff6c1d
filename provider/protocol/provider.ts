/** A value as the engine passes it. */
export type Value = null | boolean | number | string | readonly Value[] | Properties;

/** The inputs or outputs of a resource, by their names. */
export interface Properties {
  readonly [name: string]: Value | undefined;
}

/** What the engine takes for a value that is known only after the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A property that can't be accepted. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** Inputs with their defaults, and what is wrong with them. */
export interface Checked {
  readonly inputs: Properties;
  readonly failures?: readonly CheckFailure[];
}

/** What an update would change. */
export interface Difference {
  /** Names of the properties that differ. */
  readonly changes: readonly string[];
  /** Those of them that can't change in place. */
  readonly replaces: readonly string[];
  /** Whether the old one has to go before the new one can be made. */
  readonly deleteBeforeReplace?: boolean;
}

/** A resource as it is. */
export interface Created {
  readonly id: string;
  readonly outputs: Properties;
}

/** A resource as it was found, with the inputs that would lead to it. */
export interface Found extends Created {
  readonly inputs: Properties;
}

/** What the engine knows of a resource that exists. */
export interface Known {
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** A configured provider: the part of Pulumi's provider protocol that custom resources and functions need. */
export interface Provider {
  check(type: string, inputs: Properties): Promise<Checked>;
  diff(old: Known, inputs: Properties): Promise<Difference>;
  /** In a preview nothing may change, and what only the service can tell is `UNKNOWN`. */
  create(type: string, inputs: Properties, preview: boolean): Promise<Created>;
  update(old: Known, inputs: Properties, preview: boolean): Promise<Properties>;
  /** `null`: it exists no more. Without inputs and outputs: an import by id. */
  read(known: Known): Promise<Found | null>;
  delete(known: Known): Promise<void>;
  invoke(token: string, args: Properties): Promise<Properties>;
}

/** A package of resources that the engine can load: configured once for each connection of the engine. */
export interface ProviderPackage {
  readonly name: string;
  /** Semantic version, as the package's SDK asks for it. */
  readonly version: string;
  /** Pulumi's description of the package, as JSON. */
  schema?(): string;
  configure(settings: Properties): Provider;
}
