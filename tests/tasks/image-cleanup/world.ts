import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DeclaredImage } from "../../../tasks/declaration/declaration.ts";
import type { EmulatedRegistry } from "../../../rehearsal/registry/server.ts";
import { findPackage } from "../../../tasks/github/packages.ts";
import { createDraft, uploadAsset } from "../../../tasks/github/releases.ts";
import { type Cleaned, clean } from "../../../tasks/image-cleanup/clean.ts";
import { ledgersOf } from "../../../tasks/image-cleanup/ledgers.ts";
import { ledgerName, readLedger } from "../../../tasks/ledger/release-ledger.ts";
import { emulate, type Emulated } from "../../rehearsal/github/emulated.ts";
import { clientOf as gitHubAt } from "../github/clients.ts";
import { declarationWith, declaredImage } from "../image/declared.ts";
import { clientOf, emulateRegistry, imageName, password } from "../registry/services.ts";
import { cleaning, day } from "./memory.ts";
import { Publisher } from "./published.ts";

const program = fileURLToPath(new URL("../../../tasks/clean-images.ts", import.meta.url));

/** What becomes of a request to either service, counted over both. */
export type Meddling = (request: {
  readonly operation: string;
  readonly count: number;
}) => "break before" | "break after" | undefined;

/** How the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly outputs: string;
  readonly summary: string;
}

/** A registry and GitHub's API beside it, with a clock that a test sets. */
export class World implements AsyncDisposable {
  /** What is pushed now is so old (days). */
  age = 0;
  requests = 0;
  meddle: Meddling = () => undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), "clean-images-"));
  #publisher: Publisher | null = null;
  #services: { readonly registry: EmulatedRegistry; readonly github: Emulated } | null = null;

  static async start(): Promise<World> {
    const world = new World();
    const registry = await emulateRegistry({
      now: () => Date.now() - world.age * day,
      intercept: ({ operation }) => world.#meddled(operation),
    });
    const intercept = ({ operation }: { readonly operation: string }) => world.#meddled(operation);
    const github = await emulate({}, { packages: registry.packages, intercept });
    world.#services = { registry, github };
    world.declare({ ...declaredImage, name: imageName });
    return world;
  }

  get registry(): EmulatedRegistry {
    return this.#started().registry;
  }

  get publisher(): Publisher {
    this.#publisher ??= new Publisher(clientOf(this.registry.url));
    return this.#publisher;
  }

  /** Digests of what is there. */
  versions(): readonly string[] {
    return this.registry.packages.versions(imageName).map(({ digest }) => digest);
  }

  /** What the task reads of the stack. */
  declare(image: DeclaredImage | null): void {
    writeFileSync(join(this.#folder, "release.json"), JSON.stringify(declarationWith(image)));
  }

  /** A draft with this as its ledger. */
  async attach(tag: string, content: Buffer): Promise<void> {
    const github = gitHubAt(this.#started().github.url);
    const draft = await createDraft(github, { tag, title: tag, prerelease: false, notes: "" });
    await uploadAsset(github, draft, { name: ledgerName, content });
  }

  /** A draft whose ledger names an image. */
  async release(tag: string, index: string, parts: readonly string[]): Promise<void> {
    const platforms = parts.map((digest, number) => ({ platform: `linux/${number}`, digest }));
    const image = { digest: index, platforms };
    const read = new Date().toISOString();
    const ledger = {
      schema: 1,
      package: "hello",
      version: "2.0",
      tag,
      commit: "a".repeat(40),
      workflow: "release.yml",
      run: { id: 1, attempt: 1 },
      sealed: read,
      finished: read,
      files: [],
      extras: [],
      channels: [{ name: "ghcr", title: "GHCR", read, decision: "publish", files: [], image }],
      tested: null,
    };
    const content = Buffer.from(JSON.stringify(ledger));
    readLedger(content);
    await this.attach(tag, content);
  }

  /** Cleans up within this process, which waits for nothing. */
  async clean(dryRun = false): Promise<Cleaned> {
    const github = gitHubAt(this.#started().github.url);
    const found = await findPackage(github, imageName);
    if (found === null) throw new Error("there is no package");
    const registry = clientOf(this.registry.url, { rights: "pull" });
    return await clean(
      { package: found, registry, ledgers: ledgersOf(github) },
      {
        ...cleaning,
        since: Date.now() - 30 * day,
        dryRun,
      },
    );
  }

  /** Runs the task; `killed` is called with what ends it. */
  async run(args: readonly string[], started: (kill: () => void) => void = () => undefined): Promise<Ended> {
    const [outputs, summary] = ["outputs", "summary"].map((name) => join(this.#folder, name));
    for (const file of [outputs, summary]) writeFileSync(file!, "");
    const child = spawn(process.execPath, [program, "--declaration", "release.json", ...args], {
      cwd: this.#folder,
      env: {
        PATH: process.env["PATH"],
        GITHUB_API_URL: this.#started().github.url.replace(/\/$/, ""),
        GITHUB_REPOSITORY: "octocat/hello",
        GITHUB_ACTOR: "octocat",
        GH_TOKEN: password,
        REGISTRY_URL: this.registry.url,
        GITHUB_OUTPUT: outputs,
        GITHUB_STEP_SUMMARY: summary,
      },
    });
    started(() => child.kill("SIGKILL"));
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    const [told, shown] = [outputs, summary].map((file) => readFileSync(file!, "utf8"));
    return { code, output: Buffer.concat(chunks).toString("utf8"), outputs: told!, summary: shown! };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#services?.github[Symbol.asyncDispose]();
    await this.#services?.registry[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #started() {
    if (this.#services === null) throw new Error("it is not started");
    return this.#services;
  }

  #meddled(operation: string) {
    this.requests += 1;
    return this.meddle({ operation, count: this.requests });
  }
}
