import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { HttpGitHub } from "../../../runners/github/http-github.ts";
import { appRequests, type GitHubAccess } from "../../../runners/github/requests.ts";
import type { RunnerSettings } from "../../../runners/settings/settings.ts";

/** A request that came. */
export interface Came {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What is answered; `half`: and then the connection breaks. `broken`: nothing is. `silent`: nothing ever comes. */
export type Said =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
      readonly half?: true;
    }
  | "broken"
  | "silent";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** Of the App that asks. */
export const keys = {
  private: pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  public: pair.publicKey,
};

/** A GitHub that answers what a test says. */
export interface Scripted extends AsyncDisposable {
  readonly url: string;
  /** In the order in which they came, those for tokens left out. */
  readonly came: readonly Came[];
  /** Those for tokens. */
  readonly tokensAsked: readonly Came[];
  /** How many connections there were. */
  connections(): number;
  readonly time: { now: number };
  readonly github: HttpGitHub;
  /** Another client of it. */
  client(place?: Partial<RunnerSettings["github"]>, access?: Partial<GitHubAccess>): HttpGitHub;
}

/** The token that is given for the nth time, from 1 on: as long as GitHub's. */
export function tokenNumber(count: number): string {
  return `ghs_planted${String(count).padStart(29, "0")}`;
}

/** `token`: what is said to those who want one, instead of giving it. */
export async function scripted(
  say: (came: Came, count: number) => Said,
  { token }: { readonly token?: (count: number) => Said | undefined } = {},
): Promise<Scripted> {
  const came: Came[] = [];
  const tokensAsked: Came[] = [];
  const time = { now: Date.UTC(2026, 10, 23, 12) };
  let connections = 0;
  const given = (count: number): Said => ({
    status: 201,
    body: { token: tokenNumber(count), expires_at: new Date(time.now + 3_600_000).toISOString() },
  });
  const server = createServer((request, response) => {
    const { method = "", url: path = "", headers } = request;
    void text(request).then((body) => {
      const isForToken = path.endsWith("/access_tokens");
      const list = isForToken ? tokensAsked : came;
      const count = list.push({ method, path, headers, body });
      answer(response, isForToken ? (token?.(count) ?? given(count)) : say(came.at(-1)!, count));
    });
  }).on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const client: Scripted["client"] = (place, access) => {
    const own = { api: url, appId: 7, installationId: 8, privateKey: async () => keys.private };
    const requests = appRequests({ ...own, clock: { now: () => time.now }, ...access });
    return new HttpGitHub(requests, { scope: "octo-org", webhook: "app", ...place });
  };
  return {
    ...{ url, came, tokensAsked, time, client, github: client(), connections: () => connections },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, said: Said): void {
  if (said === "silent") return;
  if (said === "broken") {
    response.destroy();
    return;
  }
  const { status, body, headers, half } = said;
  const content = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", ...headers });
  if (half) response.write(content.slice(0, content.length / 2), () => response.destroy());
  else response.end(content);
}
