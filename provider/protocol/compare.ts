import type { Value } from "./provider.ts";

/** Whether two values are the same, whatever the order of an object's names; null and absent are one. */
export function same(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  if (left === null || left === undefined) return right === null || right === undefined;
  if (right === null || right === undefined) return false;
  if (typeof left !== "object" || typeof right !== "object") return false;
  if (Array.isArray(left) || Array.isArray(right)) return sameList(left, right);
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  const [one, other] = [left as Readonly<Record<string, Value>>, right as Readonly<Record<string, Value>>];
  return [...names].every((name) => same(one[name], other[name]));
}

function sameList(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, index) => same(item as Value, right[index] as Value));
}
