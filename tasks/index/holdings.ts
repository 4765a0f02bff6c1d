import type { HttpOptions } from "../http/request.ts";

/** A file that an index holds. */
export interface IndexFile {
  readonly name: string;
  /** 64 hexadecimal digits; null where the index tells none. */
  readonly sha256: string | null;
  /** Bytes; null where the index tells none. */
  readonly size: number | null;
  /** When it was uploaded, in milliseconds since 1970; null where the index tells none. */
  readonly uploaded: number | null;
  /** Absolute. */
  readonly url: string;
  /** Whether installers pass it over, or why; false: it is not yanked. */
  readonly yanked: string | boolean;
  /** Absolute address of its attestations (PEP 740); null: it has none. */
  readonly provenance: string | null;
}

/** One version of a project. */
export interface IndexedVersion {
  /** In any spelling. */
  readonly project: string;
  /** As in the names of its files, in any spelling. */
  readonly distribution: string;
  /** In any spelling. */
  readonly version: string;
}

/**
 * The files that an index holds of one version, sorted by name; none where it knows no such project. Throws a TaskError
 * where the index did not answer in a way that can be read.
 */
export function readIndexFiles(
  simpleUrl: string,
  asked: IndexedVersion,
  options: HttpOptions,
): Promise<readonly IndexFile[]> {
  return Promise.reject(new Error(`${simpleUrl.length} ${asked.project} ${options.place}`));
}

/** A file's content, checked by the hash and the size that the index tells. */
export function downloadIndexFile(file: IndexFile, options: HttpOptions): Promise<Buffer> {
  return Promise.reject(new Error(`${file.name} ${options.place}`));
}
