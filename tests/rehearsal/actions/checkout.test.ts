import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "../../../rehearsal/actions/actions/checkout/checkout.ts";
import { runProgram } from "../../../rehearsal/actions/step/run-program.ts";
import { git } from "../github/on-disk.ts";
import { type OnGitHub, startOnGitHub } from "./on-github.ts";
import type { TestJob } from "./step-of.ts";

const action = ["actions/checkout", checkout] as const;
const reading = { contents: "read" };

/** Asks the server, which this very process is, as a later step would. */
function asking({ workspace }: TestJob, ...command: string[]): Promise<string> {
  const variables = { GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return runProgram("git", command, { folder: workspace, variables });
}

describe("the stand-in of actions/checkout", () => {
  let world: OnGitHub;
  before(async () => {
    world = await startOnGitHub();
  });
  after(() => world[Symbol.asyncDispose]());

  const onMain = () => world.open(reading, { GITHUB_REF: "refs/heads/main", GITHUB_SHA: world.newer });
  const lines = (job: TestJob, ...command: string[]) =>
    git(job.workspace, ...command)
      .split("\n")
      .filter((line) => line !== "");

  it("fetches the run's commit alone, in place of what lay in the workspace", async () => {
    using job = world.open(reading);
    writeFileSync(join(job.workspace, "left"), "");
    const outputs = await job.use(action, { "persist-credentials": "false" });
    assert.deepEqual(outputs, { ref: "refs/tags/v1", commit: world.older });
    assert.deepEqual(lines(job, "log", "--format=%H"), [world.older]);
    assert.ok(!readdirSync(job.workspace).includes("left"));
    assert.deepEqual(lines(job, "remote", "get-url", "--all", "origin").length, 1);
  });

  it("leaves no token behind where it is not to persist, and one that fetches where it is", async () => {
    using without = onMain();
    await without.use(action, { "persist-credentials": "false" });
    const config = readFileSync(join(without.workspace, ".git", "config"), "utf8");
    assert.ok(!/extraheader|basic/i.test(config));
    await assert.rejects(asking(without, "fetch", "origin"));
    using job = onMain();
    await job.use(action, {});
    await asking(job, "fetch", "--quiet", "origin", "old");
    assert.deepEqual(lines(job, "rev-parse", "FETCH_HEAD"), [world.older]);
  });

  it("fetches all branches and tags, annotated ones as they are, where all history is asked for", async () => {
    using job = world.open(reading);
    await job.use(action, { "fetch-depth": "0", "persist-credentials": "false" });
    assert.deepEqual(lines(job, "for-each-ref", "--format=%(refname) %(objecttype)"), [
      "refs/remotes/origin/main commit",
      "refs/remotes/origin/old commit",
      "refs/tags/v1 tag",
    ]);
    assert.equal(lines(job, "rev-parse", "HEAD")[0], world.older);
  });

  it("is on the branch of a run that a branch began, at the run's commit though the branch has gone on", async () => {
    using job = world.open(reading, { GITHUB_REF: "refs/heads/main", GITHUB_SHA: world.older });
    for (const depth of ["1", "0"]) {
      const { commit } = await job.use(action, { "fetch-depth": depth, "persist-credentials": "false" });
      assert.equal(commit, world.older);
      assert.deepEqual(lines(job, "branch", "--show-current"), ["main"]);
    }
  });

  it("takes a branch, a tag or a commit by its name, into a folder of the workspace", async () => {
    using job = onMain();
    for (const [ref, commit] of [
      ["old", world.older],
      ["refs/tags/v1", world.older],
      [world.newer, world.newer],
    ]) {
      const outputs = await job.use(action, { ref: ref!, path: "there" });
      assert.equal(outputs["commit"], commit);
    }
    assert.deepEqual(readdirSync(job.workspace), ["there"]);
    await assert.rejects(job.use(action, { ref: "none" }), {
      message: "A branch or tag with the name 'none' could not be found",
    });
    await assert.rejects(job.use(action, { path: "../beside" }), /is not under/);
  });

  it("fails where the job may not read the contents", async () => {
    using job = world.open({ actions: "read" });
    await assert.rejects(job.use(action, {}), /403|not found/);
  });

  it("refuses what it can't do, rather than to pass without having done it", async () => {
    using job = onMain();
    mkdirSync(join(job.workspace, "kept"));
    await assert.rejects(job.use(action, { submodules: "recursive", lfs: "true" }), {
      message: "The input lfs can't be rehearsed\nThe input submodules can't be rehearsed",
    });
  });
});
