import type { DeclaredBase } from "../declaration/declaration.ts";
import { qualified } from "../image/bases.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { Registry } from "../registry/registry.ts";
import type { Check } from "../verify/asked.ts";
import { labelOf } from "./labels.ts";
import type { PushedPlatform } from "./pushed.ts";

/** What an image has to say of itself. */
export interface Stated {
  /** What it stands on. */
  readonly base: DeclaredBase;
  /** Null: it is not asked for. */
  readonly version: string | null;
  readonly commit: string;
  /** `https://github.com/octo-org/octo-package` */
  readonly source: string;
  /** The release's files by name; null: they are not asked for. */
  readonly sums: ReadonlyMap<string, string> | null;
}

/** Whom the image runs as: no name, so that a cluster sees that it is not root. */
const user = "10001:10001";

/** Compares what an image says of itself; throws a TaskError with all that is wrong. */
export function inspectPushed(place: string, { config }: PushedPlatform, stated: Stated): readonly Check[] {
  const label = (name: Parameters<typeof labelOf>[1]) => labelOf(config, name);
  const { base, version, commit, source, sums } = stated;
  const wheel = label("wheelName");
  const checks: readonly (readonly [string, string, boolean])[] = [
    ["version", label("version"), version === null || label("version") === version],
    ["revision", label("revision"), label("revision") === commit],
    ["source", label("source"), label("source").toLowerCase() === source.toLowerCase()],
    [
      `hash of ${wheel || "the wheel"}`,
      label("wheelSha256"),
      sums === null || sums.get(wheel) === label("wheelSha256"),
    ],
    ["base image", label("baseName"), label("baseName") === qualified(base.reference)],
    ["digest of the base image", label("baseDigest"), label("baseDigest") === base.digest],
    ["user", config.user, config.user === user],
  ];
  const mend = "find out what pushed it, and release a new version";
  const faults = checks
    .filter(([, , holds]) => !holds)
    .map(([what, found]): Fault => ({
      place,
      fault: `has another ${what} than was released: ${found || "none"}`,
      mend,
    }));
  if (faults.length > 0) throw new TaskError(faults);
  return checks.map(([what, found]) => ({ what, verdict: found }));
}

/** Fetches every layer, each checked by its hash, as a pull does. */
export async function pullLayers(registry: Registry, { layers, platform }: PushedPlatform): Promise<Check> {
  let bytes = 0;
  for (const layer of layers) bytes += (await registry.readBlob(layer)).length;
  return { what: `${layers.length} layers for ${platform}`, verdict: `whole, ${bytes} bytes` };
}
