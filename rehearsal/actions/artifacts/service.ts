import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, openAsBlob, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Variables } from "../step/step.ts";
import { packTar } from "./tar.ts";

/** An artifact of a run. */
export interface Artifact {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of what is stored, with or without `sha256:` before it. */
  readonly digest: string;
}

/** What is kept under a name. */
export interface Kept {
  readonly name: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** The folder that they are named from. */
  readonly root: string;
  /** Whether it takes the place of what has that name already. */
  readonly overwrite: boolean;
}

/** The artifacts of the run that a job's runtime token is for, on the emulated GitHub. */
export class Artifacts {
  readonly #url: string;
  readonly #token: string;

  constructor(variables: Variables) {
    this.#url = `${variables["REHEARSAL_GITHUB_URL"] ?? ""}_artifacts/`;
    this.#token = variables["ACTIONS_RUNTIME_TOKEN"] ?? "";
  }

  /** Keeps files; answers the id and the SHA-256 of their archive, which is made in the folder for a while. */
  async keep(
    { name, files, root, overwrite }: Kept,
    folder: string,
  ): Promise<{ id: string; digest: string }> {
    const archive = join(folder, `${crypto.randomUUID()}.tar`);
    try {
      await packTar(archive, root, files);
      const path = `${encodeURIComponent(name)}?overwrite=${overwrite}`;
      const answer = await this.#ask(path, { method: "PUT", body: await openAsBlob(archive) });
      if (answer.status === 409)
        throw new Error(
          "Failed to CreateArtifact: Received non-retryable error: (409) Conflict: an artifact with this name already exists on the workflow run",
        );
      await requireOk(answer, `Failed to keep ${name}`);
      const { id } = (await answer.json()) as { readonly id: string };
      return { id, digest: await digestOf(archive) };
    } finally {
      rmSync(archive, { force: true });
    }
  }

  async list(): Promise<readonly Artifact[]> {
    const answer = await this.#ask("", {});
    await requireOk(answer, "Failed to list the artifacts");
    const { artifacts } = (await answer.json()) as { readonly artifacts: readonly Artifact[] };
    return artifacts;
  }

  /** Fetches an artifact's archive into a file; answers its SHA-256. */
  async fetch(id: string, file: string): Promise<string> {
    const answer = await this.#ask(`by-id/${encodeURIComponent(id)}`, {});
    await requireOk(answer, `Failed to fetch the artifact ${id}`);
    if (answer.body === null) throw new Error(`The artifact ${id} is empty`);
    await pipeline(Readable.fromWeb(answer.body), createWriteStream(file));
    return await digestOf(file);
  }

  #ask(path: string, options: RequestInit): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}` };
    return fetch(`${this.#url}${path}`, { ...options, headers });
  }
}

async function requireOk(answer: Response, what: string): Promise<void> {
  if (answer.ok) return;
  throw new Error(`${what}: (${answer.status}) ${await messageOf(answer)}`);
}

async function messageOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === "string" ? message : text;
  } catch {
    return text;
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
