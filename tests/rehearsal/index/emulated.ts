import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type EmulatedIndex,
  type EmulatedIndexOptions,
  startEmulatedIndex,
} from "../../../rehearsal/index/server.ts";
import { sdistOf, wheelOf } from "../../tasks/wheel/wheels.ts";

/** The API token that tests upload with. */
const secret = "pypi-for-tests";

/** An emulated index in a folder of its own, gone when its scope ends, with a clock that stands still. */
export interface Emulated extends AsyncDisposable {
  readonly root: string;
  readonly index: EmulatedIndex;
  /** What its clock shows; milliseconds since 1970. */
  now: number;
  /** Ends it and starts another on the same folder. */
  restart(): Promise<void>;
}

/** Starts one that takes uploads with `secret`. */
export async function emulate(options: Partial<EmulatedIndexOptions> = {}): Promise<Emulated> {
  const root = mkdtempSync(join(tmpdir(), "emulated-index-"));
  const start = () => startEmulatedIndex({ root, tokens: [{ secret }], now: () => emulated.now, ...options });
  const emulated = {
    root,
    now: Date.UTC(2026, 0, 15, 12),
    index: null as unknown as EmulatedIndex,
    async restart() {
      await emulated.index.close();
      emulated.index = await start();
    },
    async [Symbol.asyncDispose]() {
      await emulated.index.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  emulated.index = await start();
  return emulated;
}

/** A file as an upload brings it. */
export interface UploadedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** A wheel of a project; `says` makes its content another one. */
export function wheel(version: string, says = "", distribution = "demo"): UploadedFile {
  const name = `${distribution}-${version}-py3-none-any`;
  const files = { [`${distribution}/__init__.py`]: `says = "${says}"\n` };
  return { name: `${name}.whl`, content: wheelOf({ name, files, requiresPython: ">=3.8" }) };
}

/** An sdist of the project `demo`. */
export function sdist(version: string): UploadedFile {
  const name = `demo-${version}`;
  return { name: `${name}.tar.gz`, content: sdistOf(name, { files: { "pyproject.toml": "" } }) };
}

/** Milliseconds in a day. */
export const day = 24 * 60 * 60 * 1000;

/** How an upload was answered. */
export interface UploadAnswer {
  readonly status: number;
  /** What stands beside the status. */
  readonly reason: string;
}

/** What a test changes of an upload: fields, null to leave one out, and the login. */
export interface Changes {
  readonly fields?: Readonly<Record<string, string | null>>;
  readonly username?: string;
  readonly password?: string;
}

/** Uploads as twine does, with what a test changes of it. */
export async function upload(
  index: EmulatedIndex,
  { name, content }: UploadedFile,
  { fields = {}, username = "__token__", password = secret }: Changes = {},
): Promise<UploadAnswer> {
  const isWheel = name.endsWith(".whl");
  const [project = "", version = ""] = name.replace(/\.(tar\.gz|whl)$/, "").split("-");
  const all: Readonly<Record<string, string | null>> = {
    ":action": "file_upload",
    protocol_version: "1",
    metadata_version: "2.4",
    name: project,
    version,
    filetype: isWheel ? "bdist_wheel" : "sdist",
    pyversion: isWheel ? "py3" : "source",
    sha256_digest: createHash("sha256").update(content).digest("hex"),
    requires_python: ">=3.8",
    ...fields,
  };
  const form = new FormData();
  for (const [field, value] of Object.entries(all)) if (value !== null) form.append(field, value);
  form.append("content", new File([content], name, { type: "application/octet-stream" }));
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const answer = await fetch(index.uploadUrl, { method: "POST", body: form, headers: { authorization } });
  await answer.arrayBuffer();
  return { status: answer.status, reason: answer.statusText };
}

/** The files that the project's page lists. */
export async function listed(index: EmulatedIndex, project = "demo"): Promise<readonly ListedFile[]> {
  const headers = { accept: "application/vnd.pypi.simple.v1+json" };
  const answer = await fetch(`${index.simpleUrl}${project}/`, { headers });
  if (answer.status === 404) return [];
  return ((await answer.json()) as { readonly files: readonly ListedFile[] }).files;
}

/** What a page tells of a file, as far as tests look at it. */
export interface ListedFile {
  readonly filename: string;
  readonly url: string;
  readonly hashes: Readonly<Record<string, string>>;
  readonly size: number;
  readonly "upload-time": string;
  readonly "requires-python": string | null;
  readonly "core-metadata": false | { readonly sha256: string };
  readonly provenance: string | null;
  readonly yanked: string | boolean;
}

/** The names that the project's page lists. */
export async function names(index: EmulatedIndex): Promise<readonly string[]> {
  return (await listed(index)).map(({ filename }) => filename);
}
