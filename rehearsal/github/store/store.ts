import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { FaultsError, type Fault } from "../../../config/fault.ts";
import { withLock } from "./lock.ts";
import { emptyRecords, recordsShape, recordsVersion, type Records } from "./records.ts";
import { replaceFile } from "./replace-file.ts";

/**
 * Keeps the records in `github.json`, plain enough to be changed by hand.
 * Read again whenever the file has changed; written whole, in place of the old one.
 */
export class Store {
  readonly file: string;
  readonly #lock: string;
  #records: Records = emptyRecords();
  #text = "";
  #seen = "never read";
  #turn: Promise<unknown> = Promise.resolve();

  constructor(root: string) {
    mkdirSync(root, { recursive: true });
    this.file = join(root, "github.json");
    this.#lock = join(root, "github.json.lock");
  }

  /** The records as they are now. Whoever wants to change them uses `change`. */
  read(): Records {
    const seen = signature(this.file);
    if (seen === this.#seen) return this.#records;
    this.#text = seen === "absent" ? "" : readFileSync(this.file, "utf8");
    this.#records = seen === "absent" ? emptyRecords() : parse(this.#text, this.file);
    this.#seen = seen;
    return this.#records;
  }

  /** Runs `work` while no one else, in this or any other process, changes records or repositories. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => withLock(this.#lock, work));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Lets `work` change the records, then keeps them; nothing is kept when it throws. */
  change<T>(work: (records: Records) => T | Promise<T>): Promise<T> {
    return this.exclusive(async () => {
      const records = structuredClone(this.read());
      const result = await work(records);
      await this.#save(records);
      return result;
    });
  }

  /** Resolves once nothing that was asked for is under way. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  async #save(records: Records): Promise<void> {
    const text = `${JSON.stringify(records, null, 2)}\n`;
    if (text === this.#text) return;
    await replaceFile(this.file, text);
    this.#text = text;
    this.#records = records;
    this.#seen = signature(this.file);
  }
}

function signature(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats ? `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}` : "absent";
}

function parse(text: string, file: string): Records {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FaultsError([
      { place: syntaxPlace(text, file, error), fault: "is not JSON", mend: mend(file) },
    ]);
  }
  const faults: Fault[] = [];
  recordsShape.check(value, "", faults);
  if (faults.length > 0) {
    throw new FaultsError(
      faults.map((fault) => ({
        ...fault,
        place: `${file}: ${fault.place || "the whole"}`,
        mend: `${fault.mend}, or ${mend(file)}`,
      })),
    );
  }
  const records = value as Records;
  if (records.version !== recordsVersion) {
    const fault = `is ${records.version}, and this program knows ${recordsVersion} alone`;
    throw new FaultsError([{ place: `${file}: version`, fault, mend: mend(file) }]);
  }
  return records;
}

/** The parser names the offset, or the line itself, or (at the end of the text) nothing. */
function syntaxPlace(text: string, file: string, error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  const line = /line (\d+)/.exec(message)?.[1];
  if (line) return `${file}:${line}`;
  const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  return `${file}:${text.slice(0, offset).split("\n").length}`;
}

function mend(file: string): string {
  return `restore ${file}, or remove the folder it is in and run up again`;
}
