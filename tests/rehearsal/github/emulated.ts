import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedGitHub, type Seed } from "../../../rehearsal/github/seed.ts";
import {
  startEmulatedGitHub,
  type EmulatedGitHub,
  type EmulatedGitHubOptions,
  type JobClaims,
  type TokenRequest,
  type TokenRules,
} from "../../../rehearsal/github/server.ts";
import type { Records } from "../../../rehearsal/github/store/records.ts";
import { CheckedClient } from "./checked-client.ts";
import { git, workTree } from "./on-disk.ts";

/** A repository without a commit, as the service makes one that nobody asked to begin. */
export function emptyRepository(root: string, fullName: string): void {
  const folder = workTree(root, fullName);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  git(folder, "init", "--quiet", "--initial-branch=main");
}

/** A repository that is public, and one that is not, as accounts have them before Slipway. */
export const seed: Seed = {
  repositories: [
    { owner: "octocat", name: "hello", defaultBranch: "main", visibility: "public" },
    { owner: "acme", name: "secret", defaultBranch: "trunk", visibility: "private" },
  ],
  users: ["octocat", "hubot"],
  teams: ["acme/release"],
};

/** An emulated GitHub in a folder of its own, gone when its scope ends. */
export interface Emulated extends AsyncDisposable {
  readonly root: string;
  readonly url: string;
  readonly client: CheckedClient;
  /** What it said beside answers. */
  readonly log: readonly string[];
  /** How often each operation was asked for. */
  requests(): Readonly<Record<string, number>>;
  /** The server that runs now. */
  readonly server: EmulatedGitHub;
  /** Lets a job ask for tokens that say who it is. */
  allowTokens(claims: JobClaims): TokenRequest;
  /** Ends it and starts another on the same folder. */
  restart(): Promise<void>;
}

/** A seeded folder to copy from: four starts of git for each repository, spared in every test but the first. */
let template: Promise<string> | null = null;

async function makeTemplate(): Promise<string> {
  const root = temporaryFolder();
  process.once("exit", () => rmSync(root, { recursive: true, force: true }));
  await seedGitHub(root, seed);
  return root;
}

/** A folder that its user removes. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "emulated-github-"));
}

/** What a test may set of the server itself. */
type Extras = Pick<EmulatedGitHubOptions, "limits" | "intercept" | "packages" | "runners" | "clock">;

/** Starts one with the seed's repositories. */
export async function emulate(token: TokenRules = {}, more: Extras = {}): Promise<Emulated> {
  const root = temporaryFolder();
  cpSync(await (template ??= makeTemplate()), root, { recursive: true, preserveTimestamps: true });
  const log: string[] = [];
  const start = () => startEmulatedGitHub({ root, token, ...more, log: (message) => log.push(message) });
  let github = await start();
  const emulated = {
    root,
    log,
    url: github.url,
    server: github,
    client: new CheckedClient(github.url),
    requests: () => github.requests(),
    allowTokens: (claims: JobClaims) => github.allowTokens(claims),
    async restart() {
      await github.close();
      github = await start();
      emulated.url = github.url;
      emulated.server = github;
      emulated.client = new CheckedClient(github.url);
    },
    async [Symbol.asyncDispose]() {
      await github.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  return emulated;
}

/** What a file's content is in a request. */
export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** Changes the records as a person does: in the file. */
export function changeRecords(root: string, change: (records: Records) => void): void {
  const file = join(root, "github.json");
  const records = JSON.parse(readFileSync(file, "utf8")) as Records;
  change(records);
  writeFileSync(file, JSON.stringify(records));
}
