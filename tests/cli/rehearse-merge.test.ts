import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedGitHub } from "../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../rehearsal/github/server.ts";
import { slipway } from "./command-line.ts";
import { createProject, stackFile } from "./rehearsal-project.ts";
import type { RehearsalProject } from "./rehearsal-project.ts";

/** A project whose stack proposes one file, as an update leaves it: without the engine, which takes seconds. */
async function proposing(branch = "slipway/test", more = ""): Promise<RehearsalProject> {
  const project = createProject();
  project.writeStack(stackFile(more));
  const root = join(project.folder, ".slipway");
  const repository = { owner: "octo", name: "pkg", defaultBranch: "main", visibility: "public" } as const;
  await seedGitHub(root, { repositories: [repository], users: [], teams: [] });
  const github = await startEmulatedGitHub({ root });
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { Authorization: "Bearer test" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${github.url}repos/octo/pkg${path}`, { method, headers, ...sent });
    return (await response.json()) as { readonly object: { readonly sha: string } };
  };
  const { object } = await ask("GET", "/git/ref/heads/main");
  await ask("POST", "/git/refs", { ref: `refs/heads/${branch}`, sha: object.sha });
  const content = Buffer.from("on: push\n").toString("base64");
  await ask("PUT", "/contents/build.yml", { message: "Deliver", content, branch });
  await ask("POST", "/pulls", { title: "Deliver the pipeline", head: branch, base: "main" });
  await github.close();
  return project;
}

async function run({ folder }: RehearsalProject, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await slipway(["rehearse", ...args, "--stack", "test"], { cwd: folder });
  return `${code} ${stdout}${stderr}`;
}

function log({ repository }: RehearsalProject): string {
  return execFileSync("git", ["log", "--format=%s", "main"], { cwd: repository, encoding: "utf8" });
}

describe("what a rehearsed stack proposes", function () {
  this.timeout(60_000);
  let project: RehearsalProject;
  afterEach(() => project.remove());

  it("is merged, which says what was, and is not there to be merged again", async () => {
    project = await proposing();
    assert.match(
      await run(project, "merge"),
      /^0 Merged pull request 1 of octo\/pkg \("Deliver the pipeline"\) into main with a merge commit: [0-9a-f]{7}\.\n$/,
    );
    assert.ok(existsSync(join(project.repository, "build.yml")));
    assert.equal(
      await run(project, "merge"),
      "1 error: octo/pkg: has no open pull request from slipway/test, the branch of stack test; what was merged is there already, and what was closed is proposed again with the next change of the stack: npm run rehearse -- up --stack test\n",
    );
  });

  it("is squashed or rebased where that is asked for, from the branch that the stack names", async () => {
    project = await proposing("ours", "  slipway:delivery:\n    branch: ours\n");
    assert.match(await run(project, "merge", "--squash"), /^0 Merged .* squashed into one commit/);
    assert.equal(log(project), "Deliver (#1)\nInitial commit\n");
    project.remove();
    project = await proposing();
    assert.match(await run(project, "merge", "--rebase"), /^0 Merged .* rebased/);
    assert.equal(log(project), "Deliver\nInitial commit\n");
    assert.match(
      await run(project, "merge", "--squash", "--rebase"),
      /^2 error: option .* cannot be used with/,
    );
  });

  it("is not merged where both changed the same, which is said as such", async () => {
    project = await proposing();
    writeFileSync(join(project.repository, "build.yml"), "on: pull_request\n");
    assert.equal(
      await run(project, "merge"),
      "1 error: pull request 1 of octo/pkg: can't be merged: slipway/test and main change the same lines; let it be made anew: npm run rehearse -- up --stack test\n",
    );
    assert.equal(readFileSync(join(project.repository, "build.yml"), "utf8"), "on: pull_request\n");
  });

  it("is closed", async () => {
    project = await proposing();
    assert.equal(
      await run(project, "close"),
      '0 Closed pull request 1 of octo/pkg ("Deliver the pipeline") without merging it; its branch slipway/test stays.\n',
    );
    assert.match(await run(project, "close"), /^1 error: octo\/pkg: has no open pull request/);
  });

  it("is nothing before the first update", async () => {
    project = createProject();
    project.writeStack(stackFile());
    assert.match(
      await run(project, "merge"),
      /^1 error: octo\/pkg: has no open pull request from slipway\/test/,
    );
    assert.ok(!existsSync(project.repository), "asking makes no repository");
  });
});
