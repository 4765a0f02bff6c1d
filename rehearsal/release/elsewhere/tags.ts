import { type BuildFor, readIdentifier } from "../../actions/pypa/cibuildwheel/identifiers.ts";
import type { WheelName } from "../../../tasks/wheel/filename.ts";

/** The tags that a wheel of a build would have. */
export interface WheelTags {
  readonly pythons: readonly string[];
  readonly abis: readonly string[];
  readonly platforms: readonly string[];
}

/** What decides tags besides the build. */
export interface TagsFrom {
  /** A wheel of the package that was built. */
  readonly like: WheelName;
  /** `11.0`; null: cibuildwheel's own. */
  readonly macosTarget: string | null;
}

/** Null where no wheel of its own is expected of the build, as another one serves it. */
export function tagsFor(identifier: string, { like, macosTarget }: TagsFrom): WheelTags | null {
  const build = readIdentifier(identifier);
  if (build === null) return null;
  const platforms = platformTags(build, like, macosTarget);
  // Of one that no Python's ABI binds, there is one a platform.
  if (like.abis.includes("none")) return { pythons: like.pythons, abis: like.abis, platforms };
  if (like.abis.includes("abi3") && !build.minor.endsWith("t"))
    return { pythons: like.pythons, abis: ["abi3"], platforms };
  return { pythons: [build.abi.replace(/t$/, "")], abis: [build.abi], platforms };
}

function platformTags({ abi, system, machine }: BuildFor, like: WheelName, macosTarget: string | null) {
  switch (system) {
    case "manylinux":
      return manylinuxTags(machine, like);
    case "musllinux":
      return [`musllinux_1_2_${machine}`];
    case "macosx":
      return [`macosx_${(macosTarget ?? leastMacos(abi, machine)).replace(".", "_")}_${machine}`];
    default:
      return [`win_${machine}`];
  }
}

/** The same as auditwheel gave; that a wheel needs an old glibc on one architecture says as much of the other. */
function manylinuxTags(machine: string, like: WheelName): readonly string[] {
  const found = like.platforms.filter((tag) => tag.startsWith("manylinux"));
  const others = found.map((tag) => tag.replace(/(?:x86_64|aarch64)$/, machine));
  // manylinux1 and manylinux2010 are of Intel alone.
  const known = others.filter((tag) => machine === "x86_64" || !/^manylinux(?:1|2010|_2_5|_2_12)_/.test(tag));
  return known.length > 0 ? known : [`manylinux_2_28_${machine}`];
}

/** What CPython's own installers ask for, which cibuildwheel goes by. */
function leastMacos(abi: string, machine: string): string {
  if (machine === "arm64") return "11.0";
  return Number.parseInt(abi.slice(3), 10) >= 12 ? "10.13" : "10.9";
}

/** How a compiled module of a build ends in its wheel: `.cp314-win_amd64.pyd`. */
export function moduleEnd(identifier: string, stable: boolean): string {
  const build = readIdentifier(identifier);
  const number = build?.abi.slice(2) ?? "";
  switch (build?.system) {
    case "win":
      return stable ? ".pyd" : `.cp${number}-win_${build.machine}.pyd`;
    case "macosx":
      return stable ? ".abi3.so" : `.cpython-${number}-darwin.so`;
    case "musllinux":
      return stable ? ".abi3.so" : `.cpython-${number}-${build.machine}-linux-musl.so`;
    default:
      return stable ? ".abi3.so" : `.cpython-${number}-${build?.machine ?? ""}-linux-gnu.so`;
  }
}
