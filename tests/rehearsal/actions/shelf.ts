import { createHash, randomUUID } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { buffer } from "node:stream/consumers";

/** Artifacts of one run, in memory. */
export interface ArtifactShelf {
  /** With a slash at the end. */
  readonly url: string;
  readonly token: string;
  names(): readonly string[];
  /** Changes what is kept, and not what is told of it. */
  damage(name: string): void;
  close(): Promise<void>;
}

interface Shelved {
  readonly id: string;
  readonly digest: string;
  content: Buffer;
}

/** Serves artifacts at `_artifacts/`. */
export async function startShelf(): Promise<ArtifactShelf> {
  const shelved = new Map<string, Shelved>();
  const token = randomUUID();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const end = (status: number, body: unknown) =>
      response.writeHead(status).end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = decodeURIComponent(url.pathname.replace("/_artifacts/", ""));
    const content = await buffer(request);
    if (request.headers.authorization !== `Bearer ${token}`) return end(401, { message: "Bad credentials" });
    if (request.method === "PUT") {
      if (shelved.has(path) && url.searchParams.get("overwrite") !== "true") return end(409, {});
      const id = randomUUID();
      shelved.set(path, {
        id,
        digest: `sha256:${createHash("sha256").update(content).digest("hex")}`,
        content,
      });
      return end(201, { id });
    }
    if (path === "") {
      const artifacts = [...shelved].map(([name, one]) => ({
        id: one.id,
        name,
        size: one.content.length,
        digest: one.digest,
      }));
      return end(200, { artifacts });
    }
    const found = [...shelved].find(([name, { id }]) => name === path || `by-id/${id}` === path);
    return found === undefined ? end(404, {}) : end(200, found[1].content);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`,
    token,
    names: () => [...shelved.keys()],
    damage: (name) => {
      const one = shelved.get(name);
      if (one) one.content = Buffer.concat([one.content, Buffer.alloc(512)]);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
