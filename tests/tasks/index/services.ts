import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type EmulatedIndex,
  type EmulatedIndexOptions,
  startEmulatedIndex,
} from "../../../rehearsal/index/server.ts";
import { type Devpi, devpiUser, startDevpiServer } from "./devpi.ts";
import { type Ended, run } from "./run.ts";
import { indexTools } from "./tools.ts";

/** A real service that files are uploaded to and read from. */
export interface IndexService {
  readonly title: string;
  /** With a slash at the end. */
  readonly simpleUrl: string;
  readonly uploadUrl: string;
  readonly username: string;
  readonly password: string;
  /** Uploads files by twine, one after the other; stops at the first that is refused. */
  upload(files: readonly string[]): Promise<Ended>;
  close(): Promise<void>;
}

/** The emulated index as such a service. */
export interface EmulatedService extends IndexService {
  readonly index: EmulatedIndex;
}

/** Starts the emulated index, in a folder of its own unless one is given. */
export async function startIndex(options: Partial<EmulatedIndexOptions> = {}): Promise<EmulatedService> {
  const root = options.root ?? mkdtempSync(join(tmpdir(), "emulated-index-"));
  const login = { username: "__token__", password: "pypi-for-tests" };
  const index = await startEmulatedIndex({ tokens: [{ secret: login.password }], ...options, root });
  const { simpleUrl, uploadUrl } = index;
  const service = { title: "the emulated index", simpleUrl, uploadUrl, ...login };
  return {
    ...service,
    index,
    upload: (files) => uploadByTwine(service, files),
    async close() {
      await index.close();
      if (options.root === undefined) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Starts a devpi server with an empty index, in a folder of its own; takes some seconds. */
export async function startDevpi(): Promise<IndexService> {
  const root = mkdtempSync(join(tmpdir(), "devpi-"));
  const server: Devpi = await startDevpiServer(await indexTools(), root);
  const uploadUrl = `${server.url}${devpiUser.username}/dev/`;
  const service = { title: "devpi", simpleUrl: `${uploadUrl}+simple/`, uploadUrl, ...devpiUser };
  return {
    ...service,
    upload: (files) => uploadByTwine(service, files),
    async close() {
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Uploads as a release does: by twine, with the login in its environment alone. */
export async function uploadByTwine(
  service: Pick<IndexService, "uploadUrl" | "username" | "password">,
  files: readonly string[],
): Promise<Ended> {
  const args = ["upload", "--non-interactive", "--disable-progress-bar", "--config-file", "/dev/null"];
  return run(join(await indexTools(), "twine"), [...args, ...files], {
    TWINE_REPOSITORY_URL: service.uploadUrl,
    TWINE_USERNAME: service.username,
    TWINE_PASSWORD: service.password,
    PYTHON_KEYRING_BACKEND: "keyring.backends.null.Keyring",
  });
}
