import type { PlatformName } from "./data.ts";

/** A platform as the resolver knows it, and which wheels run on it. */
export interface Platform {
  /** Value of uv's `--python-platform`. */
  readonly uv: string;
  /** Whether a wheel's platform tag is for it. */
  fits(tag: string): boolean;
}

/** Oldest systems that are still in wide use: glibc 2.28 and musl 1.2, the images that wheels are built on by default. */
const glibc = [2, 28] as const;
const musl = [1, 2] as const;
/** What uv takes macOS for unless it is told otherwise. */
export const macos = [13, 0] as const;

/** Names of older manylinux tags, by the glibc that they stand for (PEP 600). */
const legacy: Readonly<Record<string, string>> = {
  manylinux1: "manylinux_2_5",
  manylinux2010: "manylinux_2_12",
  manylinux2014: "manylinux_2_17",
};

/** Each platform that coverage is counted on. */
export const platforms: Readonly<Record<PlatformName, Platform>> = {
  "manylinux x86-64": linux("x86_64-manylinux_2_28", "manylinux", "x86_64"),
  "manylinux aarch64": linux("aarch64-manylinux_2_28", "manylinux", "aarch64"),
  "musllinux x86-64": linux("x86_64-unknown-linux-musl", "musllinux", "x86_64"),
  "musllinux aarch64": linux("aarch64-unknown-linux-musl", "musllinux", "aarch64"),
  "macOS arm64": apple("aarch64-apple-darwin", ["arm64", "universal2"]),
  "macOS x86-64": apple("x86_64-apple-darwin", ["x86_64", "universal2", "intel", "fat64", "universal"]),
  "Windows x86-64": { uv: "x86_64-pc-windows-msvc", fits: (tag) => tag === "win_amd64" },
  "Windows arm64": { uv: "aarch64-pc-windows-msvc", fits: (tag) => tag === "win_arm64" },
};

function linux(uv: string, library: "manylinux" | "musllinux", machine: string): Platform {
  const newest = library === "manylinux" ? glibc : musl;
  const pattern = new RegExp(`^${library}_(\\d+)_(\\d+)_${machine}$`);
  const spelled = (tag: string) => tag.replace(/^manylinux\d+/, (name) => legacy[name] ?? name);
  return { uv, fits: (tag) => isUpTo(pattern.exec(spelled(tag)), newest) };
}

function apple(uv: string, machines: readonly string[]): Platform {
  const pattern = new RegExp(`^macosx_(\\d+)_(\\d+)_(?:${machines.join("|")})$`);
  return { uv, fits: (tag) => isUpTo(pattern.exec(tag), macos) };
}

/** Whether a tag's two numbers name that version of a system or an older one. */
function isUpTo(found: RegExpExecArray | null, [major, minor]: readonly [number, number]): boolean {
  if (found === null) return false;
  const [first, second] = [Number(found[1]), Number(found[2])];
  return first < major || (first === major && second <= minor);
}
