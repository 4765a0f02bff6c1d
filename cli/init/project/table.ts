import { isRecord } from "../../changes/value.ts";

/** A table of a TOML file. */
export type Table = Readonly<Record<string, unknown>>;

/** The value at a path of keys; undefined where there is none. */
export function valueAt(table: Table, ...keys: readonly string[]): unknown {
  let value: unknown = table;
  for (const key of keys) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** The table at a path of keys; an empty one where there is none. */
export function tableAt(table: Table, ...keys: readonly string[]): Table {
  const value = valueAt(table, ...keys);
  return isRecord(value) ? value : {};
}

/** The text at a path of keys; null where there is none, or an empty one. */
export function textAt(table: Table, ...keys: readonly string[]): string | null {
  const value = valueAt(table, ...keys);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** The texts of the list at a path of keys; of a text alone, that one. */
export function textsAt(table: Table, ...keys: readonly string[]): readonly string[] {
  return [valueAt(table, ...keys)].flat().filter((item): item is string => typeof item === "string");
}

export function hasAt(table: Table, ...keys: readonly string[]): boolean {
  return valueAt(table, ...keys) !== undefined;
}
