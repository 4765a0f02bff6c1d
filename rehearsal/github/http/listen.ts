import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import type { Reply } from "./route.ts";
import { isStreamed } from "./router.ts";

/** Bytes of a request's body that are taken; a file of 100 MB fits in base64. */
const limit = 140 * 1024 * 1024;

/** What came in. */
export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** Null when it is longer than the server takes. */
  readonly body: Buffer | null;
  /** What is sent to where files are taken: not read yet, and not in `body`. */
  readonly file?: AsyncIterable<Buffer>;
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no more requests, waits for `finish`, and then for nobody. */
  close(finish: () => Promise<void>): Promise<void>;
}

/** How an answer goes out; `withoutBody`: only its head was asked for. */
export type Send<R extends Reply> = (
  response: ServerResponse,
  reply: R | Reply,
  withoutBody: boolean,
) => void;

/**
 * Listens on this machine alone, and breaks the connection where the answer is null; port 0: a free one. By Node's own server: a framework
 * takes as long again to import, which every preview of a rehearsal would pay.
 */
export async function listen<R extends Reply>(
  port: number,
  answer: (received: Received) => Promise<R | null>,
  send: Send<R> = sendAsGitHub,
): Promise<Listening> {
  const server = createServer((request, response) => {
    take(request, answer).then(
      (reply) => (reply ? send(response, reply, request.method === "HEAD") : response.destroy()),
      () => response.destroy(),
    );
  });
  // A client keeps connections for longer than Node does by default, and would write to one just closed.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    async close(finish) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await finish();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function take<R extends Reply>(
  request: IncomingMessage,
  answer: (received: Received) => Promise<R | null>,
): Promise<R | Reply | null> {
  const { url: target = "/" } = request;
  const host = request.headers.host ?? "";
  const refusal = refusalOf(host);
  const address = target.startsWith("/") ? `http://${host}${target}` : target;
  if (refusal === null && URL.canParse(address)) {
    const reply = await answer(await receive(request, new URL(address)));
    request.resume();
    return reply;
  }
  // What was sent along is let pass, so that the client hears the answer.
  request.resume();
  return refusal ?? { status: 400, body: { message: "The address of the request is malformed" } };
}

/**
 * Answers only to names of this machine: a page of the web whose own name leads here for a moment
 * would otherwise read and write with the browser of whoever looks at it.
 */
function refusalOf(host: string): Reply | null {
  const name = /^([\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase();
  if (name === undefined) return { status: 400, body: { message: "The Host header is malformed" } };
  if (loopback.has(name)) return null;
  return { status: 421, body: { message: `${name} is not served here, but ${[...loopback].join(", ")}` } };
}

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

async function receive(request: IncomingMessage, url: URL): Promise<Received> {
  const { method = "GET", headers } = request;
  if (method === "GET" || method === "HEAD") return { method: "GET", url, headers, body: Buffer.alloc(0) };
  if (isStreamed(url.pathname)) return { method, url, headers, body: Buffer.alloc(0), file: fileOf(request) };
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return { method, url, headers, body: length <= limit ? Buffer.concat(chunks) : null };
}

/** Where not all of it is wanted, the rest is let pass, so that the client hears the answer. */
function fileOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

function sendAsGitHub(
  response: ServerResponse,
  { status, body, headers }: Reply,
  withoutBody: boolean,
): void {
  if (body instanceof Readable) {
    sendStream(response, { status, body, ...(headers && { headers }) }, withoutBody);
    return;
  }
  const content =
    body === undefined ? null : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...(content
      ? { "Content-Type": "application/json; charset=utf-8", "Content-Length": content.length }
      : {}),
    "X-GitHub-Media-Type": "github.v3; format=json",
    "X-RateLimit-Limit": "5000",
    "X-RateLimit-Remaining": "4999",
    "X-RateLimit-Reset": String(Math.floor(Date.now() / 1000) + 3600),
    ...headers,
  });
  response.end(withoutBody ? undefined : (content ?? undefined));
}

/** Where it breaks off, so does the connection: the client must not take a part for the whole. */
function sendStream(
  response: ServerResponse,
  { status, body, headers }: Pick<Reply, "status" | "headers"> & { readonly body: Readable },
  withoutBody: boolean,
): void {
  response.writeHead(status, headers);
  if (withoutBody) {
    body.destroy();
    response.end();
  } else {
    pipeline(body, response, () => undefined);
  }
}
