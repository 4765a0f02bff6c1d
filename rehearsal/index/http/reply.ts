import type { ServerResponse } from "node:http";
import type { Reply as PlainReply } from "../../github/http/route.ts";

/** What the index answers; a text or a Buffer is sent as it is, anything else as JSON. */
export interface Reply extends PlainReply {
  /** What stands beside the status, where twine looks for the fault. @default the status's own */
  readonly reason?: string;
  /** Bytes of the body after which the connection breaks, though more were announced. @default none */
  readonly cut?: number;
}

/** A refusal: becomes the answer. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
  }
}

/** A refusal as the index words it: in the status line and in the page. */
export function refusalReply({ status, message }: Refusal): Reply {
  const told = escapeHtml(message);
  const title = `${status} ${told}`;
  return {
    status,
    reason: message,
    body: `<html>\n <head>\n  <title>${title}</title>\n </head>\n <body>\n  <h1>${title}</h1>\n${told}\n </body>\n</html>`,
    headers: { "Content-Type": "text/html; charset=UTF-8" },
  };
}

/** 404, told as JSON. */
export function notFound(message = "Not Found"): Reply {
  return { status: 404, body: { message } };
}

/** A text as it stands in HTML. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** Sends an answer, or as much of it as it says. */
export function send(response: ServerResponse, reply: Reply, withoutBody: boolean): void {
  const { status, body, headers, reason, cut } = reply;
  const content = contentOf(body);
  const own = {
    ...(content !== null && {
      "Content-Type": typeof body === "string" ? "text/plain; charset=UTF-8" : "application/json",
      "Content-Length": content.length,
    }),
    ...headers,
  };
  if (reason === undefined) response.writeHead(status, own);
  else response.writeHead(status, statusLine(reason), own);
  if (withoutBody || content === null) response.end();
  else if (cut === undefined) response.end(content);
  else response.write(content.subarray(0, cut), () => response.destroy());
}

function contentOf(body: unknown): Buffer | null {
  if (body === undefined) return null;
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

/** What else than Latin letters can't stand in a status line. */
function statusLine(reason: string): string {
  return reason.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, "?");
}
