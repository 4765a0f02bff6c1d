import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { sha256Of } from "../../../tasks/files/release-files.ts";

/** A server on this machine that ends with the test. */
export interface Served extends AsyncDisposable {
  readonly address: string;
  /** How often it was asked. */
  readonly asked: () => number;
}

/** A simple API with these files, by the names of their projects. */
export function serveIndex(
  files: Readonly<Record<string, Readonly<Record<string, Buffer>>>>,
): Promise<Served> {
  return serve((path) => {
    const [, folder = "", name = ""] = path.split("/");
    if (folder === "files") return Object.values(files).find((held) => name in held)?.[name] ?? null;
    const held = files[name];
    if (held === undefined) return null;
    const listed = Object.entries(held).map(([filename, content]) => {
      return { filename, url: `/files/${filename}`, hashes: { sha256: sha256Of(content) } };
    });
    return Buffer.from(JSON.stringify({ meta: { "api-version": "1.0" }, name, files: listed }));
  }, "simple/");
}

/** A registry that drops each connection in the midst of its answer. */
export function serveDropping(): Promise<Served> {
  return serve(() => "drop", "");
}

async function serve(answer: (path: string) => Buffer | "drop" | null, at: string): Promise<Served> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    const content = answer(request.url ?? "");
    if (content === "drop") {
      response.writeHead(200, { "content-type": "application/json", "content-length": "4000" });
      response.write("{");
      setImmediate(() => response.socket?.destroy());
    } else {
      const type = { "content-type": "application/vnd.pypi.simple.v1+json" };
      response.writeHead(content === null ? 404 : 200, content === null ? {} : type);
      response.end(content ?? "");
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/${at}`,
    asked: () => count,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
