import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import { routes } from "./api/routes.ts";
import { GitRepository, repositoryFolder } from "./git/repository.ts";
import { authorize, tokenOf } from "./http/authorize.ts";
import { isJson } from "./http/body.ts";
import { ApiError, documentationRoot, errorReply, notFound } from "./http/error.ts";
import type { Intercept } from "./http/intercept.ts";
import { listen, type Received } from "./http/listen.ts";
import { isPermitted, type TokenRules } from "./http/permissions.ts";
import type { Call, Json, Limits, Reply } from "./http/route.ts";
import { movedPermanently, redirected } from "./http/redirect.ts";
import { byName, Router, splitPrefix, type Match } from "./http/router.ts";
import { Traffic } from "./http/traffic.ts";
import { findRepository } from "./store/find.ts";
import { Store } from "./store/store.ts";

export type { Access, Feature, TokenRules } from "./http/permissions.ts";

/** A GitHub on this machine. */
export interface EmulatedGitHub {
  /** With a slash at the end: `http://127.0.0.1:PORT/`; the API is here and, as on GitHub Enterprise, under `api/v3/`. */
  readonly url: string;
  /** How often each operation was asked for, by `GET /repos/{owner}/{repo}` and the like. */
  requests(): Readonly<Record<string, number>>;
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
  return {
    url: `http://127.0.0.1:${listening.port}/`,
    requests: () => github.requests(),
    close: () => listening.close(() => github.close()),
  };
}

const serviceLimits: Limits = { blobBytes: 100 * 1024 * 1024, treeEntries: 100_000 };

class Served {
  readonly #options: EmulatedGitHubOptions;
  readonly #rules: TokenRules;
  readonly #store: Store;
  readonly #router = new Router(routes);
  readonly #traffic: Traffic;
  readonly #repositories = new Map<string, GitRepository>();

  constructor(options: EmulatedGitHubOptions) {
    this.#options = options;
    this.#rules = options.token ?? {};
    this.#store = new Store(options.root);
    this.#traffic = new Traffic(options.intercept);
  }

  async assertWhole(): Promise<void> {
    const repositories = Object.entries(this.#store.read().repositories);
    const faults = await Promise.all(
      repositories.map(([fullName, record]) => this.#repository(fullName).faults(record.default_branch)),
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
      if (!match) throw notFound();
      const { url, method, headers } = received;
      const { prefix, path } = splitPrefix(url.pathname);
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
      return await this.#handle(match, received, `${url.origin}${prefix}`);
    } catch (error) {
      return this.#failure(await this.#diagnosed(error, match), match);
    }
  }

  async close(): Promise<void> {
    await this.#store.idle();
    for (const repository of this.#repositories.values()) repository.close();
  }

  #handle({ route, params }: Match, { url, headers, body }: Received, api: string): Promise<Reply> {
    const call = {
      params,
      query: url.searchParams,
      body: parseBody(body),
      accept: headers.accept ?? "",
      api,
      address: `${url.origin}${url.pathname}`,
      token: tokenOf(headers.authorization),
      limits: { ...serviceLimits, ...this.#options.limits },
      may: (permission) => isPermitted(this.#rules, permission),
    } satisfies Partial<Call>;
    if (route.method === "GET") {
      const github = {
        repository: (name: string) => this.#settled(name, (settle) => this.#store.exclusive(settle)),
        move: () => Promise.reject(new Error("a request that reads moves nothing")),
      };
      return Promise.resolve(route.handle({ ...call, records: this.#store.read(), github }));
    }
    const github = {
      repository: (name: string) => this.#settled(name, (settle) => settle()),
      move: (from: string, to: string) => this.#move(from, to),
    };
    return this.#store.change((records) => route.handle({ ...call, records, github }));
  }

  /** The repository, once `exclusively` has taken up what was changed there by hand. */
  async #settled(
    fullName: string,
    exclusively: (settle: () => Promise<void>) => Promise<void>,
  ): Promise<GitRepository> {
    const repository = this.#repository(fullName);
    repository.assertThere();
    if (!(await repository.workTree.isSettled())) await exclusively(() => repository.workTree.settle());
    return repository;
  }

  async #move(from: string, to: string): Promise<void> {
    this.#repositories.get(from)?.close();
    this.#repositories.delete(from);
    const [folder, target] = [from, to].map((name) => repositoryFolder(this.#options.root, name));
    await mkdir(dirname(target ?? ""), { recursive: true });
    await rename(folder ?? "", target ?? "");
  }

  #repository(fullName: string): GitRepository {
    const known = this.#repositories.get(fullName);
    if (known) return known;
    const { root, log } = this.#options;
    const repository = new GitRepository(repositoryFolder(root, fullName), log ?? (() => undefined));
    this.#repositories.set(fullName, repository);
    return repository;
  }

  /** Git's own words tell no operator what to do: where a repository was broken by hand, that is said instead. */
  async #diagnosed(error: unknown, match: Match | null): Promise<unknown> {
    const { owner, repo } = match?.params ?? {};
    if (error instanceof ApiError || error instanceof FaultsError || !owner || !repo) return error;
    try {
      const found = findRepository(this.#store.read(), owner, repo);
      const faults = await (found && this.#repository(found.fullName).diagnose(found.record.default_branch));
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

function parseBody(body: Buffer | null): Json {
  if (body === null) throw new ApiError(413, "Payload too large");
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError(400, "Problems parsing JSON");
  }
  if (value === null) return {};
  if (!isJson(value)) throw new ApiError(400, "Body should be a JSON object");
  return value;
}
