import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import type { Properties } from "../../provider/protocol/provider.ts";
import { put } from "../github/store/find.ts";
import { withLock } from "../github/store/lock.ts";
import { replaceFile } from "../github/store/replace-file.ts";

interface Records {
  /** Of all that were ever made: ids are not used twice. */
  created: number;
  /** By type, then by id. */
  resources: Record<string, Record<string, Properties>>;
}

/** What the generic stand-ins have created, in a file. Written whole or not at all, by one process at a time. */
export class Cloud {
  readonly #file: string;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** Adds a resource under the id that is made of how many there ever were; refuses one that exists. */
  add(type: string, makeId: (count: number) => string, inputs: Properties): Promise<string> {
    return this.#change((records) => {
      const id = makeId((records.created += 1));
      const ofType = (records.resources[type] ??= {});
      if (Object.hasOwn(ofType, id)) throw new Error(`${type}: "${id}" exists already`);
      put(ofType, id, inputs);
      return id;
    });
  }

  /** Changes a resource; refuses one that is not there. */
  put(type: string, id: string, inputs: Properties): Promise<void> {
    return this.#change((records) => {
      const ofType = records.resources[type] ?? {};
      if (!Object.hasOwn(ofType, id)) throw new Error(`${type}: there is no "${id}"`);
      put(ofType, id, inputs);
    });
  }

  /** null: it is not there. */
  async find(type: string, id: string): Promise<Properties | null> {
    const ofType = (await this.#read()).resources[type] ?? {};
    return Object.hasOwn(ofType, id) ? (ofType[id] ?? null) : null;
  }

  /** Removes a resource; one that is gone already is no fault. */
  remove(type: string, id: string): Promise<void> {
    return this.#change((records) => {
      delete records.resources[type]?.[id];
    });
  }

  #change<T>(change: (records: Records) => T): Promise<T> {
    const work = async (): Promise<T> => {
      await mkdir(dirname(this.#file), { recursive: true });
      return withLock(`${this.#file}.lock`, async () => {
        const records = await this.#read();
        const result = change(records);
        await replaceFile(this.#file, `${JSON.stringify(records, null, 2)}\n`);
        return result;
      });
    };
    // The lock is between processes; in this one, those who wait for each other need not poll.
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #read(): Promise<Records> {
    let text: string;
    try {
      text = await readFile(this.#file, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT")
        return { created: 0, resources: {} };
      throw error;
    }
    try {
      const parsed: unknown = JSON.parse(text);
      if (isRecords(parsed)) return parsed;
    } catch {
      // Said below, together with what parses and is something else.
    }
    const fault = "does not hold what a rehearsal writes there";
    throw new FaultsError([{ place: this.#file, fault, mend: "delete it; the next rehearsal starts anew" }]);
  }
}

function isRecords(value: unknown): value is Records {
  if (typeof value !== "object" || value === null || !("created" in value) || !("resources" in value))
    return false;
  const { created, resources } = value;
  if (typeof created !== "number" || !isMap(resources)) return false;
  return Object.values(resources).every((ofType) => isMap(ofType) && Object.values(ofType).every(isMap));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
