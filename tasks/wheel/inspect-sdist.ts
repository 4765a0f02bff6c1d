import type { Fault } from "../program/fault.ts";
import { decompress } from "../sdist/gunzip.ts";
import { readTar } from "../tar/read.ts";
import { unpackedBound } from "../zip/read.ts";
import { distributionOf, parseSdistName } from "./filename.ts";
import { onlyValue, readHeaders } from "./headers.ts";
import { type Inspected, buildAgain, metadataFaults } from "./inspected.ts";

/** Reads an sdist and checks it; throws a TaskError where it can't be read as an archive at all. */
export function inspectSdist(name: string, file: Uint8Array): Inspected {
  const parsed = parseSdistName(name);
  const common = { name, kind: "sdist", pure: false, platformTags: [] } as const;
  if (parsed === null) {
    const fault = "is not named as an sdist is: name-version.tar.gz";
    const faults = [{ place: name, fault, mend: buildAgain }];
    return { ...common, distribution: "", version: "", requiresPython: null, faults };
  }
  const entries = readTar(name, decompress(name, file, unpackedBound));
  const root = entries[0]?.path.split("/")[0] ?? "";
  const info = entries.find(({ path }) => path === `${root}/PKG-INFO`);
  const headers = readHeaders(info?.kind === "file" ? info.content : new Uint8Array());
  const faults = [
    ...nameFaults(name, parsed.distribution),
    ...(root === name.slice(0, -".tar.gz".length)
      ? []
      : [{ place: `${name}, ${root}`, fault: "is not named as the file is", mend: buildAgain }]),
    ...metadataFaults(headers, `${name}, ${root}/PKG-INFO`, { name, ...parsed }),
  ];
  return { ...common, ...parsed, requiresPython: onlyValue(headers, "Requires-Python"), faults };
}

/** Since PEP 625 an index takes an sdist under one spelling of its name alone. */
function nameFaults(name: string, distribution: string): readonly Fault[] {
  const wanted = distributionOf(distribution);
  if (distribution === wanted) return [];
  const mend = "let a build backend of today build it";
  return [{ place: name, fault: `does not begin with ${wanted}-, as PEP 625 has it`, mend }];
}
