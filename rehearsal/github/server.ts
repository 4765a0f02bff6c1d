import { FaultsError } from "../../config/fault.ts";
import type { PackageStore } from "../registry/packages.ts";
import { routes } from "./api/routes.ts";
import { Repositories } from "./git/repositories.ts";
import { authorize, tokenOf } from "./http/authorize.ts";
import { Downloads } from "./beside/downloads.ts";
import { parseBody } from "./http/body.ts";
import { ApiError, documentationRoot, errorReply, notFound } from "./http/error.ts";
import type { Intercept } from "./http/intercept.ts";
import { listen, type Received } from "./http/listen.ts";
import { rightsOf, type TokenRules } from "./http/permissions.ts";
import type { Call, Files, ForkedBranches, Limits, Reply, Upload } from "./http/route.ts";
import { movedPermanently, redirected } from "./http/redirect.ts";
import { byName, Router, splitPrefix, uploadPrefix, type Match } from "./http/router.ts";
import { Traffic } from "./http/traffic.ts";
import type { JobClaims } from "./oidc/claims.ts";
import { TokenService, type TokenRequest } from "./oidc/token-service.ts";
import { FileStore } from "./store/files.ts";
import { findRepository } from "./store/find.ts";
import { Store } from "./store/store.ts";

export type { Access, Feature, TokenRules } from "./http/permissions.ts";
export type { JobClaims } from "./oidc/claims.ts";
export type { TokenRequest } from "./oidc/token-service.ts";

/** A GitHub on this machine. */
export interface EmulatedGitHub {
  /** With a slash at the end: `http://127.0.0.1:PORT/`; the API is here and, as on GitHub Enterprise, under `api/v3/`. */
  readonly url: string;
  /** How often each operation was asked for, by `GET /repos/{owner}/{repo}` and the like. */
  requests(): Readonly<Record<string, number>>;
  /** Lets a job ask for tokens that say who it is: what it needs in its environment. */
  allowTokens(claims: JobClaims): TokenRequest;
  /** Takes that back, as once the job has ended. */
  revokeTokens(request: TokenRequest): void;
  close(): Promise<void>;
}

/** Where and how the emulated GitHub runs. */
export interface EmulatedGitHubOptions {
  /** The `.slipway` folder: records in `github.json`, git repositories in `repository/OWNER/NAME`. */
  readonly root: string;
  /** @default 0, a free one */
  readonly port?: number;
  /** @default any token may do everything */
  readonly token?: TokenRules;
  /** For tests, which reach smaller ones sooner. @default the service's own */
  readonly limits?: Partial<Limits>;
  /** The packages of a registry beside it. @default none */
  readonly packages?: PackageStore;
  /** For tests: what becomes of requests instead of what would. @default nothing */
  readonly intercept?: Intercept;
  /** Told what happens beside requests. @default nothing is told */
  readonly log?: (message: string) => void;
}

/** Starts it. Throws a FaultsError when what it kept is broken; then nothing is changed. */
export async function startEmulatedGitHub(options: EmulatedGitHubOptions): Promise<EmulatedGitHub> {
  const github = new Served(options);
  await github.assertWhole();
  const listening = await listen(options.port ?? 0, (received) => github.answer(received));
  const origin = `http://127.0.0.1:${listening.port}`;
  return {
    url: `${origin}/`,
    requests: () => github.requests(),
    allowTokens: (claims) => github.tokens.allow(origin, claims),
    revokeTokens: (request) => github.tokens.revoke(request),
    close: () => listening.close(() => github.close()),
  };
}

const serviceLimits: Limits = {
  blobBytes: 100 * 1024 * 1024,
  treeEntries: 100_000,
  assetBytes: 2 ** 31,
  assets: 1000,
  forkQuestions: 2,
};

class Served {
  readonly tokens = new TokenService();
  readonly #options: EmulatedGitHubOptions;
  readonly #rules: TokenRules;
  readonly #store: Store;
  readonly #files: FileStore;
  readonly #downloads: Downloads;
  readonly #router = new Router(routes);
  readonly #traffic: Traffic;
  readonly #repositories: Repositories;

  constructor(options: EmulatedGitHubOptions) {
    this.#options = options;
    this.#rules = options.token ?? {};
    this.#store = new Store(options.root);
    this.#repositories = new Repositories(options.root, options.log ?? (() => undefined));
    this.#files = new FileStore(options.root);
    this.#downloads = new Downloads(this.#files);
    this.#traffic = new Traffic(options.intercept);
  }

  async assertWhole(): Promise<void> {
    const repositories = Object.entries(this.#store.read().repositories);
    const faults = await Promise.all(
      repositories.map(([fullName, record]) => this.#repositories.of(fullName).faults(record.default_branch)),
    );
    if (faults.flat().length === 0) return;
    await this.close();
    throw new FaultsError(faults.flat());
  }

  requests(): Readonly<Record<string, number>> {
    return this.#traffic.counts();
  }

  /** Null: the connection is to break. */
  async answer(received: Received): Promise<Reply | null> {
    let match: Match | null = null;
    try {
      const { path } = splitPrefix(received.url.pathname);
      match = this.#router.find(received.method, byName(path, this.#store.read()));
      return await this.#traffic.answer(received, match, {
        work: () => this.#work(received, match),
        refuse: (error) => this.#failure(error, match),
      });
    } catch (error) {
      return this.#failure(error, match);
    }
  }

  async #work(received: Received, match: Match | null): Promise<Reply> {
    try {
      if (!match) return await this.#beside(received);
      const { url, method, headers } = received;
      const { prefix, path } = splitPrefix(url.pathname);
      if ((match.route.takesFile ?? false) !== (prefix === uploadPrefix)) throw notFound();
      const records = this.#store.read();
      const moved = redirected(match, records);
      authorize(
        moved?.match ?? match,
        { token: tokenOf(headers.authorization), rules: this.#rules },
        records,
      );
      if (moved) {
        const rest = ["", "repositories", moved.id, ...path.split("/").slice(4)].join("/");
        throw movedPermanently(method, `${url.origin}${prefix}${rest}${url.search}`);
      }
      // What is uploaded is told of where GitHub Enterprise has the rest of the API.
      const api = prefix === uploadPrefix ? "/api/v3" : prefix;
      return await this.#handle(match, received, `${url.origin}${api}`);
    } catch (error) {
      return this.#failure(await this.#diagnosed(error, match), match);
    }
  }

  /** What is served beside the API: files, and tokens of jobs. */
  async #beside(received: Received): Promise<Reply> {
    const reply = (await this.#downloads.answer(received)) ?? this.tokens.answer(received);
    if (!reply) throw notFound();
    return reply;
  }

  async close(): Promise<void> {
    await this.#store.idle();
    this.#repositories.close();
  }

  async #handle({ route, params }: Match, received: Received, api: string): Promise<Reply> {
    const { url, headers, body } = received;
    const dropped: number[] = [];
    const call = {
      params,
      query: url.searchParams,
      body: parseBody(body),
      accept: headers.accept ?? "",
      api,
      address: `${url.origin}${url.pathname}`,
      limits: { ...serviceLimits, ...this.#options.limits },
      packages: this.#options.packages ?? null,
      ...rightsOf(this.#rules, tokenOf(headers.authorization)),
      files: this.#filesFor(dropped),
      downloadOf: (asset) => this.#downloads.addressOf(url.origin, asset),
      upload: null,
    } satisfies Partial<Call>;
    const reply = await this.#run(route, call, received);
    for (const id of dropped) await this.#files.remove(id);
    return reply;
  }

  #run(
    route: Match["route"],
    call: Omit<Call, "records" | "github">,
    received: Received,
  ): Reply | Promise<Reply> {
    if (route.method === "GET" || route.takesFile) {
      const github = {
        repository: (name: string) =>
          this.#repositories.settled(name, (settle) => this.#store.exclusive(settle)),
        move: () => Promise.reject(new Error("a request that reads moves nothing")),
        fork: () => Promise.reject(new Error("a request that reads forks nothing")),
        isForming: (name: string) => this.#repositories.isForming(name),
      };
      const upload = route.takesFile ? this.#uploadOf(received) : null;
      return route.handle({ ...call, upload, records: this.#store.read(), github });
    }
    const github = {
      repository: (name: string) => this.#repositories.settled(name, (settle) => settle()),
      move: (from: string, to: string) => this.#repositories.move(from, to),
      fork: (from: string, to: string, branches: ForkedBranches) =>
        this.#repositories.fork(from, to, { ...branches, questions: call.limits.forkQuestions }),
      isForming: (name: string) => this.#repositories.isForming(name),
    };
    return this.#store.change((records) => route.handle({ ...call, records, github }));
  }

  #filesFor(dropped: number[]): Files {
    return {
      write: (...file) => this.#files.write(...file),
      read: (id) => this.#files.read(id),
      remove: (id) => this.#files.remove(id),
      drop: (ids) => void dropped.push(...ids),
    };
  }

  #uploadOf({ file, headers }: Received): Upload | null {
    if (file === undefined) return null;
    const length = Number(headers["content-length"] ?? "none");
    return {
      content: file,
      length: Number.isNaN(length) ? null : length,
      type: headers["content-type"] ?? "application/octet-stream",
      change: (work) => this.#store.change(work),
    };
  }

  /** Git's own words tell no operator what to do: where a repository was broken by hand, that is said instead. */
  async #diagnosed(error: unknown, match: Match | null): Promise<unknown> {
    const { owner, repo } = match?.params ?? {};
    if (error instanceof ApiError || error instanceof FaultsError || !owner || !repo) return error;
    try {
      const found = findRepository(this.#store.read(), owner, repo);
      const faults = await (found &&
        this.#repositories.of(found.fullName).diagnose(found.record.default_branch));
      return faults && faults.length > 0 ? new FaultsError(faults) : error;
    } catch {
      return error;
    }
  }

  #failure(error: unknown, match: Match | null): Reply {
    const documentation = match ? `/${match.route.documentation}` : "";
    if (error instanceof ApiError) return errorReply(error, `${documentationRoot}${documentation}`);
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof FaultsError)) this.#options.log?.(`failed: ${message}`);
    return { status: 500, body: { message, documentation_url: documentationRoot, status: "500" } };
  }
}
