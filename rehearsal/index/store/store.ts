import { mkdirSync, readFileSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import { replaceFile } from "../../github/store/replace-file.ts";
import { type Records, emptyRecords } from "./records.ts";

/**
 * Records and contents below one folder. A content is there before the record that tells of it, and both are put in
 * place by one rename: whenever the process ends, what was answered is kept and what was not is as good as never sent.
 */
export class Store {
  readonly #root: string;
  #records: Records;
  /** Changes one by one. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(root: string) {
    this.#root = root;
    mkdirSync(root, { recursive: true });
    this.#records = read(this.#file);
  }

  get #file(): string {
    return join(this.#root, "index.json");
  }

  /** The records as they are now. Whoever wants to change them uses `change`. */
  read(): Records {
    return this.#records;
  }

  /** Lets `work` change the records, then keeps them; nothing is kept when it throws. */
  change<T>(work: (records: Records) => T | Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      const records = structuredClone(this.#records);
      const result = await work(records);
      await replaceFile(this.#file, `${JSON.stringify(records, null, 2)}\n`);
      this.#records = records;
      return result;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Keeps a content under its hash. */
  async keep(sha256: string, content: Buffer): Promise<void> {
    const file = this.#contentFile(sha256);
    await mkdir(dirname(file), { recursive: true });
    await replaceFile(file, content);
  }

  content(sha256: string): Promise<Buffer> {
    return readFile(this.#contentFile(sha256));
  }

  /** Resolves once nothing that was asked for is under way. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  #contentFile(sha256: string): string {
    return join(this.#root, "files", sha256.slice(0, 2), sha256.slice(2));
  }
}

function read(file: string): Records {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return emptyRecords();
  }
  try {
    const records = JSON.parse(text) as Partial<Records> | null;
    if (records?.version === 1) return records as Records;
  } catch {
    // Told below, with what is of another version.
  }
  throw new FaultsError([
    { place: file, fault: "is no record of an index", mend: `restore it, or remove ${dirname(file)}` },
  ]);
}
