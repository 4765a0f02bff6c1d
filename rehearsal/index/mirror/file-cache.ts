import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { withoutLogin } from "./ask-upstream.ts";

/** A file that a page told of. */
export interface KnownFile {
  readonly url: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Files of an index by their hash, kept for ever: what is kept is what was promised. */
export class FileCache {
  readonly #folder: string;
  readonly #upstream: string;
  readonly #fetching = new Map<string, Promise<string | null>>();

  constructor(folder: string, upstream: string) {
    this.#folder = folder;
    this.#upstream = upstream;
  }

  /** Where a file lies; null: it can't be had, or is not what its hash says. */
  async file({ url, sha256 }: KnownFile): Promise<string | null> {
    return await this.#kept(join(this.#folder, sha256.slice(0, 2), sha256), url, sha256);
  }

  /** Where its metadata lies (PEP 658); the index promises no hash for it that every client would check. */
  async metadata({ url, sha256 }: KnownFile): Promise<string | null> {
    const path = join(this.#folder, sha256.slice(0, 2), `${sha256}.metadata`);
    return await this.#kept(path, `${url.replace(/#.*$/, "")}.metadata`, null);
  }

  async #kept(path: string, url: string, sha256: string | null): Promise<string | null> {
    if (existsSync(path)) return path;
    const fetching = this.#fetching.get(path) ?? this.#fetch(path, url, sha256);
    this.#fetching.set(path, fetching);
    try {
      return await fetching;
    } finally {
      this.#fetching.delete(path);
    }
  }

  async #fetch(path: string, address: string, sha256: string | null): Promise<string | null> {
    const { url, headers } = withoutLogin(address, this.#upstream);
    const answer = await fetch(url, { headers }).catch(() => null);
    if (answer?.ok !== true || answer.body === null) return null;
    const partial = `${path}.${process.pid}.partial`;
    const hash = createHash("sha256");
    const counted = new Transform({
      transform(chunk: Buffer, _, next) {
        hash.update(chunk);
        next(null, chunk);
      },
    });
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(Readable.fromWeb(answer.body), counted, createWriteStream(partial, { mode: 0o600 }));
      if (sha256 !== null && hash.digest("hex") !== sha256) return null;
      renameSync(partial, path);
      return path;
    } catch {
      // The connection broke off, or the disk is full: whoever asked is told that it can't be had.
      return null;
    } finally {
      rmSync(partial, { force: true });
    }
  }
}
