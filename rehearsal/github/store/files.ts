import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { StoredFile } from "../http/route.ts";

/** Keeps files in a folder, each under its number, whole or not at all. */
export class FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps what comes; null where it is more than `most` bytes. Throws where it breaks off; then nothing stays. */
  async write(id: number, content: AsyncIterable<Buffer>, most: number): Promise<StoredFile | null> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const part = `${this.#file(id)}.${process.pid}`;
    try {
      const stored = await writePart(part, content, most);
      if (stored !== null) await rename(part, this.#file(id));
      return stored;
    } finally {
      await rm(part, { force: true });
    }
  }

  read(id: number): Promise<Buffer> {
    return readFile(this.#file(id));
  }

  /** The same bit by bit. Throws where it is not there. */
  async stream(id: number): Promise<Readable> {
    return (await open(this.#file(id))).createReadStream();
  }

  async remove(id: number): Promise<void> {
    await rm(this.#file(id), { force: true });
  }

  #file(id: number): string {
    return join(this.#folder, String(id));
  }
}

async function writePart(
  part: string,
  content: AsyncIterable<Buffer>,
  most: number,
): Promise<StoredFile | null> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(part, "w", 0o600);
  try {
    for await (const chunk of content) {
      size += chunk.length;
      if (size > most) return null;
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest("hex") };
}
