import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { writeTar } from "../../../tasks/tar/write.ts";

/** A file that an index has. */
export interface IndexedFile {
  readonly name: string;
  readonly content: Buffer;
  /** ISO 8601. */
  readonly uploaded: string;
}

/** An sdist of `my-pkg` with a license. */
export function sdistOf(version: string, uploaded = "2026-01-01T00:00:00Z"): IndexedFile {
  const file = (path: string, text: string) => {
    return {
      kind: "file",
      path: `my_pkg-${version}/${path}`,
      executable: false,
      content: Buffer.from(text),
    } as const;
  };
  const tar = writeTar([file("PKG-INFO", "Name: my-pkg\n"), file("LICENSE", "MIT\n")], 0);
  return { name: `my_pkg-${version}.tar.gz`, content: gzipSync(tar), uploaded };
}

/** An index that has these files of `my-pkg`; more may be put there. */
export interface SdistIndex extends AsyncDisposable {
  /** With a slash at the end. */
  readonly simpleUrl: string;
  files: readonly IndexedFile[];
}

export async function startSdistIndex(...files: readonly IndexedFile[]): Promise<SdistIndex> {
  const server = createServer((request, answer) => {
    const file = index.files.find(({ name }) => request.url === `/files/${name}`);
    if (file !== undefined) answer.end(file.content);
    else if (request.url === "/simple/my-pkg/") {
      answer.setHeader("content-type", "application/vnd.pypi.simple.v1+json");
      answer.end(JSON.stringify({ meta: { "api-version": "1.1" }, files: index.files.map(entryOf) }));
    } else answer.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const index: SdistIndex = {
    simpleUrl: `http://127.0.0.1:${port}/simple/`,
    files,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return index;
}

function entryOf({ name, content, uploaded }: IndexedFile): unknown {
  return {
    filename: name,
    url: `/files/${name}`,
    hashes: { sha256: sha256Of(content) },
    size: content.length,
    "upload-time": uploaded,
  };
}
