import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { decompress } from "../../../../tasks/sdist/gunzip.ts";
import { readTar } from "../../../../tasks/tar/read.ts";
import { parseWheelName } from "../../../../tasks/wheel/filename.ts";
import { type Headers, readHeaders } from "../../../../tasks/wheel/headers.ts";
import { readZip, unpackedBound } from "../../../../tasks/zip/read.ts";

/** An sdist or a wheel, with what is told of it at its upload. */
export interface Distribution {
  readonly name: string;
  readonly content: Buffer;
  readonly filetype: "sdist" | "bdist_wheel";
  /** `source`, or the wheel's tag: `py3`, `cp313`. */
  readonly pyversion: string;
  readonly metadata: Headers;
  readonly md5: string;
  readonly sha256: string;
}

/** Reads a file with the metadata in it; throws a TaskError where it is no archive, an Error where it has none. */
export function readDistribution(path: string): Distribution {
  const name = basename(path);
  const content = readFileSync(path);
  const wheel = parseWheelName(name);
  const found = wheel === null ? ofSdist(name, content) : ofWheel(name, content);
  if (found === undefined) throw new Error(`InvalidDistribution: No metadata in ${name}`);
  const hash = (algorithm: string) => createHash(algorithm).update(content).digest("hex");
  return {
    name,
    content,
    filetype: wheel === null ? "sdist" : "bdist_wheel",
    pyversion: wheel === null ? "source" : wheel.pythons.join("."),
    metadata: readHeaders(found),
    md5: hash("md5"),
    sha256: hash("sha256"),
  };
}

function ofSdist(name: string, content: Uint8Array): Uint8Array | undefined {
  const entries = readTar(name, decompress(name, content, unpackedBound));
  const found = entries.find(({ path }) => /^[^/]+\/PKG-INFO$/.test(path));
  return found?.kind === "file" ? found.content : undefined;
}

function ofWheel(name: string, content: Uint8Array): Uint8Array | undefined {
  const entries = readZip(name, content);
  return entries.find(({ path }) => /^[^/]+\.dist-info\/METADATA$/.test(path))?.content;
}
