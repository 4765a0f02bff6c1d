import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { join } from "node:path";
import { type Backend, startBackend } from "./backend.ts";
import { type Passing, forward } from "./forward.ts";
import { type Operation, operationOf } from "./operation.ts";
import { type ContainerPackage, type PackageStore, PushedPackages } from "./packages.ts";
import { type AccountOf, type RegistryAccount, Tokens } from "./tokens.ts";

/** A request as a test sees it, before it is answered. */
export interface Intercepted {
  /** `PUT /v2/{name}/manifests/{reference}`, `GET /token`, ... */
  readonly operation: string;
  readonly name: string;
  readonly reference: string;
  /** How many requests there were, with this one. */
  readonly count: number;
}

/** A refusal in place of an answer. */
export interface Refused {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default the status's own */
  readonly message?: string;
}

/**
 * What happens to a request instead of what would: a refusal; a connection that breaks before anything is done, in the
 * midst of what is sent along (of the answer, where nothing is), or once all is done but the client has not heard of it.
 */
export type Interception = Refused | "break before" | "break midway" | "break after";

/** How the emulated registry runs. */
export interface EmulatedRegistryOptions {
  /** Who signs in, as a list or as a question that is asked each time. @default nobody may push */
  readonly accounts?: readonly RegistryAccount[] | AccountOf;
  /** Folder that keeps what is pushed. @default one that goes with the registry */
  readonly root?: string;
  /** What the first push makes of a package. @default private */
  readonly visibility?: ContainerPackage["visibility"];
  /** The time, in milliseconds since 1970. @default the machine's */
  readonly now?: () => number;
  /** @default nothing */
  readonly intercept?: (request: Intercepted) => Interception | undefined;
  /** The registry behind it. @default docker-registry */
  readonly program?: string;
}

/** A registry on this machine that acts like GitHub's. */
export interface EmulatedRegistry extends AsyncDisposable {
  /** Without a slash at the end: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** What the packages API tells of it. */
  readonly packages: PackageStore;
  /** As a person sets it on the package's page. */
  setVisibility(name: string, visibility: ContainerPackage["visibility"]): void;
  /** Tokens that were given stop to be good, as they do after minutes. */
  expireTokens(): void;
  /** How often each operation was asked for. */
  requests(): Readonly<Record<string, number>>;
}

/**
 * Debian's docker-registry behind a front that acts like GitHub's: tokens for everything, a first push that makes a
 * private package, layers handed out by another address, no API for referrers. What else is other than there: a login
 * gets its token whatever it may do, names know no owners, and manifests can be deleted by those who may.
 */
export async function startEmulatedRegistry(
  options: EmulatedRegistryOptions = {},
): Promise<EmulatedRegistry> {
  const backend = await startBackend(options);
  const front = new Front(backend, options);
  const server = createServer((request, response) => {
    front.answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    url: `http://${host}`,
    host,
    packages: front.store(),
    setVisibility: (name, visibility) => front.pushed.setVisibility(name, visibility),
    expireTokens: () => front.tokens.expire(),
    requests: () => Object.fromEntries(front.counts),
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await backend.close();
    },
  };
}

class Front {
  readonly pushed: PushedPackages;
  readonly tokens: Tokens;
  readonly counts = new Map<string, number>();
  readonly #backend: Backend;
  readonly #options: EmulatedRegistryOptions;
  /** Paths of layers that break off on their way, once. */
  readonly #breaking = new Set<string>();
  #count = 0;

  constructor(backend: Backend, options: EmulatedRegistryOptions) {
    this.#backend = backend;
    this.#options = options;
    const { accounts = [], root, now = Date.now } = options;
    this.pushed = new PushedPackages(now, root === undefined ? null : join(root, "packages.json"));
    const isPublic = (name: string) => this.pushed.find(name)?.visibility === "public";
    const accountOf =
      typeof accounts === "function"
        ? accounts
        : (password: string) => accounts.find((account) => account.password === password) ?? null;
    this.tokens = new Tokens(accountOf, { isPublic });
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", headers } = request;
    const url = new URL(request.url ?? "/", `http://${headers.host ?? "localhost"}`);
    const stored = /^\/storage\/(.+)$/.exec(url.pathname)?.[1];
    if (stored !== undefined) {
      await this.#hand(request, response, stored);
      return;
    }
    const operation = operationOf(method, url.pathname);
    const interception = this.#intercept(operation);
    if (interception === "break before") return void response.destroy();
    if (typeof interception === "object") {
      refuse(request, response, interception);
      return;
    }
    const refusal = this.#judge(operation, request, url);
    if (operation.kind === "token" || refusal !== null) {
      if (interception !== undefined) response.destroy();
      else if (refusal !== null) refuse(request, response, refusal);
      else this.#exchange(request, response, url.searchParams);
      return;
    }
    const passing =
      interception === undefined
        ? "whole"
        : ({ "break midway": "half", "break after": "unheard" } as const)[interception];
    if (operation.kind === "blob" && method === "GET") {
      if (passing !== "whole") this.#breaking.add(url.pathname);
      const to = `http://localhost:${url.port}/storage${url.pathname}`;
      response.writeHead(307, { location: to }).end();
    } else await this.#pass(request, response, { operation, passing });
  }

  store(): PackageStore {
    return {
      packages: () => this.pushed.list(),
      versions: (name) => this.pushed.versions(name),
      remove: async (name, id) => {
        const version = this.pushed.versions(name).find((one) => one.id === id);
        if (version === undefined) return false;
        const address = `http://127.0.0.1:${this.#backend.port}/v2/${name}/manifests/${version.digest}`;
        await fetch(address, { method: "DELETE" });
        this.pushed.drop(name, version.digest);
        return true;
      },
    };
  }

  #intercept({ title, name, reference }: Operation): Interception | undefined {
    this.#count += 1;
    this.counts.set(title, (this.counts.get(title) ?? 0) + 1);
    return this.#options.intercept?.({ operation: title, name, reference, count: this.#count });
  }

  /** What a layer's address leads to: it takes no token but what stands in the address. */
  async #hand(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.headers.authorization !== undefined) {
      refuse(request, response, { status: 400 });
      return;
    }
    const passing = this.#breaking.delete(`/${path}`) ? "half" : "whole";
    await forward(request, response, { port: this.#backend.port, path: `/${path}`, passing });
  }

  #exchange({ headers }: IncomingMessage, response: ServerResponse, asked: URLSearchParams): void {
    const token = this.tokens.exchange(headers.authorization, asked.get("scope") ?? "");
    if (token === null)
      return sendErrors(response, { status: 401, code: "UNAUTHORIZED", message: "authentication required" });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ token }));
  }

  #judge(operation: Operation, { headers }: IncomingMessage, { host }: URL): Refused | null {
    const { kind, name, needs } = operation;
    if (kind === "other") return { status: 404 };
    switch (this.tokens.judge(headers.authorization, operation)) {
      case "unknown": {
        const scope = `repository:${name === "" ? "user/image" : name}:pull`;
        const challenge = `Bearer realm="http://${host}/token",service="ghcr.io",scope="${scope}"`;
        return {
          status: 401,
          headers: { "www-authenticate": challenge },
          message: "authentication required",
        };
      }
      case "denied":
        return { status: 403, message: `permission_denied: ${needs === "pull" ? "read" : "write"}_package` };
      case "allowed":
        return kind === "referrers" ? { status: 404, message: "manifest unknown" } : null;
    }
  }

  async #pass(
    request: IncomingMessage,
    response: ServerResponse,
    { operation, passing }: { readonly operation: Operation; readonly passing: Passing },
  ): Promise<void> {
    const { method = "GET", url: path = "/" } = request;
    const { kind, name, reference } = operation;
    const answer = await forward(request, response, { port: this.#backend.port, path, passing });
    if (kind !== "manifest" || answer === null) return;
    const { status, digest } = answer;
    if (method === "PUT" && status === 201) {
      this.pushed.ensure(name, this.#options.visibility ?? "private");
      this.pushed.push(name, digest, reference.startsWith("sha256:") ? null : reference);
    } else if (method === "DELETE" && status === 202) this.pushed.drop(name, reference);
  }
}

const codes: Readonly<Record<number, string>> = {
  401: "UNAUTHORIZED",
  403: "DENIED",
  404: "MANIFEST_UNKNOWN",
  429: "TOOMANYREQUESTS",
};

/** What was sent along is let pass, so that the client hears the answer. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, message }: Refused,
): void {
  request.resume();
  sendErrors(response, {
    status,
    code: codes[status] ?? "UNKNOWN",
    message: message ?? "refused",
    ...(headers !== undefined && { headers }),
  });
}

function sendErrors(
  response: ServerResponse,
  {
    status,
    code,
    message,
    headers,
  }: {
    readonly status: number;
    readonly code: string;
    readonly message: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ errors: [{ code, message }] }));
}
