import { createHash } from "node:crypto";
import type { ZipEntry } from "../zip/entry.ts";

/** What is wrong with one file that RECORD lists, or does not. */
export interface RecordFault {
  readonly path: string;
  readonly fault: string;
}

/** Hashes that installers take (PEP 427: none weaker). */
const algorithms = ["sha256", "sha384", "sha512"];

/** Compares RECORD with what the wheel holds: every file once, with its hash and size; itself without. */
export function recordFaults(entries: readonly ZipEntry[], recordPath: string): readonly RecordFault[] {
  const files = new Map(entries.filter(({ kind }) => kind !== "folder").map((entry) => [entry.path, entry]));
  const record = files.get(recordPath);
  if (record === undefined) return [{ path: recordPath, fault: "is missing" }];
  const faults: RecordFault[] = [];
  const listed = new Set<string>();
  for (const [path = "", hash = "", size = ""] of readRows(Buffer.from(record.content).toString("utf8"))) {
    const entry = files.get(path);
    if (listed.has(path)) faults.push({ path, fault: "is listed twice in RECORD" });
    listed.add(path);
    if (entry === undefined) faults.push({ path, fault: "is listed in RECORD, and not there" });
    else if (path !== recordPath) faults.push(...contentFaults(entry, hash, size));
  }
  const signatures = [`${recordPath}.jws`, `${recordPath}.p7s`];
  const unlisted = [...files.keys()].filter((path) => !listed.has(path) && !signatures.includes(path));
  return [...faults, ...unlisted.map((path) => ({ path, fault: "is not listed in RECORD" }))];
}

function contentFaults({ path, content }: ZipEntry, hash: string, size: string): readonly RecordFault[] {
  const [algorithm = "", digest = ""] = hash.split("=", 2);
  if (!algorithms.includes(algorithm)) return [{ path, fault: "has no hash of sha256 or more in RECORD" }];
  const actual = createHash(algorithm).update(content).digest("base64url");
  if (actual !== digest) return [{ path, fault: "is not what RECORD says: it has another hash" }];
  return size === "" || Number(size) === content.length
    ? []
    : [{ path, fault: "is not what RECORD says: it has another size" }];
}

/** Rows of a CSV file; fields may be quoted, and quotes in them doubled. */
function readRows(text: string): readonly (readonly string[])[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  return lines.map((line) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
    ),
  );
}
