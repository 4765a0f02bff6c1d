import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { normalizeName } from "../index/file-name.ts";
import { flatten, type RootEntry } from "../oci/flatten.ts";
import type { OciImage } from "../oci/image.ts";
import { type Layer, readLayer } from "../oci/layer.ts";
import { readOciImage } from "../oci/read.ts";
import { TaskError } from "../program/fault.ts";
import type { BuildOrder, Engine } from "./engines/engine.ts";
import { imageFaults } from "./image-faults.ts";
import { labelsOf } from "./labels.ts";
import { type Ingredients, type Prepared, prepareImage } from "./prepare.ts";
import { rootFaults } from "./root-faults.ts";
import { imageSbom } from "./sbom.ts";
import { importTrial } from "./trial.ts";
import { writeContext } from "./context.ts";
import type { Source } from "./wheels.ts";

/** How an image is built, and where it goes. */
export interface Building extends Ingredients {
  readonly dockerfile: string;
  /** Archive to write. */
  readonly out: string;
  /** CycloneDX list to write; null: none. */
  readonly sbom: string | null;
  readonly cache: string | null;
  /** Seconds since 1970. */
  readonly epoch: string;
}

/** What a build needs of its surroundings. */
export interface Surroundings {
  readonly engine: Engine;
  readonly source: Source;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** What was built and tried. */
export interface Built {
  readonly image: OciImage;
  readonly version: string;
  readonly base: string;
  /** What the trial printed. */
  readonly tried: string;
  /** Of the layers above the base (bytes): as they are pulled, and unpacked. */
  readonly above: { readonly layers: number; readonly packed: number; readonly unpacked: number };
  readonly packed: number;
}

/** Builds an image out of wheels by hash, and tries it; throws a TaskError with all that is wrong. */
export async function buildImage(building: Building, around: Surroundings): Promise<Built> {
  const prepared = await prepareImage(building, around.source);
  const folder = mkdtempSync(join(tmpdir(), "slipway-image-"));
  try {
    await writeContext(folder, prepared, { source: around.source, lock: building.lock });
    const order = orderOf(building, prepared, { context: folder, variables: around.variables });
    mkdirSync(dirname(order.out), { recursive: true });
    rmSync(order.out, { force: true });
    return await make(order, { building, prepared, engine: around.engine });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function orderOf(
  building: Building,
  { bases, metadata, version, wheel }: Prepared,
  { context, variables }: { readonly context: string } & Pick<Surroundings, "variables">,
): BuildOrder {
  const { declaration, epoch } = building;
  return {
    bases,
    platform: building.platform,
    dockerfile: building.dockerfile,
    context,
    labels: labelsOf({ declaration, wheel, metadata, version, base: bases.base, epoch }, variables),
    epoch,
    out: resolve(building.out),
    cache: building.cache === null ? null : resolve(building.cache),
  };
}

/** What was ordered, and of what. */
interface Making {
  readonly building: Building;
  readonly prepared: Prepared;
  readonly engine: Engine;
}

async function make(order: BuildOrder, { building, prepared, engine }: Making): Promise<Built> {
  try {
    const above = await engine.build(order);
    const image = await readOciImage(order.out);
    const layers = await readLayers(image);
    const root = flatten(layers.map(({ entries }) => entries));
    const base = layers.length - above;
    requireNoFaults(image, { root, layers, base }, { order, building, prepared });
    const { importName, distribution } = building.declaration.package;
    const tried = await engine.run(order, importTrial(distribution, importName, prepared.version));
    if (building.sbom !== null) writeSbom(image, root, { building, prepared });
    return {
      image,
      version: prepared.version,
      base: `${order.bases.base.reference}@${order.bases.base.digest}`,
      tried: tried.trim(),
      above: {
        layers: above,
        packed: sum(image.layers.slice(base).map(({ size }) => size)),
        unpacked: sum(layers.slice(base).map(({ size }) => size)),
      },
      packed: sum(image.layers.map(({ size }) => size)),
    };
  } finally {
    await engine.close();
  }
}

/** One after the other: each is unpacked in memory. */
async function readLayers(image: OciImage): Promise<readonly Layer[]> {
  const layers: Layer[] = [];
  for (const layer of image.layers) layers.push(await readLayer(layer));
  return layers;
}

function requireNoFaults(
  image: OciImage,
  held: {
    readonly root: ReadonlyMap<string, RootEntry>;
    readonly layers: readonly Layer[];
    readonly base: number;
  },
  { order, building, prepared }: Omit<Making, "engine"> & { readonly order: BuildOrder },
): void {
  const { distribution } = building.declaration.package;
  const { version, chosen } = prepared;
  const wanted = new Set(chosen.map(({ pin }) => pin.name));
  const faults = [
    ...imageFaults(image, held, { platform: order.platform, labels: order.labels, distribution, version }),
    ...rootFaults(held.root, { base: held.base, wanted }),
  ];
  if (faults.length > 0) throw new TaskError(faults);
}

function writeSbom(
  image: OciImage,
  root: ReadonlyMap<string, RootEntry>,
  { building, prepared }: Omit<Making, "engine">,
): void {
  const { declared, declaration, platform, epoch, sbom } = building;
  const wheels = new Map([
    ...prepared.chosen.map(({ pin, file }) => [pin.name, file.sha256 ?? ""] as const),
    [normalizeName(declaration.package.name), prepared.wheel.sha256] as const,
  ]);
  const name = `${declared.registry}/${declared.name}`;
  const told = { name, version: prepared.version, platform, epoch, wheels };
  writeFileSync(sbom ?? "", imageSbom(image, root, told));
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
