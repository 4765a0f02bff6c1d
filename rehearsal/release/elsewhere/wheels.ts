import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parse } from "smol-toml";
import { FaultsError } from "../../../config/fault.ts";
import { parseWheelName } from "../../../tasks/wheel/filename.ts";
import { inspectWheel } from "../../../tasks/wheel/inspect-wheel.ts";
import { identifiersOf } from "../../actions/pypa/cibuildwheel/identifiers.ts";
import { type WheelTools, wheelTools } from "../../actions/pypa/cibuildwheel/tools.ts";
import { type WheelFile, isStandIn, retagged } from "./retag.ts";
import { tagsFor } from "./tags.ts";

/** Wheels that were built here, and which others of the same package are wanted. */
export interface WheelsElsewhere {
  /** Folder of the wheels that were built; other files in it are left alone. */
  readonly built: string;
  /** cibuildwheel's settings, a file. */
  readonly config: string;
  /** As the stack and the matrix name it: `windows-arm64`. */
  readonly platform: string;
  /** Folder that they are written to; it is made. */
  readonly into: string;
  /** @default those in the user's cache */
  readonly tools?: WheelTools;
}

const builders: Readonly<Record<string, readonly [platform: string, arch: string]>> = {
  "linux-x86_64": ["linux", "x86_64"],
  "linux-aarch64": ["linux", "aarch64"],
  "macos-arm64": ["macos", "arm64"],
  "macos-x86_64": ["macos", "x86_64"],
  "windows-amd64": ["windows", "AMD64"],
  "windows-arm64": ["windows", "ARM64"],
};

/**
 * Writes what stands in for the wheels of a platform that is not built on this machine, made from those that were;
 * answers their names. Throws a FaultsError where none was built.
 */
export async function wheelsElsewhere(wanted: WheelsElsewhere): Promise<readonly string[]> {
  const { built, config, platform, into } = wanted;
  const [system, arch] = builders[platform] ?? [];
  if (system === undefined || arch === undefined) {
    const mend = `write one of ${Object.keys(builders).join(", ")} in the workflow's matrix`;
    throw new FaultsError([{ place: platform, fault: "is no platform that wheels are built for", mend }]);
  }
  const from = builtWheel(built, platform);
  const { requiresPython } = inspectWheel(from.name, from.content);
  const identifiers = await identifiersOf(wanted.tools ?? (await wheelTools()), {
    platform: system,
    arch,
    config,
    packageDir: null,
    ...(requiresPython !== null && { requiresPython }),
    env: withoutSettings(process.env),
  });
  return writeStandIns(from, { identifiers, config, into });
}

/** Builds whose wheels are to be written, by cibuildwheel's identifiers. */
export interface StandIns {
  readonly identifiers: readonly string[];
  readonly config: string;
  readonly into: string;
}

/** Writes what stands in for the wheels of builds, but for those that are in the folder already; answers their names. */
export function writeStandIns(from: WheelFile, { identifiers, config, into }: StandIns): readonly string[] {
  const like = parseWheelName(from.name);
  if (like === null) throw new Error(`${from.name} is not named as a wheel is`);
  const macosTarget = macosTargetOf(config);
  mkdirSync(into, { recursive: true });
  const there = new Set(readdirSync(into));
  const names: string[] = [];
  for (const identifier of identifiers) {
    const tags = tagsFor(identifier, { like, macosTarget });
    if (tags === null) continue;
    const { name, content } = retagged(from, identifier, tags);
    if (there.has(name)) continue;
    writeFileSync(join(into, name), content);
    there.add(name);
    names.push(name);
  }
  return names;
}

/** The newest of the wheels in a folder that were really built; throws a FaultsError where there is none. */
export function builtWheel(folder: string, place: string): WheelFile {
  const files = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith(".whl"))
    .sort()
    .reverse()
    .map((name) => ({ name, content: readFileSync(join(folder, name)) }));
  const compiled = files.filter((file) => !isStandIn(file));
  const usual = compiled.find(
    ({ name }) => !(parseWheelName(name)?.abis ?? []).some((abi) => abi.endsWith("t")),
  );
  const found = usual ?? compiled[0];
  if (found !== undefined) return found;
  const fault = "has wheels that nothing can stand in for, as this machine built none";
  const mend = "declare the platform of this machine in slipway:package.platforms";
  throw new FaultsError([{ place, fault, mend }]);
}

/** What the settings say, which names the wheels. */
function macosTargetOf(config: string): string | null {
  if (config === "") return null;
  const settings = parse(readFileSync(config, "utf8")) as {
    readonly tool?: {
      readonly cibuildwheel?: {
        readonly macos?: { readonly environment?: Readonly<Record<string, unknown>> };
      };
    };
  };
  const target = settings.tool?.cibuildwheel?.macos?.environment?.["MACOSX_DEPLOYMENT_TARGET"];
  return typeof target === "string" ? target : null;
}

/** The operator's own variables are not the runner's elsewhere. */
function withoutSettings(env: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("CIBW_")));
}
