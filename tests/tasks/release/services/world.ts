import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Intercepted, Interception } from "../../../../rehearsal/github/http/intercept.ts";
import type { Declaration, DeclaredIndex } from "../../../../tasks/declaration/declaration.ts";
import { bundleTask } from "../../../../toolchain/write-tasks.ts";
import { emulate } from "../../../rehearsal/github/emulated.ts";
import { git, workTree } from "../../../rehearsal/github/on-disk.ts";
import { type EmulatedService, startIndex } from "../../index/services.ts";
import { declarationOf } from "../../wheel/declared-package.ts";
import { uploadHalf } from "./half-upload.ts";
import { Programs } from "./programs.ts";

/** Where a job is ended: at one of its requests, or some milliseconds after its program began. */
export interface Moment {
  /** The first that fits from this one on; null: by the time. */
  readonly request: number | null;
  readonly how: "before" | "after" | "half uploaded";
  /** Milliseconds. */
  readonly after: number;
}

/** What is released, and where. */
export interface Release {
  readonly version: string;
  /** On TestPyPI and PyPI, or on PyPI alone. */
  readonly isOnBoth: boolean;
}

const tasks = ["resume", "draft-release", "ledger", "publish-release"] as const;
export type TaskName = (typeof tasks)[number];

/** An emulated GitHub and two emulated indexes, and the tasks as the programs that a runner runs. */
export class Services {
  readonly folder: string;
  readonly programs = new Programs();
  readonly indexes: readonly (EmulatedService & { readonly declared: DeclaredIndex })[];
  readonly github: Awaited<ReturnType<typeof emulate>>;
  readonly commit: string;
  #moment: Moment | null = null;
  #requests = 0;

  private constructor(started: Pick<Services, "folder" | "indexes" | "github" | "commit">) {
    this.folder = started.folder;
    this.indexes = started.indexes;
    this.github = started.github;
    this.commit = started.commit;
  }

  static async start(): Promise<Services> {
    const folder = mkdtempSync(join(tmpdir(), "killed-releases-"));
    let services: Services | null = null;
    const intercept = (request: Pick<Intercepted, "operation" | "method" | "path">) =>
      services === null ? undefined : services.#intercept(request);
    const github = await emulate({}, { intercept });
    const indexes = [];
    for (const [name, title] of [
      ["testpypi", "TestPyPI"],
      ["pypi", "PyPI"],
    ] as const) {
      const service = await startIndex({ intercept });
      indexes.push({ ...service, declared: declared(name, title) });
    }
    const head = await fetch(`${github.url}repos/octocat/hello/git/ref/heads/main`);
    const { object } = (await head.json()) as { readonly object: { readonly sha: string } };
    services = new Services({ folder, indexes, github, commit: object.sha });
    await services.#prepare();
    return services;
  }

  /** From now on the next program is ended there; null: none is. */
  endAt(moment: Moment | null): void {
    this.#moment = moment;
    this.#requests = 0;
  }

  /** Runs a task as the workflow does. */
  task(name: TaskName, args: readonly string[], { version, isOnBoth }: Release) {
    const declaration = ["--declaration", isOnBoth ? "both.json" : "pypi.json"];
    return this.#run([join(this.folder, `${name}.mjs`), ...declaration, ...args], {
      VERSION: version,
      PRERELEASE: "false",
      LATEST: "true",
      GITHUB_REF: `refs/tags/v${version}`,
      GITHUB_SHA: this.commit,
      GITHUB_RUN_ID: "77",
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_REPOSITORY: "octocat/hello",
      GITHUB_API_URL: this.github.url.replace(/\/$/, ""),
      GH_TOKEN: "token",
      TESTPYPI_SIMPLE_URL: this.indexes[0]!.simpleUrl,
      PYPI_SIMPLE_URL: this.indexes[1]!.simpleUrl,
    });
  }

  /** Pushes the release's tag, as a release begins. */
  tag({ version }: Release): void {
    git(workTree(this.github.root, "octocat/hello"), "tag", `v${version}`, this.commit);
  }

  /** In the order of publishing. */
  indexesOf({ isOnBoth }: { readonly isOnBoth: boolean }): Services["indexes"] {
    return isOnBoth ? this.indexes : this.indexes.slice(1);
  }

  upload({ uploadUrl, password }: EmulatedService, files: readonly string[]) {
    return this.#run([join(import.meta.dirname, "upload.ts"), uploadUrl, password, ...files], {});
  }

  attest(sha256: string): void {
    writeFileSync(this.#attested, `${sha256}\n`, { flag: "a" });
  }

  async close(): Promise<void> {
    for (const index of this.indexes) await index.close();
    await this.github[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #attested(): string {
    return join(this.folder, "attested");
  }

  /** The tasks from their sources, a declaration, and a `gh` that knows what was attested. */
  async #prepare(): Promise<void> {
    for (const name of tasks) writeFileSync(join(this.folder, `${name}.mjs`), await bundleTask(name));
    for (const [file, isOnBoth] of [
      ["both.json", true],
      ["pypi.json", false],
    ] as const) {
      const indexes = this.indexesOf({ isOnBoth }).map(({ declared }) => declared);
      const declaration: Declaration = { ...declarationOf(), indexes };
      writeFileSync(join(this.folder, file), JSON.stringify(declaration));
    }
    writeFileSync(this.#attested, "");
    const gh = join(this.folder, "gh");
    const script = [
      "#!/bin/sh",
      'hash=$(sha256sum "$3" | cut -d" " -f1)',
      `if grep -q "^$hash" '${this.#attested}'; then echo '[{}]'; else echo 'Error: no attestations found' >&2; exit 1; fi`,
      "",
    ];
    writeFileSync(gh, script.join("\n"));
    chmodSync(gh, 0o755);
  }

  #run(args: readonly string[], variables: Readonly<Record<string, string>>) {
    const path = [this.folder, process.env["PATH"] ?? ""].join(delimiter);
    const timer = this.#moment?.request === null ? this.#moment.after : undefined;
    const env = { PATH: path, NO_PROXY: "127.0.0.1", ...variables };
    return this.programs.run(args, { cwd: this.folder, env, ...(timer !== undefined && { timer }) });
  }

  async #intercept(
    request: Pick<Intercepted, "operation" | "method" | "path">,
  ): Promise<Extract<Interception, string> | undefined> {
    const moment = this.#moment;
    if (moment?.request == null) return undefined;
    this.#requests += 1;
    if (this.#requests < moment.request || !fits(moment, request)) return undefined;
    this.#moment = null;
    this.programs.kill();
    if (moment.how === "after") return "break after";
    if (moment.how === "half uploaded") await uploadHalf(new URL(request.path, this.github.url), "token");
    return "break before";
  }
}

function declared(name: "pypi" | "testpypi", title: string): DeclaredIndex {
  return { name, title, simpleUrl: null, uploadUrl: null, trustedPublishing: true, environment: null };
}

/** Half of a file is left by an upload alone, and something is done by requests that write. */
function fits({ how }: Moment, { method, path }: Pick<Intercepted, "method" | "path">): boolean {
  if (how === "half uploaded") return method === "POST" && /\/releases\/\d+\/assets/.test(path);
  return how === "before" || method !== "GET";
}
