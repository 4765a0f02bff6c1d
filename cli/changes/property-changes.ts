import { isDeepStrictEqual } from "node:util";
import type { PropertyChange } from "./change.ts";
import { isRecord, masked, secretText } from "./value.ts";

/** The leaves in which two sets of inputs differ, by path; secrets masked. */
export function propertyChanges(old: unknown, now: unknown): PropertyChange[] {
  return differences("", masked(old), masked(now));
}

/**
 * The changed secrets among the properties that the provider says differ: masked, both sides look alike,
 * and yet a rotation is a change.
 */
export function rotatedSecrets(
  old: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  differing: readonly string[],
): PropertyChange[] {
  return differing
    .filter((path) => masked(old[path]) === secretText && masked(now[path]) === secretText)
    .map((path) => ({ path, old: secretText, new: secretText }));
}

function differences(path: string, old: unknown, now: unknown): PropertyChange[] {
  if (isDeepStrictEqual(old, now)) return [];
  if (isRecord(old) && isRecord(now)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return keys.flatMap((key) => differences(join(path, key), old[key], now[key]));
  }
  if (Array.isArray(old) && Array.isArray(now)) {
    const longest = old.length > now.length ? old : now;
    return longest.flatMap((_, at) => differences(`${path}[${at}]`, old[at], now[at]));
  }
  return [{ path, ...(old === undefined ? {} : { old }), ...(now === undefined ? {} : { new: now }) }];
}

function join(path: string, key: string): string {
  const plain = /^[A-Za-z_][\w-]*$/.test(key);
  if (!plain) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
