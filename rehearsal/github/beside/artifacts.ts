import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { tokenOf } from "../http/authorize.ts";
import { isJson } from "../http/body.ts";
import { ApiError, conflict, notFound } from "../http/error.ts";
import type { Received } from "../http/listen.ts";
import { decode } from "../http/router.ts";
import type { Reply } from "../http/route.ts";
import { FileStore } from "../store/files.ts";
import { replaceFile } from "../store/replace-file.ts";

const place = "/_artifacts/";
/** Bytes of an artifact that are taken. */
const largest = 10 * 2 ** 30;

/** Files that a run keeps under a name. */
interface Artifact {
  /** Never given again. */
  readonly id: number;
  readonly name: string;
  /** Bytes of the archive. */
  readonly size: number;
  /** `sha256:HEX` of the archive. */
  readonly digest: string;
}

/** What artifacts are kept with. */
export interface ArtifactsOptions {
  /** The `.slipway` folder; those of a run lie in `artifacts/RUN`. */
  readonly root: string;
  /** The run that a runtime token is for; null: the token is not good. */
  readonly runOf: (runtimeToken: string | null) => number | null;
  /** A number that nothing else has. */
  readonly takeId: () => Promise<number>;
}

/** The artifacts of runs at `/_artifacts/`, each one archive, as it was sent: they stay from attempt to attempt. */
export class Artifacts {
  readonly #options: ArtifactsOptions;
  /** Changes one by one. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: ArtifactsOptions) {
    this.#options = options;
  }

  /** Null where something else is asked for. Throws an ApiError. */
  async answer(received: Received): Promise<Reply | null> {
    const { method, url, headers } = received;
    if (!url.pathname.startsWith(place)) return null;
    const run = this.#options.runOf(tokenOf(headers.authorization));
    if (run === null) throw new ApiError(401, "The runtime token is not valid");
    const [first = "", id, ...more] = url.pathname.slice(place.length).split("/");
    if (more.length > 0) throw notFound();
    if (method === "PUT" && id === undefined)
      return this.#keep(run, {
        name: nameOf(first),
        received,
        overwrite: url.searchParams.get("overwrite") === "true",
      });
    if (method !== "GET") throw notFound();
    const all = await this.#list(run);
    if (first === "") return { status: 200, body: { artifacts: all.map(present) } };
    const isWanted =
      id === undefined
        ? ({ name }: Artifact) => name === nameOf(first)
        : (one: Artifact) => first === "by-id" && String(one.id) === id;
    return this.#hand(run, all.find(isWanted));
  }

  /** Resolves once nothing that was sent is still being kept. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  async #hand(run: number, artifact: Artifact | undefined): Promise<Reply> {
    const body =
      artifact &&
      (await this.#files(run)
        .stream(artifact.id)
        .catch(() => null));
    if (!body) throw notFound("Unable to find any artifacts for the associated workflow");
    const headers = { "Content-Type": "application/x-tar", "Content-Length": String(artifact.size) };
    return { status: 200, body, headers };
  }

  /** The archive is there before the list names it, and goes once the list names another: what ends midway loses none. */
  async #keep(
    run: number,
    {
      name,
      received,
      overwrite,
    }: { readonly name: string; readonly received: Received; readonly overwrite: boolean },
  ): Promise<Reply> {
    const isTaken = (all: readonly Artifact[]) => !overwrite && all.some((one) => one.name === name);
    if (isTaken(await this.#list(run))) throw taken();
    const files = this.#files(run);
    const id = await this.#options.takeId();
    const stored = await files.write(id, received.file ?? nothing(), largest);
    if (stored === null) throw new ApiError(413, "The artifact is too large");
    const artifact = { id, name, size: stored.size, digest: `sha256:${stored.sha256}` };
    const dropped = await this.#inTurn(async () => {
      const all = await this.#list(run);
      if (isTaken(all)) return null;
      const others = all.filter((one) => one.name !== name);
      await replaceFile(this.#listFile(run), `${JSON.stringify([...others, artifact], null, 2)}\n`);
      return all.filter((one) => one.name === name);
    });
    for (const { id: old } of dropped ?? [artifact]) await files.remove(old);
    if (dropped === null) throw taken();
    return { status: 201, body: present(artifact) };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #list(run: number): Promise<readonly Artifact[]> {
    const text = await readFile(this.#listFile(run), "utf8").catch(() => "[]");
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) && kept.every(isArtifact) ? kept : [];
  }

  #listFile(run: number): string {
    return join(this.#folder(run), "artifacts.json");
  }

  #files(run: number): FileStore {
    return new FileStore(this.#folder(run));
  }

  #folder(run: number): string {
    return join(this.#options.root, "artifacts", String(run));
  }
}

function isArtifact(value: unknown): value is Artifact {
  return isJson(value) && typeof value["id"] === "number" && typeof value["name"] === "string";
}

function present({ id, name, size, digest }: Artifact): Readonly<Record<string, unknown>> {
  return { id: String(id), name, size, digest };
}

/** The name that part of a path stands for; the service takes none that a file system would not. */
function nameOf(part: string): string {
  const name = decode(part) ?? "";
  if (name === "" || /[":<>|*?\r\n\\/]/.test(name))
    throw new ApiError(400, `Artifact name is not valid: ${part}`);
  return name;
}

function taken(): ApiError {
  return conflict("Conflict: an artifact with this name already exists on the workflow run");
}

/** What a request without a body brings. */
async function* nothing(): AsyncGenerator<Buffer> {}
