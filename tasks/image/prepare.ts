import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Declaration, DeclaredImage } from "../declaration/declaration.ts";
import { type ReleaseFile, readReleaseFiles } from "../files/release-files.ts";
import { normalizeName } from "../index/file-name.ts";
import { requireSums } from "../ledger/sums.ts";
import { isOfVersion, builtVersion } from "../lock/package.ts";
import type { Pin } from "../lock/read.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import { sameVersion } from "../version/version.ts";
import { type Headers, readHeaders } from "../wheel/headers.ts";
import { readZip } from "../zip/read.ts";
import { type Bases, type Overriding, basesOf } from "./bases.ts";
import { bestWheel } from "./best-wheel.ts";
import { readImageLock } from "./lock.ts";
import { type ImagePlatform, type Target, imagePlatforms, targetOf } from "./platform.ts";
import { type Chosen, type Source, chooseWheels } from "./wheels.ts";

/** What an image is asked to be made of. */
export interface Ingredients {
  readonly declaration: Declaration;
  readonly declared: DeclaredImage;
  readonly platform: ImagePlatform;
  /** Folder of the built files. */
  readonly files: string;
  /** Lines of hash and name that the files must be; null: any. */
  readonly sums: string | null;
  /** null: whatever was built. */
  readonly version: string | null;
  /** The lock of what is installed beside the package. */
  readonly lock: string;
  readonly overriding: Overriding;
}

/** What an image is made of. */
export interface Prepared {
  readonly bases: Bases;
  readonly target: Target;
  readonly version: string;
  readonly wheel: ReleaseFile;
  /** The wheel's METADATA. */
  readonly metadata: Headers;
  readonly content: Buffer;
  readonly chosen: readonly Chosen[];
}

/** Looks everything up before anything is downloaded or built; throws a TaskError with all that is wrong. */
export async function prepareImage(asked: Ingredients, source: Source): Promise<Prepared> {
  const { declared, platform } = asked;
  const faults: Fault[] = [];
  const bases = attempt(faults, () => basesOf(declared, asked.overriding));
  const pins = attempt(faults, () => readImageLock(asked.lock));
  const targets = imagePlatforms.map((one) => targetOf(declared, one));
  const target = targetOf(declared, platform);
  const wheel = attempt(faults, () => wheelFor(asked, target));
  if (wheel !== null && pins !== null) faults.push(...ownPinFaults(asked, wheel.file, pins));
  const dependencies = pins === null ? null : withoutOwn(pins, asked);
  const choice = await attemptLater(faults, () =>
    dependencies === null
      ? Promise.resolve(null)
      : chooseWheels({ place: asked.lock, pins: dependencies }, targets, source),
  );
  faults.push(...(choice?.faults ?? []));
  if (faults.length > 0 || bases === null || wheel === null) throw new TaskError(faults);
  const content = readFileSync(join(asked.files, wheel.file.name));
  const metadata = metadataOf(wheel.file.name, content);
  const { file, version } = wheel;
  return {
    bases,
    target,
    version,
    wheel: file,
    metadata,
    content,
    chosen: choice?.chosen.get(platform) ?? [],
  };
}

/** The METADATA of a wheel. */
export function metadataOf(name: string, wheel: Uint8Array): Headers {
  const entry = readZip(name, wheel).find(({ path }) => /^[^/]+\.dist-info\/METADATA$/.test(path));
  return readHeaders(entry?.content ?? new Uint8Array());
}

function wheelFor({ declaration, files, sums, version }: Ingredients, target: Target) {
  const { distribution } = declaration.package;
  const all = readReleaseFiles(files);
  requireSums(all, { folder: files, sums });
  const built = builtVersion(files, distribution);
  if (version !== null && !sameVersion(version, built.version)) {
    const fault = `holds version ${built.version}, not ${version}`;
    throw new TaskError([{ place: files, fault, mend: "fetch the files of this run" }]);
  }
  const own = all.filter(({ name }) => name.endsWith(".whl") && isOfVersion(name, built));
  const file = bestWheel(own, target);
  if (file !== null) return { file, version: built.version };
  const fault = `holds no wheel for CPython ${target.python} with ${target.title}`;
  const mend = "build one, or set slipway:image.python or slipway:image.base to what there is one for";
  throw new TaskError([{ place: files, fault, mend }]);
}

/** A lock that names the package itself must name the very wheel. */
function ownPinFaults(asked: Ingredients, wheel: ReleaseFile, pins: readonly Pin[]): readonly Fault[] {
  const own = pins.filter(({ name }) => name === ownName(asked));
  if (own.length === 0 || own.some(({ hashes }) => hashes.includes(`sha256:${wheel.sha256}`))) return [];
  const fault = `has a hash that ${asked.lock} does not name`;
  return [{ place: wheel.name, fault, mend: "leave the package itself out of the lock, or lock it anew" }];
}

function withoutOwn(pins: readonly Pin[], asked: Ingredients): readonly Pin[] {
  return pins.filter(({ name }) => name !== ownName(asked));
}

function ownName({ declaration }: Ingredients): string {
  return normalizeName(declaration.package.name);
}

function attempt<T>(faults: Fault[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    faults.push(...error.faults);
    return null;
  }
}

async function attemptLater<T>(faults: Fault[], read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    faults.push(...error.faults);
    return null;
  }
}
