import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

/** When a connection breaks: after so many bytes of what is sent there, or of what comes back. */
export interface Cut {
  readonly of: "request" | "answer";
  readonly after: number;
}

/** A way to a server on which connections break, each by the next of `cuts`; later ones stay whole. */
export interface BreakingProxy extends AsyncDisposable {
  /** With a slash at the end. */
  readonly url: string;
  readonly cuts: Cut[];
}

/** Opens such a way to the server at an address. */
export async function breakingProxy(to: string): Promise<BreakingProxy> {
  const { port, hostname } = new URL(to);
  const open = new Set<Socket>();
  const cuts: Cut[] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const cut = cuts.shift();
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const [from, into, of] of [
      [client, upstream, "request"],
      [upstream, client, "answer"],
    ] as const) {
      open.add(from);
      let left = cut?.of === of ? cut.after : Infinity;
      from.on("data", (chunk) => {
        into.write(chunk.subarray(0, Math.min(left, chunk.length)));
        left -= chunk.length;
        // Once what was let through is on its way.
        if (left < 0) setImmediate(end);
      });
      from.on("error", end);
      from.on("close", () => {
        open.delete(from);
        into.end();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    cuts,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
