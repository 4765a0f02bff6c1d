import { createReadStream, statSync } from "node:fs";
import { join } from "node:path";
import { type Received, listen } from "../../github/http/listen.ts";
import type { Reply } from "../../github/http/route.ts";
import { withoutLogin } from "./ask-upstream.ts";
import { FileCache, type KnownFile } from "./file-cache.ts";
import { type Installer, couldTake, installerOf } from "./installer.ts";
import { PageCache, type ProjectPage } from "./page-cache.ts";

/** A mirror of an index on this machine, which keeps what it was asked for. */
export interface IndexMirror {
  /** Where pip and uv ask, with a slash at the end. */
  readonly simpleUrl: string;
  /** Address of what it mirrors, without a login. */
  readonly upstream: string;
  close(): Promise<void>;
}

export interface IndexMirrorOptions {
  /** Address of the index's simple API; a login in it stays here. */
  readonly upstream: string;
  /** Folder of the user's cache: `files/` by hash for ever, `pages/` for some minutes. */
  readonly cache: string;
}

const json = "application/vnd.pypi.simple.v1+json";

/**
 * Starts it. Whoever takes JSON gets pages whose files are here, and pip only what it could take: of what it installs, it
 * reads for most of the time of wheels for other machines. Anybody else, and whoever asks for what the index has no such
 * page of, is sent to the index itself.
 */
export async function startIndexMirror({ upstream, cache }: IndexMirrorOptions): Promise<IndexMirror> {
  const served = new Served(upstream, cache);
  const listening = await listen(0, (received) => served.answer(received));
  served.origin = `http://127.0.0.1:${listening.port}`;
  return {
    simpleUrl: `${served.origin}/simple/`,
    upstream: withoutLogin("", upstream).url,
    close: () => listening.close(() => Promise.resolve()),
  };
}

class Served {
  origin = "";
  readonly #upstream: string;
  readonly #pages: PageCache;
  readonly #files: FileCache;
  /** By SHA-256 of the file, as pages told of them. */
  readonly #known = new Map<string, KnownFile>();

  constructor(upstream: string, cache: string) {
    this.#upstream = upstream;
    this.#pages = new PageCache(join(cache, "pages"), upstream);
    this.#files = new FileCache(join(cache, "files"), upstream);
  }

  async answer({ method, url, headers }: Received): Promise<Reply> {
    if (method !== "GET" && method !== "HEAD")
      return { status: 405, body: { message: "Method Not Allowed" } };
    const [, project] = /^\/simple\/([a-z0-9._-]+)\/?$/i.exec(url.pathname) ?? [];
    if (project !== undefined) return await this.#page(project, headers);
    const [, sha256 = "", name = ""] = /^\/files\/([0-9a-f]{64})\/([^/]+)$/.exec(url.pathname) ?? [];
    return sha256 === "" ? notFound : await this.#file(sha256, decodeURIComponent(name));
  }

  async #page(project: string, headers: Received["headers"]): Promise<Reply> {
    const there = {
      status: 302,
      body: "",
      headers: { Location: withoutLogin(`${project}/`, this.#upstream).url },
    };
    if (headers.accept?.includes(json) !== true) return there;
    const installer = installerOf(headers["user-agent"] ?? "");
    const whose = JSON.stringify(installer);
    const text = await this.#pages.text(project, { whose, make: (page) => this.#text(page, installer) });
    if (text === null) return there;
    // As long as it is taken here: a resolver asks for the same pages for each Python and platform.
    const head = { "Content-Type": json, "Cache-Control": "max-age=600" };
    return { status: 200, body: text, headers: head };
  }

  /** The page as it is sent. */
  #text(page: ProjectPage, installer: Installer | null): Buffer {
    const fitting = page.files.filter(({ filename }) => installer === null || couldTake(filename, installer));
    const files = fitting.map((file) => {
      const { sha256 } = file.hashes;
      if (sha256 === undefined || !/^[0-9a-f]{64}$/.test(sha256)) return file;
      this.#known.set(sha256, { url: file.url, sha256 });
      return { ...file, url: `${this.origin}/files/${sha256}/${encodeURIComponent(file.filename)}` };
    });
    return Buffer.from(JSON.stringify({ ...page, files }));
  }

  async #file(sha256: string, name: string): Promise<Reply> {
    const known = this.#known.get(sha256);
    if (known === undefined) return notFound;
    const path = name.endsWith(".metadata")
      ? await this.#files.metadata(known)
      : await this.#files.file(known);
    if (path === null) return notFound;
    const head = {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(statSync(path).size),
    };
    return { status: 200, body: createReadStream(path), headers: head };
  }
}

const notFound: Reply = { status: 404, body: { message: "Not Found" } };
