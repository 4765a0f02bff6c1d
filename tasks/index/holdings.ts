import { sha256Of } from "../files/release-files.ts";
import { type HttpAnswer, type HttpOptions, request } from "../http/request.ts";
import { TaskError } from "../program/fault.ts";
import { sameVersion } from "../version/version.ts";
import { normalizeName, readFileName } from "./file-name.ts";
import { acceptedForms, readProjectPage } from "./project-page.ts";

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

/** A page of tens of thousands of files has some tens of MB. */
const pageBytes = 2 ** 27;

/**
 * The files that an index holds of one version, sorted by name; none where it knows no such project. Throws a TaskError
 * where the index did not answer in a way that can be read.
 */
export async function readIndexFiles(
  simpleUrl: string,
  asked: IndexedVersion,
  options: HttpOptions,
): Promise<readonly IndexFile[]> {
  const files = await readProjectFiles(simpleUrl, asked.project, options);
  return files.filter((file) => isOf(file, asked)).sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The files that an index holds of a project, in its own order; otherwise as `readIndexFiles`. */
export async function readProjectFiles(
  simpleUrl: string,
  project: string,
  options: HttpOptions,
): Promise<readonly IndexFile[]> {
  const url = new URL(`${normalizeName(project)}/`, simpleUrl).href;
  // What a cache on the way holds may be older than the last upload.
  const headers = { accept: acceptedForms, "cache-control": "max-age=0" };
  const damaged = (answer: HttpAnswer) => {
    if (answer.status !== 200) return null;
    const page = readProjectPage(answer, answer.url);
    return page.files !== null || page.lasting ? null : page.fault;
  };
  const answer = await request({ url, headers }, { bytes: pageBytes, ...options, damaged });
  if (answer.status === 404) return [];
  if (answer.status !== 200) throw refusal(answer.status, options);
  const page = readProjectPage(answer, answer.url);
  if (page.files === null) {
    throw failure(options, page.fault, "check that its address is that of a simple API (PEP 503, PEP 691)");
  }
  return page.files;
}

/** A file's content, checked by the hash and the size that the index tells. */
export async function downloadIndexFile(file: IndexFile, options: HttpOptions): Promise<Buffer> {
  const damaged = ({ status, body }: HttpAnswer) => {
    if (status !== 200) return null;
    if (file.size !== null && body.length !== file.size)
      return `sent ${file.name} in another size than it tells`;
    const isTold = file.sha256 === null || sha256Of(body) === file.sha256;
    return isTold ? null : `sent ${file.name} with another hash than it tells`;
  };
  const { status, body } = await request({ url: file.url }, { ...options, damaged });
  if (status === 200) return body;
  if (status !== 404) throw refusal(status, options);
  throw failure(
    options,
    `lists ${file.name}, and has no such file`,
    "run the job again once it shows itself whole",
  );
}

function isOf({ name }: IndexFile, { distribution, version }: IndexedVersion): boolean {
  const parts = readFileName(name);
  return parts?.project === normalizeName(distribution) && sameVersion(parts.version, version);
}

function refusal(status: number, options: HttpOptions): TaskError {
  if (status === 401 || status === 403) {
    return failure(options, `answered ${status}: it wants a login to be read`, "let it be read without one");
  }
  return failure(
    options,
    `answered ${status}`,
    "check that its address is that of a simple API (PEP 503, PEP 691)",
  );
}

function failure({ place }: HttpOptions, fault: string, mend: string): TaskError {
  return new TaskError([{ place, fault, mend }]);
}
