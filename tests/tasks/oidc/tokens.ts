import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Claims of a job of a tag's release, as GitHub writes them. */
export function claims(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: "https://token.actions.example.org",
    sub: "repo:acme/pkg:ref:refs/tags/v1.2.0",
    aud: "https://github.example.org/acme/pkg",
    repository: "acme/pkg",
    repository_owner: "acme",
    ref: "refs/tags/v1.2.0",
    sha: "1".repeat(40),
    workflow_ref: "acme/pkg/.github/workflows/release.yml@refs/tags/v1.2.0",
    job_workflow_ref: "acme/pkg/.github/workflows/release.yml@refs/tags/v1.2.0",
    event_name: "push",
    iat: now,
    nbf: now - 600,
    exp: now + 300,
    ...more,
  };
}

/** A token that nobody signed. */
export function tokenOf(payload: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(payload)}.c2lnbmF0dXJl`;
}

/** A service that gives jobs their tokens, on this machine; ends with its scope. */
export interface OidcService extends AsyncDisposable {
  readonly url: string;
  /** What jobs ask with. */
  readonly token: string;
  /** The audiences that it was asked for. */
  readonly audiences: string[];
}

/** Starts one that answers tokens of those claims, for whoever asks with its own token. */
export async function serveTokens(answer: (audience: string) => unknown): Promise<OidcService> {
  const token = "request-secret";
  const audiences: string[] = [];
  const server = createServer((asked, response) => {
    const audience = new URL(asked.url ?? "", "http://localhost").searchParams.get("audience") ?? "";
    audiences.push(audience);
    if (asked.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    return void response.end(JSON.stringify(answer(audience)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/token?api-version=2.0`,
    token,
    audiences,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
