import { gunzipSync } from "node:zlib";
import { TaskError } from "../program/fault.ts";
import { readTar } from "../tar/read.ts";

/** What an sdist's metadata says of its dependencies. */
export interface SdistMetadata {
  readonly name: string;
  readonly version: string;
  /** In one sentence what it is; null where it does not say. */
  readonly summary: string | null;
  /** An SPDX expression; null where it tells none. */
  readonly license: string | null;
  /** As they are written: `pytest>=8; extra == "test"`. */
  readonly requires: readonly string[];
  readonly extras: readonly string[];
}

/** Largest sdist that is read, unpacked (bytes). */
const mostUnpacked = 2 ** 30;

/** Reads PKG-INFO; what it calls dynamic is taken as it stands there, and `pip check` tells where that was too little. */
export function readSdistMetadata(place: string, sdist: Uint8Array): SdistMetadata {
  const entries = readTar(place, unpacked(place, sdist));
  const info = entries.find(({ kind, path }) => kind === "file" && /^[^/]+\/PKG-INFO$/.test(path));
  if (info?.kind !== "file") {
    throw new TaskError([{ place, fault: "holds no PKG-INFO", mend: "build it with a backend of PEP 517" }]);
  }
  const headers = headersOf(Buffer.from(info.content).toString("utf8"));
  const all = (field: string) => headers.filter(([name]) => name === field).map(([, value]) => value);
  return {
    name: all("name")[0] ?? "",
    version: all("version")[0] ?? "",
    summary: all("summary")[0] ?? null,
    license: all("license-expression")[0] ?? null,
    requires: all("requires-dist"),
    extras: all("provides-extra"),
  };
}

/** The same as a pyproject.toml, which resolvers read without building anything. JSON's texts are texts of TOML too. */
export function projectFile({ name, version, summary, license, requires, extras }: SdistMetadata): string {
  const text = (value: string) => JSON.stringify(value);
  return [
    "[project]",
    `name = ${text(name)}`,
    `version = ${text(version)}`,
    ...(summary === null ? [] : [`description = ${text(summary)}`]),
    ...(license === null ? [] : [`license = ${text(license)}`]),
    `dependencies = [${requires.map(text).join(", ")}]`,
    "[project.optional-dependencies]",
    ...extras.map((extra) => `${text(extra)} = []`),
    "",
  ].join("\n");
}

/** Headers end at the first blank line; a long one goes on in lines that begin with a blank. */
function headersOf(text: string): readonly (readonly [string, string])[] {
  const head = text.replaceAll("\r\n", "\n").split("\n\n", 1)[0] ?? "";
  return head
    .replaceAll(/\n[ \t]+/g, " ")
    .split("\n")
    .map((line) => {
      const at = line.indexOf(":");
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
    });
}

function unpacked(place: string, sdist: Uint8Array): Uint8Array {
  try {
    return gunzipSync(sdist, { maxOutputLength: mostUnpacked });
  } catch {
    throw new TaskError([{ place, fault: "is no sound .tar.gz", mend: "build or fetch it again" }]);
  }
}
