import type { JsonWebKey } from "node:crypto";
import { normalizeName } from "../../tasks/index/file-name.ts";
import { type Received, listen } from "../github/http/listen.ts";
import { Refusal, type Reply, notFound, refusalReply, send } from "./http/reply.ts";
import { type Intercept, Traffic } from "./http/traffic.ts";
import { mintToken } from "./oidc/mint-token.ts";
import type { TrustedPublisher } from "./oidc/publishers.ts";
import { negotiate } from "./simple/negotiate.ts";
import { renderProjectPage } from "./simple/project-page.ts";
import { Upstream } from "./simple/upstream.ts";
import { type Lag, Visibility } from "./simple/visibility.ts";
import type { FileRecord } from "./store/records.ts";
import { Store } from "./store/store.ts";
import type { ApiToken } from "./upload/bearer.ts";
import { type UploadLimits, uploadFile } from "./upload/file-upload.ts";

/**
 * A package index on this machine, with PyPI's own rules: order and wording of its refusals, token exchange and
 * publishers as its published source has them. What is known to be other, or was not looked up:
 * - refusals name no address of a help page; a file lies under its SHA-256, not its BLAKE2, which is not checked;
 * - of the metadata only name, version and Requires-Python are looked at: no classifiers, licence files, description;
 * - attestations are held against the file's name and hash, their signatures are not verified;
 * - nothing is limited by rate, no name is prohibited or too similar, and only GitHub's tokens are exchanged;
 * - from memory: the words on missing fields and on malformed attestations, the 30 s that a clock may be off, the API's
 *   version and status on pages, and that an empty project's page is there.
 */
export interface EmulatedIndex {
  /** With a slash at the end: `http://127.0.0.1:PORT/`. */
  readonly url: string;
  /** Where pip and uv ask. */
  readonly simpleUrl: string;
  /** Where twine uploads to. */
  readonly uploadUrl: string;
  /** How often each operation was asked for: `GET /simple/{project}/`, `POST /legacy/`, ... */
  readonly requests: () => Readonly<Record<string, number>>;
  /** Yanks a version, or takes that back with null, as a person does on the web page. */
  readonly yank: (project: string, version: string, reason: string | null) => Promise<void>;
  /** Deletes a file, as a person does on the web page; its name stays taken. */
  readonly deleteFile: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Where and how the emulated index runs. */
export interface EmulatedIndexOptions {
  /** Records are in `index.json`, contents in `files/`; one process at a time. */
  readonly root: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** API tokens that may upload. @default none */
  readonly tokens?: readonly ApiToken[];
  /** Who may exchange an OIDC token. @default nobody */
  readonly publishers?: readonly TrustedPublisher[];
  /** Whose OIDC tokens are taken. @default GitHub's issuer, audience `pypi`, no keys: nobody's */
  readonly oidc?: {
    readonly issuer?: string;
    readonly audience?: string;
    readonly keys?: readonly JsonWebKey[];
  };
  /**
   * Where clients are sent for projects that were never uploaded here: the address of another index's simple pages.
   * Not for those with a publisher here, which nobody has before it publishes. @default nowhere
   */
  readonly upstream?: string;
  /** @default 100 MiB a file, 10 GiB a project, 14 days */
  readonly limits?: Partial<UploadLimits>;
  /** Keeps new files off the pages for a while. @default none */
  readonly lag?: Lag;
  /** The time, in milliseconds since 1970. @default the machine's */
  readonly now?: () => number;
  /** What becomes of requests instead of what would. @default nothing */
  readonly intercept?: Intercept;
}

/** Starts it. Throws a FaultsError when what it kept is broken. */
export async function startEmulatedIndex(options: EmulatedIndexOptions): Promise<EmulatedIndex> {
  const index = new Served(options);
  const listening = await listen(options.port ?? 0, (received) => index.answer(received), send);
  const url = `http://127.0.0.1:${listening.port}/`;
  return {
    url,
    simpleUrl: `${url}simple/`,
    uploadUrl: `${url}legacy/`,
    requests: () => index.traffic.counts(),
    yank: (project, version, reason) => index.yank(project, version, reason),
    deleteFile: (name) => index.deleteFile(name),
    close: () => listening.close(() => index.store.idle()),
  };
}

const serviceLimits: UploadLimits = { fileBytes: 100 * 2 ** 20, projectBytes: 10 * 2 ** 30, releaseDays: 14 };
const gitHubIssuer = "https://token.actions.githubusercontent.com";

/** One operation: its name in counts, and what it does. */
interface Operation {
  readonly name: string;
  readonly work: () => Promise<Reply> | Reply;
}

class Served {
  readonly store: Store;
  readonly traffic: Traffic;
  readonly #options: EmulatedIndexOptions;
  readonly #visibility: Visibility;
  readonly #upstream: Upstream;

  constructor(options: EmulatedIndexOptions) {
    this.#options = options;
    this.store = new Store(options.root);
    this.traffic = new Traffic(options.intercept);
    this.#visibility = new Visibility(options.lag ?? {});
    this.#upstream = new Upstream(options.upstream ?? null, options.publishers ?? []);
  }

  answer(received: Received): Promise<Reply | null> {
    const { name, work } = this.#operation(received);
    return this.traffic.answer(received, name, async () => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof Refusal) return refusalReply(error);
        return { status: 500, body: { message: error instanceof Error ? error.message : "failed" } };
      }
    });
  }

  async yank(project: string, version: string, reason: string | null): Promise<void> {
    await this.store.change((records) => {
      const releases = records.projects[normalizeName(project)]?.releases ?? [];
      const release = releases.find((one) => one.version === version);
      if (release === undefined) throw new Error(`${project} ${version} is not there`);
      release.yanked = reason === null ? false : reason || true;
    });
  }

  async deleteFile(name: string): Promise<void> {
    await this.store.change((records) => {
      for (const { files } of Object.values(records.projects)) {
        const at = files.findIndex((file) => file.name === name);
        if (at >= 0) files.splice(at, 1);
      }
    });
  }

  #operation(received: Received): Operation {
    const { method, url } = received;
    const path = decoded(url.pathname);
    if (method === "POST") {
      if (path === "/legacy/") return { name: "POST /legacy/", work: () => this.#upload(received) };
      if (path === "/_/oidc/mint-token") {
        return { name: "POST /_/oidc/mint-token", work: () => this.#mint(received) };
      }
    }
    if (method === "GET") {
      const [, root = "", ...rest] = path.split("/");
      if (root === "simple") return this.#simple(received, rest);
      if (root === "packages") {
        const name = path.endsWith(".metadata") ? "GET /packages/{file}.metadata" : "GET /packages/{file}";
        return { name, work: () => this.#file(rest.at(-1) ?? "", url.pathname) };
      }
      if (root === "integrity") {
        return { name: "GET /integrity/{file}/provenance", work: () => this.#provenance(rest) };
      }
      if (path === "/_/oidc/audience") {
        return {
          name: "GET /_/oidc/audience",
          work: () => ({ status: 200, body: { audience: this.#audience } }),
        };
      }
    }
    return { name: `${method} ${path}`, work: () => notFound() };
  }

  get #audience(): string {
    return this.#options.oidc?.audience ?? "pypi";
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #upload(received: Received): Promise<Reply> {
    const { tokens = [], limits } = this.#options;
    const rules = {
      store: this.store,
      tokens,
      limits: { ...serviceLimits, ...limits },
      now: () => this.#now(),
    };
    return uploadFile(received, rules);
  }

  #mint({ body }: Received): Promise<Reply> {
    const { oidc, publishers = [] } = this.#options;
    const { issuer = gitHubIssuer, keys = [] } = oidc ?? {};
    const rules = { issuer, audience: this.#audience, keys, publishers, now: this.#now() };
    return this.store.change((records) => mintToken(body ?? Buffer.alloc(0), records, rules));
  }

  /** `/simple/NAME/`; other spellings lead there. */
  #simple({ url, headers }: Received, [written = "", ...rest]: readonly string[]): Operation {
    const name = normalizeName(written);
    const operation = "GET /simple/{project}/";
    const records = this.store.read();
    if (written === "" || rest.length > 1 || (rest[0] ?? "") !== "") {
      return { name: `GET ${url.pathname}`, work: () => notFound() };
    }
    const project = records.projects[name];
    if (project === undefined) {
      const page = this.#upstream.pageOf(name) ?? { status: 404, body: "404 Not Found" };
      return { name: operation, work: () => page };
    }
    if (written !== name || rest.length === 0) {
      return {
        name: "GET /simple/{spelling}",
        work: () => ({ status: 301, body: "", headers: { Location: `/simple/${name}/` } }),
      };
    }
    const work = (): Reply => {
      const files = project.files.filter((file) => this.#visibility.shows(file, this.#now()));
      const form = negotiate(headers.accept ?? "");
      const page = renderProjectPage({ name, project, files, index: `${url.origin}/` }, form);
      const charset = form === "text/html" ? "; charset=UTF-8" : "";
      return { status: 200, body: page, headers: { "Content-Type": `${form}${charset}` } };
    };
    return { name: operation, work };
  }

  async #file(name: string, path: string): Promise<Reply> {
    const isMetadata = name.endsWith(".metadata");
    const file = this.#find(isMetadata ? name.slice(0, -".metadata".length) : name);
    const hash = isMetadata ? file?.metadataSha256 : file?.sha256;
    if (file === undefined || hash == null) return notFound();
    if (path.split("/").slice(2, 5).join("") !== file.sha256) return notFound();
    const headers = { "Content-Type": "application/octet-stream" };
    return { status: 200, body: await this.store.content(hash), headers };
  }

  #provenance([project = "", version = "", name = "", last = ""]: readonly string[]): Reply {
    const files = this.store.read().projects[normalizeName(project)]?.files ?? [];
    const file = files.find((one) => one.name === name && one.version === version);
    if (file === undefined || last !== "provenance") return notFound();
    if (file.provenance === null) return notFound(`No provenance available for ${name}`);
    const headers = { "Content-Type": "application/vnd.pypi.integrity.v1+json" };
    return { status: 200, body: file.provenance, headers };
  }

  #find(name: string): FileRecord | undefined {
    const projects = Object.values(this.store.read().projects);
    return projects.flatMap(({ files }) => files).find((file) => file.name === name);
  }
}

/** A path as it is meant; one that means nothing stays as it was written, and leads nowhere. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
