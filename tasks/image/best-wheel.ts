import { fitsCell } from "../coverage/tags.ts";
import { type WheelName, parseWheelName } from "../wheel/filename.ts";
import type { Target } from "./platform.ts";

/**
 * Of some wheels the one that an installer takes there: the closest ABI first, then the newest system, then the highest
 * build number; null where none fits.
 */
export function bestWheel<T extends { readonly name: string }>(
  wheels: readonly T[],
  target: Target,
): T | null {
  const ranked = wheels.flatMap((wheel) => {
    const name = parseWheelName(wheel.name);
    return name !== null && fits(name, target) ? [{ wheel, rank: rankOf(name, target) }] : [];
  });
  ranked.sort((one, other) => compare(other.rank, one.rank));
  return ranked[0]?.wheel ?? null;
}

function fits(name: WheelName, target: Target): boolean {
  return fitsCell(name, target.python, { uv: "", fits: target.fits });
}

function rankOf({ pythons, abis, platforms, build }: WheelName, target: Target): readonly number[] {
  const minors = pythons.map((tag) => Number(/^(?:cp|py)3(\d+)$/.exec(tag)?.[1] ?? "0"));
  const abi = Math.max(...abis.map((tag) => (tag === "none" ? 0 : tag === "abi3" ? 1 : 2)));
  return [
    abi,
    Math.max(...minors),
    Math.max(...platforms.map((tag) => target.rank(tag) ?? -2)),
    Number.parseInt(build ?? "0", 10),
  ];
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, number] of one.entries()) {
    const difference = number - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
