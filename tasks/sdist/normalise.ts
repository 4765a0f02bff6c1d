import { readTar } from "../tar/read.ts";
import { writeTar } from "../tar/write.ts";
import { decompress } from "./gunzip.ts";
import { compress } from "./gzip.ts";

/** What an sdist is normalised by. */
export interface Normalisation {
  /** What messages call the file. */
  readonly place: string;
  /** Time of every entry, in seconds since 1970. */
  readonly time: number;
  /** How many bytes it may be unpacked. */
  readonly bound: number;
}

/** The same contents under the same names, in bytes that depend on nothing else but the time. */
export function normaliseSdist(file: Uint8Array, { place, time, bound }: Normalisation): Uint8Array {
  return compress(writeTar(readTar(place, decompress(place, file, bound)), time));
}
