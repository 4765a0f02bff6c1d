import { spawn } from "node:child_process";
import type { JsonWebKey } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { recordProvenance } from "../../../rehearsal/github/attestation/provenance.ts";
import { recordRun } from "../../../rehearsal/github/runs.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import {
  type EmulatedGitHub,
  type JobClaims,
  startEmulatedGitHub,
} from "../../../rehearsal/github/server.ts";
import type { Records } from "../../../rehearsal/github/store/records.ts";
import {
  type EmulatedIndex,
  type EmulatedIndexOptions,
  startEmulatedIndex,
} from "../../../rehearsal/index/server.ts";
import type { Declaration } from "../../../tasks/declaration/declaration.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { git, workTree } from "../../rehearsal/github/on-disk.ts";
import { noChannels } from "../no-channels.ts";

const project = join(import.meta.dirname, "../../..");
const fullName = "acme/pkg";
const indexToken = "pypi-for-tests";
export const sdist = { name: "pkg-1.2.0.tar.gz", content: gzipSync("the sdist") };

/** How a task ended. */
export interface Ended {
  readonly code: number | null;
  /** Both outputs. */
  readonly output: string;
  readonly outputs: string;
  readonly summary: string;
}

/** What a test may set. */
export interface WorldOptions {
  readonly index?: Partial<EmulatedIndexOptions>;
  readonly declaration?: Partial<Pick<Declaration, "indexes">>;
}

/** A release about to begin: tag v1.2.0 of a sound repository, its checkout, GitHub and an index, all on this machine. */
export class World implements AsyncDisposable {
  readonly root: string;
  readonly github: EmulatedGitHub;
  readonly index: EmulatedIndex;
  readonly checkout: string;
  /** Of the tag v1.2.0. */
  readonly commit: string;
  readonly remote: string;

  private constructor(root: string, github: EmulatedGitHub, index: EmulatedIndex) {
    this.root = root;
    this.github = github;
    this.index = index;
    this.checkout = join(root, "checkout");
    this.remote = workTree(root, fullName);
    this.write("pyproject.toml", '[project]\nname = "pkg"\nversion = "1.2.0"\n');
    this.write("CHANGELOG.md", "# Changes\n\n## 1.2.0\n\n- Second.\n");
    this.write(".github/workflows/build.yml", "on: push\n");
    this.commit = this.commitAll("Release 1.2.0");
    git(this.remote, "tag", "--annotate", "--message", "1.2.0", "v1.2.0");
    git(this.remote, "tag", "v1.1.0", "HEAD~1");
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    const root = mkdtempSync(join(tmpdir(), "slipway-preflight-"));
    const pkg = { owner: "acme", name: "pkg", defaultBranch: "main", visibility: "public" } as const;
    await seedGitHub(root, { repositories: [pkg], users: ["mona"], teams: [] });
    const github = await startEmulatedGitHub({ root });
    const keys = await fetch(`${github.url}_oidc/.well-known/jwks`);
    const index = await startEmulatedIndex({
      root: join(root, "index"),
      tokens: [{ secret: indexToken }],
      oidc: { issuer: `${github.url}_oidc`, keys: ((await keys.json()) as { keys: JsonWebKey[] }).keys },
      ...options.index,
    });
    const world = new World(root, github, index);
    await world.makeEnvironment();
    await world.built("success");
    world.take(options.declaration);
    return world;
  }

  /** Writes a file into the repository; the next commit has it. */
  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.remote, file)), { recursive: true });
    writeFileSync(join(this.remote, file), text);
  }

  commitAll(message: string): string {
    git(this.remote, "add", "--all");
    git(this.remote, "commit", "--quiet", "--allow-empty", "--message", message);
    return git(this.remote, "rev-parse", "HEAD");
  }

  /** Checks the repository out anew, as it is. */
  take(declaration: Partial<Declaration> = {}): void {
    rmSync(this.checkout, { recursive: true, force: true });
    git(this.root, "clone", "--quiet", this.remote, this.checkout);
    mkdirSync(join(this.checkout, ".github/slipway"), { recursive: true });
    const file = join(this.checkout, ".github/slipway/release.json");
    writeFileSync(file, JSON.stringify({ ...declared, ...declaration }));
  }

  /** Tells how the branch's build of a commit ended; null: it goes on. */
  async built(conclusion: string | null, commit = this.commit): Promise<number> {
    const status = conclusion === null ? "in_progress" : "completed";
    const run = { workflow: "build.yml", event: "push", branch: "main", commit, status, conclusion };
    return recordRun(this.root, fullName, run);
  }

  /** Lets the release's workflow have attested a file. */
  async attest({ name, content }: typeof sdist, commit = this.commit): Promise<void> {
    const subjects = [{ name, sha256: sha256Of(content) }];
    const by = { subjects, workflow: "release.yml", commit, ref: "refs/tags/v1.2.0" };
    await recordProvenance(this.root, fullName, by);
  }

  /** Puts a file onto the index as a person does. */
  async upload({ name, content }: typeof sdist): Promise<void> {
    const form = new FormData();
    const fields = { ":action": "file_upload", filetype: "sdist", metadata_version: "2.1", name: "pkg" };
    for (const [key, value] of Object.entries({ ...fields, version: "1.2.0" })) form.set(key, value);
    form.set("sha256_digest", sha256Of(content));
    form.set("content", new File([content], name));
    const authorization = `Basic ${Buffer.from(`__token__:${indexToken}`).toString("base64")}`;
    const answer = await fetch(this.index.uploadUrl, {
      method: "POST",
      body: form,
      headers: { authorization },
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  }

  /** What a job of the release's workflow claims. */
  claims(more: Partial<JobClaims> = {}): JobClaims {
    const ref = "refs/tags/v1.2.0";
    return {
      ...{ repository: fullName, repository_id: "1", repository_owner: "acme", repository_owner_id: "2" },
      ...{ repository_visibility: "public", ref, sha: this.commit, workflow: "Release", event_name: "push" },
      ...{ run_id: "1", run_attempt: "1", actor: "mona" },
      workflow_ref: `${fullName}/.github/workflows/release.yml@${ref}`,
      ...more,
    };
  }

  /** Runs a task in the checkout as a job does. */
  async run(
    task: string,
    variables: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Promise<Ended> {
    const [outputs, summary] = [join(this.root, "outputs"), join(this.root, "summary")];
    for (const file of [outputs, summary]) writeFileSync(file, "");
    const env = {
      PATH: [join(project, "rehearsal/github/gh"), process.env["PATH"]].join(delimiter),
      ...{ GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary, GITHUB_ACTIONS: "true" },
      ...{ GITHUB_REF: "refs/tags/v1.2.0", GITHUB_SHA: this.commit, GITHUB_REPOSITORY: fullName },
      ...{
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_API_URL: this.github.url.replace(/\/$/, ""),
        GH_TOKEN: "ghs_secret",
      },
      PYPI_SIMPLE_URL: this.index.simpleUrl,
      ...this.github.allowTokens(this.claims()),
      ...variables,
    };
    const program = join(project, "tasks", `${task}.ts`);
    const child = spawn(process.execPath, [program, ...args], { cwd: this.checkout, env });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    const [code] = (await once(child, "close")) as [number | null];
    const output = Buffer.concat(chunks).toString("utf8");
    return { code, output, outputs: readFileSync(outputs, "utf8"), summary: readFileSync(summary, "utf8") };
  }

  /** Makes the environment as it is declared, by GitHub's own API. */
  async makeEnvironment(): Promise<void> {
    const records = JSON.parse(readFileSync(join(this.root, "github.json"), "utf8")) as Records;
    const policy = { protected_branches: false, custom_branch_policies: true };
    const reviewers = [{ type: "User", id: records.accounts["mona"]?.id }];
    const path = `repos/${fullName}/environments/pypi`;
    await this.call("PUT", path, { reviewers, prevent_self_review: true, deployment_branch_policy: policy });
    await this.call("POST", `${path}/deployment-branch-policies`, { name: "v*", type: "tag" });
  }

  async call(method: string, path: string, body?: unknown): Promise<void> {
    const headers = { authorization: "Bearer ghp_admin", "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${this.github.url}${path}`, { method, headers, ...sent });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.github.close();
    await this.index.close();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}

const declared: Declaration = {
  package: {
    ...{ name: "pkg", distribution: "pkg", importName: "pkg", kind: "pure", folder: "." },
    ...{ versionFile: "pyproject.toml", versionModules: [], changelog: "CHANGELOG.md" },
    ...{ pythons: ["3.13"], platforms: ["linux-x86_64"] },
  },
  repository: { owner: "acme", name: "pkg", defaultBranch: "main" },
  release: {
    ...{ tagPrefix: "v", workflow: "release.yml", buildWorkflow: "build.yml" },
    ...{ attestations: true, secondBuild: "gate", githubRelease: true },
  },
  ...noChannels,
  indexes: [
    {
      ...{ name: "pypi", title: "PyPI", simpleUrl: null, uploadUrl: null, trustedPublishing: true },
      environment: { name: "pypi", reviewers: ["mona"], preventSelfReview: true, waitTimer: 0, tags: ["v*"] },
    },
  ],
};
