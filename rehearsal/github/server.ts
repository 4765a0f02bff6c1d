import { join } from "node:path";
import type { Clock } from "../../runners/ports/clock.ts";
import { FaultsError } from "../../config/fault.ts";
import type { EmulatedGitHub, EmulatedGitHubOptions } from "./emulated-github.ts";
import { routes } from "./api/routes.ts";
import { diagnosed } from "./git/diagnosed.ts";
import { gitForReading, gitForWriting } from "./git/for-routes.ts";
import type { GitRepository } from "./git/repository.ts";
import { Repositories } from "./git/repositories.ts";
import { authorize, tokenOf } from "./http/authorize.ts";
import { Artifacts } from "./beside/artifacts.ts";
import { answerBeside, type Service } from "./beside/beside.ts";
import { Downloads } from "./beside/downloads.ts";
import { GitOverHttp } from "./beside/git-http.ts";
import { Signing } from "./beside/signing.ts";
import { parseBody } from "./http/body.ts";
import { ApiError, documentationRoot, errorReply, notFound } from "./http/error.ts";
import { Installations } from "./http/installations.ts";
import { listen, type Received } from "./http/listen.ts";
import { rightsOf, type TokenRules } from "./http/permissions.ts";
import { Rates } from "./http/rates.ts";
import type { Call, Files, Limits, Reply } from "./http/route.ts";
import { movedPermanently, redirected } from "./http/redirect.ts";
import { byName, Router, splitPrefix, uploadPrefix, type Match } from "./http/router.ts";
import { Traffic } from "./http/traffic.ts";
import { serviceLimits } from "./http/service-limits.ts";
import { uploadOf } from "./http/upload.ts";
import { deploymentFault, reviewersOf } from "./jobs/deployments.ts";
import { Grants } from "./jobs/grants.ts";
import { TokenService } from "./oidc/token-service.ts";
import { FileStore } from "./store/files.ts";
import { takeId, type Records } from "./store/records.ts";
import { Store } from "./store/store.ts";

export type { EmulatedGitHub, EmulatedGitHubOptions } from "./emulated-github.ts";
export type { Access, Feature, TokenRules } from "./http/permissions.ts";
export type { JobGrant, JobToOpen } from "./jobs/grants.ts";
export type { JobClaims } from "./oidc/claims.ts";
export type { TokenRequest } from "./oidc/token-service.ts";

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
    openJob: (job) => github.grants.open(origin, job),
    closeJob: (grant) => github.grants.close(grant),
    packagesOf: (token) => github.grants.packagesOf(token),
    deploymentFault: (repository, environment, ref) =>
      deploymentFault(github.records(), { repository, environment, ref }),
    reviewersOf: (repository, environment) => reviewersOf(github.records(), repository, environment),
    close: () => listening.close(() => github.close()),
  };
}

class Served {
  readonly tokens = new TokenService();
  readonly grants = new Grants(this.tokens);
  readonly #options: EmulatedGitHubOptions;
  readonly #rules: TokenRules;
  readonly #store: Store;
  readonly #files: FileStore;
  readonly #downloads: Downloads;
  readonly #artifacts: Artifacts;
  readonly #services: readonly Service[];
  readonly #router = new Router(routes);
  readonly #traffic: Traffic;
  readonly #repositories: Repositories;
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #installations: Installations;
  readonly #rates: Rates;

  constructor(options: EmulatedGitHubOptions) {
    const { clock = { now: Date.now } } = options;
    this.#options = options;
    this.#clock = clock;
    this.#limits = { ...serviceLimits, ...options.limits };
    this.#installations = new Installations(clock);
    this.#rates = new Rates(options.runners ?? null, this.#limits.requests);
    this.#rules = options.token ?? {};
    this.#store = new Store(options.root);
    this.#repositories = new Repositories(options.root, options.log ?? (() => undefined));
    this.#files = new FileStore(join(options.root, "release-assets"));
    this.#downloads = new Downloads(this.#files);
    this.#artifacts = new Artifacts({
      root: options.root,
      runOf: (runtimeToken) => this.grants.runOf(runtimeToken),
      takeId: () => this.#store.change(takeId),
    });
    const git = new GitOverHttp({
      records: () => this.#store.read(),
      rulesFor: (token) => this.#rulesFor(token),
      repository: (fullName) => this.#settled(fullName),
    });
    this.#services = [this.#downloads, this.tokens, new Signing(this.tokens), this.#artifacts, git];
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

  records(): Records {
    return this.#store.read();
  }

  /** Null: the connection is to break. */
  async answer(received: Received): Promise<Reply | null> {
    let match: Match | null = null;
    try {
      const { path } = splitPrefix(received.url.pathname);
      match = this.#router.find(received.method, byName(path, this.#store.read()));
      return await this.#traffic.answer(received, match, {
        work: async () => this.#rates.told(await this.#work(received, match)),
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
      const token = tokenOf(headers.authorization);
      authorize(moved?.match ?? match, { token, rules: this.#rulesFor(token) }, records);
      if (moved) {
        const rest = ["", "repositories", moved.id, ...path.split("/").slice(4)].join("/");
        throw movedPermanently(method, `${url.origin}${prefix}${rest}${url.search}`);
      }
      // What is uploaded is told of where GitHub Enterprise has the rest of the API.
      const api = prefix === uploadPrefix ? "/api/v3" : prefix;
      return await this.#handle(match, received, `${url.origin}${api}`);
    } catch (error) {
      const from = { records: () => this.#store.read(), repositories: this.#repositories };
      return this.#failure(await diagnosed(error, match, from), match);
    }
  }

  /** What is served beside the API: files, artifacts, git, and tokens of jobs with what is signed by them. */
  async #beside(received: Received): Promise<Reply> {
    const reply = await answerBeside(this.#services, received);
    if (!reply) throw notFound();
    return reply;
  }

  /** A job's token is held to what the job was given, an App's to what was asked for it; any other to what all are here. */
  #rulesFor(token: string | null): TokenRules {
    return this.grants.rulesOf(token) ?? this.#installations.rulesOf(token) ?? this.#rules;
  }

  #settled(fullName: string): Promise<GitRepository> {
    return this.#repositories.settled(fullName, (settle) => this.#store.exclusive(settle));
  }

  async close(): Promise<void> {
    await this.#artifacts.idle();
    await this.#store.idle();
    this.#repositories.close();
  }

  async #handle({ route, params }: Match, received: Received, api: string): Promise<Reply> {
    const { url, headers, body } = received;
    const token = tokenOf(headers.authorization);
    const dropped: number[] = [];
    const { runners = null, packages = null } = this.#options;
    this.#rates.spend(route);
    const call = {
      params,
      query: url.searchParams,
      body: parseBody(body),
      accept: headers.accept ?? "",
      api,
      address: `${url.origin}${url.pathname}`,
      limits: this.#limits,
      packages,
      runners,
      clock: this.#clock,
      issueToken: (permissions) => this.#installations.issue(permissions, this.#rules),
      ...rightsOf(this.#rulesFor(token), token),
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
      const github = gitForReading(this.#repositories, (name) => this.#settled(name));
      const upload = route.takesFile ? uploadOf(received, (work) => this.#store.change(work)) : null;
      return route.handle({ ...call, upload, records: this.#store.read(), github });
    }
    const github = gitForWriting(this.#repositories, call.limits.forkQuestions);
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

  #failure(error: unknown, match: Match | null): Reply {
    const documentation = match ? `/${match.route.documentation}` : "";
    if (error instanceof ApiError) return errorReply(error, `${documentationRoot}${documentation}`);
    const message = error instanceof Error ? error.message : String(error);
    if (!(error instanceof FaultsError)) this.#options.log?.(`failed: ${message}`);
    return { status: 500, body: { message, documentation_url: documentationRoot, status: "500" } };
  }
}
