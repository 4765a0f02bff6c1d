import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildDocuments } from "../../../documents/documents.ts";
import type { Document } from "../../../documents/document.ts";
import type { Plan } from "../../../plan/plan.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../../rehearsal/github/server.ts";
import { rehearseRelease } from "../../../rehearsal/release/rehearse.ts";
import type { ReleaseEvent, ReleaseReport } from "../../../rehearsal/release/report.ts";
import { type ReleaseRequest, releaseFolder } from "../../../rehearsal/release/request.ts";

/** What a stack declares, and what its package is made of. */
export interface Declared {
  readonly plan: Plan;
  /** Content by path. */
  readonly sources: Readonly<Record<string, string>>;
}

/** A folder with a delivered stack and the sources of its package. */
export interface Stack {
  readonly folder: string;
  request(root: string, change?: Partial<ReleaseRequest>): ReleaseRequest;
  /** A root of its own, in which the stack was delivered; `release` is the folder of a release to go on from. */
  root(name: string, release?: string): string;
  remove(): void;
}

/** Makes it, or takes the one that another process made in a folder. */
export async function makeStack(declared: Declared, at: string | null = null): Promise<Stack> {
  const folder = at ?? mkdtempSync(join(tmpdir(), "slipway-rehearsed-"));
  const delivered = join(folder, "delivered");
  if (at === null) await deliver(declared, folder, delivered);
  const request = (root: string, change: Partial<ReleaseRequest> = {}): ReleaseRequest => ({
    stack: "prod",
    plan: declared.plan,
    render: documentsOf,
    cwd: folder,
    root,
    source: join(folder, "sources"),
    version: null,
    fail: null,
    anew: false,
    newRun: false,
    jobs: 2,
    withoutImage: true,
    approve: () => Promise.resolve(true),
    ...change,
  });
  return {
    folder,
    request,
    root(name, release) {
      const root = join(folder, name);
      cpSync(delivered, root, { recursive: true });
      if (release !== undefined) {
        cpSync(release, releaseFolder({ cwd: folder, root, stack: "prod" }).folder, { recursive: true });
      }
      return root;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Rehearses it to its end. */
export async function rehearse(
  request: ReleaseRequest,
  told: (event: ReleaseEvent) => void = () => undefined,
  signal = new AbortController().signal,
): Promise<ReleaseReport> {
  return await rehearseRelease(request, told, signal);
}

/** How each job and leg ended, by key. */
export function ends({ jobs }: ReleaseReport): Readonly<Record<string, string>> {
  return Object.fromEntries(
    jobs.map(({ key, outcome }) => [key, outcome.kind === "ran" ? outcome.result : outcome.kind]),
  );
}

/** What failed, for the message of an assertion. */
export function whatFailed({ jobs, faults }: ReleaseReport): string {
  return [...faults, ...jobs.flatMap(({ key, said }) => said.map((line) => `${key}: ${line}`))].join("\n");
}

/** SHA-256 by name. */
export function hashes({ files }: ReleaseReport): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]));
}

function documentsOf(plan: Plan): readonly Document[] {
  return buildDocuments(plan).documents;
}

async function deliver({ plan, sources }: Declared, folder: string, root: string): Promise<void> {
  const files = join(folder, "files");
  write(files, Object.fromEntries(documentsOf(plan).map(({ path, content }) => [path, content])));
  write(join(folder, "sources"), sources);
  const { owner, name, defaultBranch, visibility } = plan.repository;
  const repository = { owner, name, defaultBranch, visibility, files };
  await seedGitHub(root, { repositories: [repository], users: ["octocat"], teams: [] });
  const github = await startEmulatedGitHub({ root });
  try {
    await putEnvironment(github.url, plan);
  } finally {
    await github.close();
  }
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

async function putEnvironment(url: string, { repository, release }: Plan): Promise<void> {
  const headers = { authorization: "Bearer of-a-person", "content-type": "application/json" };
  const asked = await fetch(`${url}users/octocat`, { headers });
  const { id } = (await asked.json()) as { readonly id: number };
  const put = async (path: string, method: string, body: unknown) => {
    const address = `${url}repos/${repository.owner}/${repository.name}/environments/${path}`;
    const answer = await fetch(address, { method, headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  };
  await put("pypi", "PUT", {
    wait_timer: 0,
    prevent_self_review: true,
    reviewers: [{ type: "User", id }],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  await put("pypi/deployment-branch-policies", "POST", { name: release.tagPattern, type: "tag" });
}
