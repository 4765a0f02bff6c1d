import { execFileSync } from "node:child_process";
import type { JsonWebKey } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { buildDocuments } from "../../documents/documents.ts";
import type { Plan } from "../../plan/plan.ts";
import { recordProvenance } from "../../rehearsal/github/attestation/provenance.ts";
import { repositoryFolder } from "../../rehearsal/github/git/repository.ts";
import type { EmulatedRegistry } from "../../rehearsal/registry/server.ts";
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
import type { AttestedImage, Ground } from "./runner/ground.ts";
import { type Results, type Start, runWorkflow } from "./runner/run.ts";
import { type Workflow, readWorkflow } from "./runner/workflow.ts";

/** The package that is released: its files by path. */
export type Sources = Readonly<Record<string, string>>;

/** What starts a workflow. */
export interface Event extends Start {
  readonly name: "push" | "workflow_dispatch" | "schedule";
  /** `refs/heads/main`, `refs/tags/v1.0` */
  readonly ref: string;
}

/** What a world is made with. */
export interface WorldOptions {
  /** Where images are pushed to. @default none */
  readonly registry?: EmulatedRegistry;
  /** Variables that every step of a job gets. @default none */
  readonly variables?: (job: string) => Readonly<Record<string, string>>;
  /** What becomes of a step instead of what would. @default nothing */
  readonly instead?: Ground["instead"];
  /** Told of each image that is attested. @default nothing is */
  readonly attestImage?: (image: AttestedImage) => Promise<void>;
}

/** A repository with a release's files, a GitHub, an index, and a runner for what is delivered. */
export interface World {
  readonly github: EmulatedGitHub;
  /** Of the repository, on the emulated GitHub. */
  readonly fullName: string;
  readonly index: EmulatedService;
  /** What code of the package does to the run's artifacts before a step, as `job.step`. */
  readonly meddling: Map<string, (artifacts: string) => void>;
  /** Names the default branch's commit by a tag, as once its build has passed. */
  tag(name: string): Promise<void>;
  /** Runs a delivered workflow, by its file's name. */
  run(workflow: string, event: Event): Promise<Results>;
  /** A file of the default branch. */
  show(path: string): string;
  /** Merges the open pull request of a branch; answers its files by name. */
  merge(branch: string): Promise<readonly string[]>;
  /** Starts a new run of the release, without what earlier ones kept; `again` goes on with the last. */
  release(start?: Start & { readonly again?: boolean }): Promise<Results>;
  /** The releases on GitHub, drafts too. */
  releases(): Promise<readonly ReleaseSeen[]>;
  close(): Promise<void>;
}

export interface ReleaseSeen {
  readonly tag_name: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly assets: readonly { readonly id: number; readonly name: string; readonly digest: string }[];
}

/** What every job has as its token. */
export const token = "ghs_of-a-job";

/** The minor version of CPython that releases are built and tested with here. */
export const pythonHere =
  ["3.13", "3.12", "3.14", "3.11"].find((minor) => findPython(minor) !== null) ?? "3.13";

/** Makes it all, with the sources and what the plan delivers in one commit. */
export async function makeWorld(
  plan: (simpleUrl: string, uploadUrl: string) => Plan,
  sources: Sources,
  options: WorldOptions = {},
): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), "slipway-release-"));
  const hub = join(root, "hub");
  const packages = options.registry?.packages;
  const github = await startEmulatedGitHub({ root: hub, ...(packages !== undefined && { packages }) });
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
  const git = (...args: readonly string[]) =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  await putEnvironment(github.url, fullName, planned.environments[0]?.tags[0] ?? "v*");
  const bin = join(root, "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "node"));
  const meddling = new Map<string, (artifacts: string) => void>();
  let tagged = "";
  let runs = 0;
  let last: Results = {};
  const groundOf = ({ run, file, workflow, event, commit }: Running): Ground => ({
    folder: join(root, "runs", String(run)),
    repository: folder,
    github: {
      repository: fullName,
      repository_owner: owner,
      actor: "octocat",
      ref: event.ref,
      ref_name: shortRef(event.ref),
      sha: commit,
      workflow: workflow.name,
      workflow_ref: `${fullName}/.github/workflows/${file}@${event.ref}`,
      event_name: event.name,
      run_id: String(run),
      run_attempt: "1",
      token,
    },
    variables: (job) => ({
      GITHUB_API_URL: github.url.replace(/\/$/, ""),
      GITHUB_SERVER_URL: "https://github.com",
      NO_PROXY: "127.0.0.1",
      ...(options.registry !== undefined && { REGISTRY_URL: options.registry.url }),
      ...options.variables?.(job),
    }),
    path: [join(import.meta.dirname, "../../rehearsal/github/gh"), bin],
    python: (version, folder) => pythonOf(version, folder),
    legs: (include) =>
      include.filter(({ platform }) => platform === "linux-x86_64" || platform?.startsWith("linux/")),
    allowTokens: (claims) => github.allowTokens(claims),
    revokeTokens: (request) => github.revokeTokens(request),
    attest: async (subjects) => {
      const bundle = await recordProvenance(hub, fullName, {
        subjects,
        workflow: file,
        commit,
        ref: event.ref,
      });
      return `${JSON.stringify(bundle)}\n`;
    },
    attestImage: async (image) => {
      await options.attestImage?.(image);
      const subjects = [{ name: image.name, sha256: image.digest.replace("sha256:", "") }];
      // What it is made of is not asked for by any task.
      if (image.sbom !== null) return "{}\n";
      const bundle = await recordProvenance(hub, fullName, {
        subjects,
        workflow: file,
        commit,
        ref: event.ref,
      });
      return `${JSON.stringify(bundle)}\n`;
    },
    publish: (from, request) => publish(from, request, index),
    instead: async (at, runner) => {
      meddling.get(at.name)?.(join(root, "runs", String(run), "artifacts"));
      return (await options.instead?.(at, runner)) ?? null;
    },
  });
  const runDelivered = async (file: string, { name, ref, ...start }: Event): Promise<Results> => {
    const commit = git("rev-parse", `${ref}^{commit}`);
    const run = await recordRun(hub, fullName, {
      id: 9000 + runs,
      workflow: file,
      event: name,
      branch: shortRef(ref),
      commit,
      status: "in_progress",
      conclusion: null,
      jobs: [],
    });
    const workflow = readWorkflow(delivered[`.github/workflows/${file}`] ?? "");
    return await runWorkflow(
      workflow,
      groundOf({ run, file, workflow, event: { name, ref }, commit }),
      start,
    );
  };
  const ask = async (path: string, method = "GET"): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${github.url}repos/${fullName}/${path}`, { method, headers });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  };
  return {
    github,
    fullName,
    index,
    meddling,
    async tag(name) {
      git("tag", name, "main");
      tagged = name;
      await recordRun(hub, fullName, {
        workflow: "build.yml",
        event: "push",
        branch: "main",
        commit: git("rev-parse", "main"),
        status: "completed",
        conclusion: "success",
      });
    },
    async run(workflow, event) {
      runs += 1;
      return await runDelivered(workflow, event);
    },
    show: (path) => git("show", `main:${path}`),
    async merge(branch) {
      const pulls = (await ask(`pulls?state=open&head=${owner}:${branch}`)) as readonly { number: number }[];
      if (pulls.length !== 1) throw new Error(`${branch} has ${pulls.length} open pull requests`);
      const path = `pulls/${pulls[0]?.number ?? 0}`;
      const files = (await ask(`${path}/files`)) as readonly { filename: string }[];
      await ask(`${path}/merge`, "PUT");
      return files.map(({ filename }) => filename).sort();
    },
    async release({ again = false, ...start } = {}) {
      if (!again) runs += 1;
      const event = { name: "push", ref: `refs/tags/${tagged}` } as const;
      last = await runDelivered("release.yml", { ...start, ...event, ...(again && { done: last }) });
      return last;
    },
    async releases() {
      return (await ask("releases")) as readonly ReleaseSeen[];
    },
    async close() {
      await index.close();
      await github.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A run of a delivered workflow. */
interface Running {
  readonly run: number;
  readonly file: string;
  readonly workflow: Workflow;
  readonly event: Pick<Event, "name" | "ref">;
  readonly commit: string;
}

function shortRef(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags)\//, "");
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
