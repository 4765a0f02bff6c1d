import type { Value } from "../../../provider/protocol/provider.ts";
import { isList, isProperties } from "../../../provider/protocol/values.ts";

/** Joins the parts of an id as the provider does; a colon inside a part is written `??`. */
export function joinId(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(":", "??")).join(":");
}

/** Splits an id into the named parts. */
export function splitId(id: string, ...names: readonly string[]): Readonly<Record<string, string>> {
  const parts = id.split(":");
  if (parts.length !== names.length) {
    throw new Error(`unexpected ID format (${id}); expected ${names.join(":")}`);
  }
  return Object.fromEntries(names.map((name, index) => [name, (parts[index] ?? "").replaceAll("??", ":")]));
}

/** A time of the service (`2026-01-02T03:04:05Z`) as the provider records it. */
export function timeOf(time: string): string {
  return `${time.replace("T", " ").replace(/(\.\d+)?Z$/, "")} +0000 UTC`;
}

/** `requiredChecks` to `required_checks`, at any depth. */
export function toSnake(value: Value | undefined): Value | undefined {
  return renamed(value, (name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

/** `required_checks` to `requiredChecks`, at any depth. */
export function toCamel(value: Value | undefined): Value | undefined {
  return renamed(value, (name) =>
    name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
  );
}

function renamed(value: Value | undefined, rename: (name: string) => string): Value | undefined {
  if (isList(value)) return value.map((item) => renamed(item, rename) ?? null);
  if (!isProperties(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [rename(name), renamed(item, rename)]),
  );
}
