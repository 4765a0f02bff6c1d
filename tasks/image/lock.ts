import { existsSync, readFileSync } from "node:fs";
import { MarkerError, holds, parseMarker } from "../conda/metadata/marker.ts";
import { type Pin, readLock } from "../lock/read.ts";
import { TaskError } from "../program/fault.ts";
import { type Target, markerValues } from "./platform.ts";

/** Reads the image's lock; throws a TaskError where it is not there, or none. */
export function readImageLock(file: string): readonly Pin[] {
  if (existsSync(file)) return readLock(file, readFileSync(file, "utf8"));
  throw new TaskError([{ place: file, fault: "is not there", mend: "write it with the task lock-image" }]);
}

/** Those pins of a lock that are installed there; throws a TaskError where a marker can't be read. */
export function pinsFor(place: string, pins: readonly Pin[], target: Target): readonly Pin[] {
  const values = markerValues(target);
  return pins.filter(({ name, marker }) => {
    if (marker === "") return true;
    try {
      return holds(parseMarker(marker), values);
    } catch (error) {
      if (!(error instanceof MarkerError)) throw error;
      const fault = `has a marker of ${name} that can't be read: ${error.message}`;
      throw new TaskError([{ place, fault, mend: "write it with uv pip compile --generate-hashes" }]);
    }
  });
}
