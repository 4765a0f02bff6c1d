import { TaskError } from "../../../tasks/program/fault.ts";
import { readZip } from "../../../tasks/zip/read.ts";
import type { ZipEntry } from "../../../tasks/zip/entry.ts";
import { Refusal } from "../http/reply.ts";

/** A wheel's METADATA, which the index serves beside it (PEP 658); throws a Refusal where it is no wheel. */
export function wheelMetadata(fileName: string, wheel: Buffer): Buffer {
  const [name, version] = fileName.split("-");
  const folder = `${name ?? ""}-${version ?? ""}.dist-info`;
  const entries = new Map(read(fileName, wheel).map((entry) => [entry.path, entry.content]));
  if (!entries.has(`${folder}/WHEEL`)) {
    throw new Refusal(400, `Invalid distribution file. WHEEL not found at ${folder}/WHEEL`);
  }
  for (const part of ["RECORD", "METADATA"]) {
    const path = `${folder}/${part}`;
    if (entries.has(path)) continue;
    throw new Refusal(400, `Wheel '${fileName}' does not contain the required ${part} file: ${path}`);
  }
  return Buffer.from(entries.get(`${folder}/METADATA`) ?? "");
}

function read(fileName: string, wheel: Buffer): readonly ZipEntry[] {
  try {
    return readZip(fileName, wheel);
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    throw new Refusal(400, "Invalid distribution file. File is not a zipfile");
  }
}
