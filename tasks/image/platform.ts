import type { DeclaredImage } from "../declaration/declaration.ts";
import type { Platform } from "../coverage/platforms.ts";
import { MisuseError } from "../program/fault.ts";
import type { MarkerValues } from "../conda/metadata/marker.ts";

/** Platforms that an image is made for, as OCI spells them, by how Python calls their machines. */
const machines = { "linux/amd64": "x86_64", "linux/arm64": "aarch64" } as const;

export type ImagePlatform = keyof typeof machines;

export const imagePlatforms = Object.keys(machines) as readonly ImagePlatform[];

/** Reads the option; throws a MisuseError on any other text. */
export function readPlatform(text: string): ImagePlatform {
  const found = imagePlatforms.find((platform) => platform === text);
  if (found !== undefined) return found;
  throw new MisuseError({
    place: "--platform",
    fault: `is not one of ${imagePlatforms.join(", ")}`,
    mend: `write --platform ${imagePlatforms[0] ?? ""}`,
  });
}

/** `amd64`, as outputs and files are named. */
export function architectureOf(platform: ImagePlatform): string {
  return platform.slice(platform.indexOf("/") + 1);
}

/** C libraries of the bases: Debian 13 has glibc 2.41, Alpine 3.24 musl 1.2. */
const libraries = {
  slim: { family: "manylinux", newest: [2, 41] },
  alpine: { family: "musllinux", newest: [1, 2] },
} as const;

/** Names of older manylinux tags, by the glibc that they stand for (PEP 600). */
const legacy: Readonly<Record<string, number>> = { manylinux1: 5, manylinux2010: 12, manylinux2014: 17 };

/** Where an image's wheels run: a Python on a C library and a machine. */
export interface Target extends Pick<Platform, "fits"> {
  readonly platform: ImagePlatform;
  /** `3.14` */
  readonly python: string;
  /** `musllinux on aarch64`, for people. */
  readonly title: string;
  /** How new a system a platform's tag asks for, so that the newest comes first; -1: for any; null: it does not fit. */
  rank(tag: string): number | null;
}

/** What the wheels of an image have to fit. */
export function targetOf({ kind, python }: DeclaredImage, platform: ImagePlatform): Target {
  const { family, newest } = libraries[kind];
  const machine = machines[platform];
  const rank = (tag: string) => {
    if (tag === "any") return -1;
    const [, name = "", major = "", minor = ""] =
      /^(\w+?linux\d*)(?:_(\d+)_(\d+))?_(?:x86_64|aarch64)$/.exec(tag) ?? [];
    const old = legacy[name];
    const version = old === undefined ? [Number(major), Number(minor)] : [2, old];
    const [first = Number.NaN, second = Number.NaN] = version;
    const isFamily = name === family || (old !== undefined && family === "manylinux");
    const fits = isFamily && tag.endsWith(`_${machine}`) && first === newest[0] && second <= newest[1];
    return fits ? second : null;
  };
  return { platform, python, title: `${family} on ${machine}`, rank, fits: (tag) => rank(tag) !== null };
}

/** Values of markers there. */
export function markerValues({ platform, python }: Target): MarkerValues {
  return {
    os_name: "posix",
    sys_platform: "linux",
    platform_system: "Linux",
    platform_machine: machines[platform],
    platform_python_implementation: "CPython",
    implementation_name: "cpython",
    python_version: python,
    // Of a minor version its newest release is in the base.
    python_full_version: `${python}.99`,
    implementation_version: `${python}.99`,
  };
}
