import type { Properties, Value } from "./provider.ts";

/** Whether a value is an object with names. */
export function isProperties(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A property that must be text or a number by now; throws where it is neither. */
export function textOf(properties: Properties, name: string): string {
  const value = properties[name];
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new Error(`${name}: is no text`);
}

/** Whether two values are the same, whatever the order of an object's names; null and absent are one. */
export function same(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  if (left === null || left === undefined) return right === null || right === undefined;
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  }
  if (!isProperties(left) || !isProperties(right)) return false;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => same(left[name], right[name]));
}
