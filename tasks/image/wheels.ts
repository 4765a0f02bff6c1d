import type { HttpOptions } from "../http/request.ts";
import { type IndexFile, downloadIndexFile, readIndexFiles } from "../index/holdings.ts";
import type { Pin } from "../lock/read.ts";
import type { Fault } from "../program/fault.ts";
import { bestWheel } from "./best-wheel.ts";
import { pinsFor } from "./lock.ts";
import type { ImagePlatform, Target } from "./platform.ts";

/** A file of the lock as the index has it, for one platform. */
export interface Chosen {
  readonly pin: Pin;
  readonly file: IndexFile;
}

/** What was found for the platforms, and everything that can't be. */
export interface Choice {
  readonly chosen: ReadonlyMap<ImagePlatform, readonly Chosen[]>;
  readonly faults: readonly Fault[];
}

/** Where dependencies come from. */
export interface Source {
  /** Of the simple API, with a slash at its end. */
  readonly address: string;
  readonly http: HttpOptions;
}

/** Requests that are under way at once. */
const atOnce = 6;

/**
 * Chooses the wheel of each pin for each platform, among the files of the index whose hashes the lock names. On all
 * platforms at once, also those that are built elsewhere: an image of one architecture alone is none.
 */
export async function chooseWheels(
  { place, pins }: { readonly place: string; readonly pins: readonly Pin[] },
  targets: readonly Target[],
  source: Source,
): Promise<Choice> {
  const wanted = new Map(targets.map((target) => [target.platform, pinsFor(place, pins, target)]));
  const listed = await listAll([...new Set([...wanted.values()].flat())], source);
  const faults: Fault[] = [];
  const chosen = new Map(
    targets.map((target) => {
      const found = (wanted.get(target.platform) ?? []).flatMap((pin) => {
        const files = listed.get(pin) ?? [];
        const file = bestWheel(files, target);
        if (file !== null) return [{ pin, file }];
        faults.push(missing(place, pin, files.length === 0 ? null : target));
        return [];
      });
      return [target.platform, found] as const;
    }),
  );
  return { chosen, faults };
}

/** Downloads a wheel; a hash that differs from the lock's is asked for again, and in the end a fault. */
export function fetchWheel({ pin, file }: Chosen, { http }: Source): Promise<Buffer> {
  const place = `${http.place}, ${pin.name} ${pin.version}`;
  return downloadIndexFile(file, { ...http, place });
}

async function listAll(
  pins: readonly Pin[],
  { address, http }: Source,
): Promise<ReadonlyMap<Pin, readonly IndexFile[]>> {
  const waiting = [...pins];
  const listed = new Map<Pin, readonly IndexFile[]>();
  const work = async () => {
    for (let pin = waiting.shift(); pin !== undefined; pin = waiting.shift()) {
      const asked = { project: pin.name, distribution: pin.name, version: pin.version };
      const { hashes } = pin;
      const files = await readIndexFiles(address, asked, http);
      listed.set(
        pin,
        files.filter(({ sha256 }) => sha256 !== null && hashes.includes(`sha256:${sha256}`)),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return listed;
}

/** Null: the index has no file at all that the lock names. */
function missing(place: string, { name, version }: Pin, target: Target | null): Fault {
  if (target === null) {
    const fault = `names no hash of a file that the index has of ${name} ${version}`;
    return { place, fault, mend: "lock it anew, and look why the index has other files" };
  }
  return {
    place: `${name} ${version}`,
    fault: `has no wheel for CPython ${target.python} with ${target.title} (${target.platform}), and none for any system`,
    mend: target.title.startsWith("musl")
      ? "set slipway:image.base to slim, or lock a version that has one"
      : "lock a version that has one",
  };
}
