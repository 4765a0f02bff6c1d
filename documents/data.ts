/** An object as parsed from YAML or from the stack's configuration. */
export type Data = Readonly<Record<string, unknown>>;

export function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands there itself: `constructor` and the like are names that any object answers to. */
export function own<T>(data: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}
