import { FaultsError } from "../../config/fault.ts";
import { routes } from "./api/routes.ts";
import { GitRepository, repositoryFolder } from "./git/repository.ts";
import { authorize, tokenOf } from "./http/authorize.ts";
import { isJson } from "./http/body.ts";
import { ApiError, notFound } from "./http/error.ts";
import { listen, type Received } from "./http/listen.ts";
import { isPermitted, type TokenRules } from "./http/permissions.ts";
import type { Call, Json, Limits, Reply } from "./http/route.ts";
import { byName, Router, splitPrefix, type Match } from "./http/router.ts";
import { findRepository } from "./store/find.ts";
import { Store } from "./store/store.ts";

export type { Access, Feature, TokenRules } from "./http/permissions.ts";

/** A GitHub on this machine. */
export interface EmulatedGitHub {
  /** With a slash at the end: `http://127.0.0.1:PORT/`; the API is here and, as on GitHub Enterprise, under `api/v3/`. */
  readonly url: string;
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
    close: () => listening.close(() => github.close()),
  };
}

const serviceLimits: Limits = { blobBytes: 100 * 1024 * 1024, treeEntries: 100_000 };

const documentationRoot = "https://docs.github.com/rest";

class Served {
  readonly #options: EmulatedGitHubOptions;
  readonly #rules: TokenRules;
  readonly #store: Store;
  readonly #router = new Router(routes);
  readonly #repositories = new Map<string, GitRepository>();

  constructor(options: EmulatedGitHubOptions) {
    this.#options = options;
    this.#rules = options.token ?? {};
    this.#store = new Store(options.root);
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

  async answer(received: Received): Promise<Reply> {
    let match: Match | null = null;
    try {
      const records = this.#store.read();
      const { prefix, path } = splitPrefix(received.url.pathname);
      match = this.#router.find(received.method, byName(path, records));
      if (!match) throw notFound();
      const token = tokenOf(received.headers.authorization);
      authorize(match, { token, rules: this.#rules }, records);
      return await this.#handle(match, received, `${received.url.origin}${prefix}`);
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
      };
      return Promise.resolve(route.handle({ ...call, records: this.#store.read(), github }));
    }
    const github = { repository: (name: string) => this.#settled(name, (settle) => settle()) };
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
    if (error instanceof ApiError) {
      const { status, message, errors, headers } = error;
      const body = {
        message,
        ...(errors ? { errors } : {}),
        documentation_url: `${documentationRoot}${documentation}`,
        status: String(status),
      };
      return { status, body, headers };
    }
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
