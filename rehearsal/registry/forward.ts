import { type IncomingMessage, type ServerResponse, request } from "node:http";

/** What of a request or its answer gets through: `half`: of what is sent along, else of what comes back. */
export type Passing = "whole" | "half" | "unheard";

/** What came back. */
export interface Forwarded {
  readonly status: number;
  readonly digest: string;
}

/** Hands a request on to the registry behind, and its answer back; null where it broke off before there was one. */
export function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { port, path, passing }: { readonly port: number; readonly path: string; readonly passing: Passing },
): Promise<Forwarded | null> {
  const { method = "GET", headers } = incoming;
  const length = Number(headers["content-length"] ?? 0);
  return new Promise((resolve) => {
    const broken = () => {
      outgoing.destroy();
      resolve(null);
    };
    const behind = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      const status = answer.statusCode ?? 500;
      const digest = String(answer.headers["docker-content-digest"] ?? "");
      const done = () => resolve({ status, digest });
      if (passing === "unheard" || (passing === "half" && method !== "GET")) {
        answer.resume().once("end", () => {
          outgoing.destroy();
          done();
        });
        return;
      }
      outgoing.writeHead(status, answer.headers);
      const most =
        passing === "half" ? Math.floor(Number(answer.headers["content-length"] ?? 0) / 2) : Infinity;
      relay(answer, outgoing, most).then(done, broken);
    });
    behind.once("error", broken);
    if (passing === "half" && length > 1) {
      relay(incoming, behind, Math.floor(length / 2)).then(broken, broken);
    } else incoming.pipe(behind);
  });
}

/** Hands on at most so many bytes; where there were more the connection is broken once they are on their way. */
async function relay(
  from: AsyncIterable<Buffer>,
  into: NodeJS.WritableStream & { destroy(): unknown },
  most: number,
): Promise<void> {
  let left = most;
  for await (const chunk of from) {
    await new Promise<void>((resolve) => into.write(chunk.subarray(0, left), () => resolve()));
    left -= chunk.length;
    if (left < 0) {
      into.destroy();
      return;
    }
  }
  into.end();
}
