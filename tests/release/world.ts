import { execFileSync } from "node:child_process";
import type { JsonWebKey } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { buildDocuments } from "../../documents/documents.ts";
import type { Plan } from "../../plan/plan.ts";
import { recordProvenance } from "../../rehearsal/github/attestation/provenance.ts";
import { repositoryFolder } from "../../rehearsal/github/git/repository.ts";
import type { TrustedPublisher } from "../../rehearsal/index/oidc/publishers.ts";
import { recordRun } from "../../rehearsal/github/runs.ts";
import { seedGitHub } from "../../rehearsal/github/seed.ts";
import {
  type EmulatedGitHub,
  type TokenRequest,
  startEmulatedGitHub,
} from "../../rehearsal/github/server.ts";
import { requestOidcToken } from "../../tasks/oidc/token.ts";
import { askAudience, exchangeToken } from "../../tasks/index/token.ts";
import { buildEnvironment, findPython } from "../documents/builds/build-environment.ts";
import { type EmulatedService, startIndex, uploadByTwine } from "../tasks/index/services.ts";
import { type Ground } from "./runner/ground.ts";
import { type Results, type Start, runWorkflow } from "./runner/run.ts";
import { readWorkflow } from "./runner/workflow.ts";

/** The package that is released: its files by path. */
export type Sources = Readonly<Record<string, string>>;

/** A repository with a release's files, a GitHub, an index, and a runner for what is delivered. */
export interface World {
  readonly github: EmulatedGitHub;
  readonly index: EmulatedService;
  /** Steps that are to fail, as `job.step`. */
  readonly failing: Set<string>;
  /** What code of the package does to the run's artifacts before a step, as `job.step`. */
  readonly meddling: Map<string, (artifacts: string) => void>;
  /** What was attested, by its name. */
  readonly attested: readonly Subject[];
  /** Starts a new run of the release, without what earlier ones kept; `again` goes on with the last. */
  release(start?: Start & { readonly again?: boolean }): Promise<Results>;
  /** SHA-256 by name of what the index holds. */
  published(): Promise<Readonly<Record<string, string>>>;
  /** The releases on GitHub, drafts too. */
  releases(): Promise<readonly ReleaseSeen[]>;
  close(): Promise<void>;
}

export interface Subject {
  readonly name: string;
  readonly sha256: string;
}

export interface ReleaseSeen {
  readonly tag_name: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly assets: readonly { readonly name: string; readonly digest: string }[];
}

const token = "ghs_of-a-job";

/** The minor version of CPython that releases are built and tested with here. */
export const pythonHere =
  ["3.13", "3.12", "3.14", "3.11"].find((minor) => findPython(minor) !== null) ?? "3.13";

/** Makes it all, with the sources and what the plan delivers in one commit that bears the tag. */
export async function makeWorld(
  plan: (simpleUrl: string, uploadUrl: string) => Plan,
  sources: Sources,
  tag: string,
): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), "slipway-release-"));
  const hub = join(root, "hub");
  const github = await startEmulatedGitHub({ root: hub });
  const keys = await fetch(`${github.url}_oidc/.well-known/jwks`).then((answer) => answer.json());
  const owner = "octo-org";
  const publishers: TrustedPublisher[] = [];
  const index = await startIndex({
    root: join(root, "index"),
    publishers,
    oidc: {
      issuer: `${github.url}_oidc`,
      audience: "pypi",
      keys: (keys as { keys: JsonWebKey[] }).keys,
    },
  });
  const planned = plan(index.simpleUrl, index.uploadUrl);
  const project = planned.package.name.toLowerCase().replaceAll(/[-_.]+/g, "-");
  const trusted = { owner, repository: "example-pure", workflow: "release.yml", environment: "pypi" };
  publishers.push({ project, ...trusted });
  const files = join(root, "files");
  const { documents } = buildDocuments(planned);
  const delivered = Object.fromEntries(documents.map(({ path, content }) => [path, content]));
  for (const [path, content] of Object.entries({ ...sources, ...delivered })) {
    mkdirSync(dirname(join(files, path)), { recursive: true });
    writeFileSync(join(files, path), content);
  }
  const repository = {
    owner,
    name: "example-pure",
    defaultBranch: "main",
    visibility: "public" as const,
    files,
  };
  await seedGitHub(hub, { repositories: [repository], users: ["octocat"], teams: [] });
  const fullName = `${owner}/${repository.name}`;
  const folder = repositoryFolder(hub, fullName);
  execFileSync("git", ["tag", tag], { cwd: folder });
  const commit = execFileSync("git", ["rev-parse", tag], { cwd: folder, encoding: "utf8" }).trim();
  await recordRun(hub, fullName, {
    workflow: "build.yml",
    event: "push",
    branch: "main",
    commit,
    status: "completed",
    conclusion: "success",
  });
  await putEnvironment(github.url, fullName, planned.environments[0]?.tags[0] ?? "v*");
  const bin = join(root, "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "node"));
  const failing = new Set<string>();
  const attested: Subject[] = [];
  const meddling = new Map<string, (artifacts: string) => void>();
  const ref = `refs/tags/${tag}`;
  const workflow = readWorkflow(delivered[".github/workflows/release.yml"] ?? "");
  let runs = 0;
  let last: Results = {};
  const groundOf = (run: number, attempt: number): Ground => ({
    folder: join(root, "runs", String(run)),
    repository: folder,
    github: {
      repository: fullName,
      repository_owner: owner,
      ref,
      ref_name: tag,
      sha: commit,
      workflow: workflow.name,
      event_name: "push",
      run_id: String(run),
      run_attempt: String(attempt),
      token,
    },
    variables: {
      GITHUB_API_URL: github.url.replace(/\/$/, ""),
      GITHUB_SERVER_URL: "https://github.com",
      NO_PROXY: "127.0.0.1",
    },
    path: [join(import.meta.dirname, "../../rehearsal/github/gh"), bin],
    python: (version, folder) => pythonOf(version, folder),
    legs: (include) => include.filter(({ platform }) => platform === "linux-x86_64"),
    allowTokens: (claims) => github.allowTokens(claims),
    revokeTokens: (request) => github.revokeTokens(request),
    attest: async (subjects) => {
      attested.push(...subjects);
      const bundle = await recordProvenance(hub, fullName, {
        subjects,
        workflow: "release.yml",
        commit,
        ref,
      });
      return `${JSON.stringify(bundle)}\n`;
    },
    publish: (from, request) => publish(from, request, index),
    fails: (job, step) => {
      meddling.get(`${job}.${step}`)?.(join(root, "runs", String(run), "artifacts"));
      return failing.has(`${job}.${step}`);
    },
  });
  return {
    github,
    index,
    failing,
    meddling,
    attested,
    async release({ again = false, ...start } = {}) {
      if (!again) runs += 1;
      const run = await recordRun(hub, fullName, {
        id: 9000 + runs,
        workflow: "release.yml",
        event: "push",
        branch: tag,
        commit,
        status: "in_progress",
        conclusion: null,
        jobs: [],
      });
      last = await runWorkflow(workflow, groundOf(run, 1), again ? { ...start, done: last } : start);
      return last;
    },
    async published() {
      const answer = await fetch(`${index.simpleUrl}${project}/`, {
        headers: { accept: "application/vnd.pypi.simple.v1+json" },
      });
      if (answer.status === 404) return {};
      const page = (await answer.json()) as { files: { filename: string; hashes: { sha256: string } }[] };
      return Object.fromEntries(page.files.map(({ filename, hashes }) => [filename, hashes.sha256]));
    },
    async releases() {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${github.url}repos/${fullName}/releases`, { headers });
      return (await answer.json()) as readonly ReleaseSeen[];
    },
    async close() {
      await index.close();
      await github.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function putEnvironment(url: string, fullName: string, tags: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const octocat = (await fetch(`${url}users/octocat`, { headers }).then((answer) => answer.json())) as {
    id: number;
  };
  const put = (path: string, method: string, body: unknown) =>
    fetch(`${url}repos/${fullName}/environments/${path}`, { method, headers, body: JSON.stringify(body) });
  await put("pypi", "PUT", {
    wait_timer: 0,
    prevent_self_review: true,
    reviewers: [{ type: "User", id: octocat.id }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  await put("pypi/deployment-branch-policies", "POST", { name: tags, type: "tag" });
}

/** An exact version is the build's own, with its tools installed already; another is a fresh one. */
async function pythonOf(version: string, folder: string): Promise<string> {
  const minor = version.split(".").slice(0, 2).join(".");
  const python = findPython(minor);
  if (python === null) throw new Error(`no Python ${minor} on this machine`);
  if (version !== minor) return (await buildEnvironment(python)).bin;
  execFileSync(python, ["-m", "venv", folder], { stdio: "pipe" });
  return join(folder, "bin");
}

async function publish(from: string, request: TokenRequest, index: EmulatedService): Promise<string> {
  const options = { place: "the index" };
  const audience = await askAudience(index.simpleUrl, options);
  const oidc = await requestOidcToken(
    { url: request.ACTIONS_ID_TOKEN_REQUEST_URL, token: request.ACTIONS_ID_TOKEN_REQUEST_TOKEN },
    audience,
    {},
  );
  const minted = await exchangeToken(index.simpleUrl, oidc, options);
  if (minted.token === null) throw new Error(minted.errors.map(({ code }) => code).join());
  const files = readdirSync(from).map((name) => join(from, name));
  const ended = await uploadByTwine({ ...index, username: "__token__", password: minted.token }, files);
  if (ended.code !== 0) throw new Error(ended.output);
  return `${files.map((file) => basename(file)).join("\n")}\n`;
}
