import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { slipway, slipwayJson } from "./command-line.ts";
import { createRealProject, passphrase } from "./real-project.ts";
import type { RealProject } from "./real-project.ts";
import { stackFile } from "./rehearsal-project.ts";

const build = ".github/workflows/build.yml";

describe("a stack with real accounts, from up to destroy", function () {
  this.timeout(180_000);
  let project: RealProject;
  before(async () => {
    project = await createRealProject();
    await project.writeStack(stackFile());
  });
  after(() => project[Symbol.asyncDispose]());

  const surroundings = (more: Record<string, string | undefined> = {}) => ({
    cwd: project.folder,
    env: { ...project.env, ...more },
  });
  const run = (command: string, ...more: string[]) =>
    slipway([command, "--stack", "test", ...more], surroundings());
  const json = (command: string, ...more: string[]) =>
    slipwayJson([command, "--stack", "test", ...more], surroundings());

  it("says how to make a stack that the backend does not have, with pulumi's exit code", async () => {
    const { code, stderr } = await run("preview");
    assert.equal(code, 6);
    assert.match(stderr, /^error: stack test: does not exist in the backend yet; .*`pulumi stack init test`/);
    assert.match(stderr, /the engine said: no stack named 'test' found/);
  });

  it("says that the passphrase is missing, and what to set", async () => {
    await project.pulumi("stack", "init", "test");
    const { code, stderr } = await slipway(
      ["preview", "--stack", "test"],
      surroundings({ PULUMI_CONFIG_PASSPHRASE: undefined }),
    );
    assert.notEqual(code, 0);
    assert.match(stderr, /^error: stack test: has secrets that a passphrase encrypts, and .*; set PULUMI_/m);
  });

  it("shows what it would change, and changes nothing", async () => {
    const { code, stdout, stderr } = await run("preview");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^What `up` would change in test\n/);
    assert.match(stdout, /Resources: \d+ to create/);
    assert.deepEqual(await project.github("GET", "/pulls"), []);
  });

  it("asks before it changes anything; where nobody can answer it does nothing", async () => {
    const up = await run("up");
    assert.equal(up.code, 2);
    assert.match(
      up.stderr,
      /^error: up: asks before it changes anything, .*; add `--yes`, once you have seen/,
    );
    const { code, faults } = await json("up");
    assert.equal(code, 2);
    assert.equal(faults[0]?.place, "--json");
    assert.deepEqual(await project.github("GET", "/pulls"), []);
  });

  it("delivers by a pull request, and says where it waits", async () => {
    const { code, stdout, stderr } = await run("up", "--yes");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^What `up` would change in test\n[^]*\nUpdated test\n/);
    assert.match(stdout, /\nThe files wait in http\S+octo\/pkg\/pull\/1 to be merged\.\n$/);
    for (const secret of [passphrase, project.env["GITHUB_TOKEN"] ?? ""]) {
      assert.ok(!(stdout + stderr).includes(secret));
    }
    assert.ok(!existsSync(join(project.repository, build)));
  });

  it("changes nothing the second time, and exits with 7 where a change was not expected", async () => {
    assert.equal((await run("preview", "--expect-no-changes")).code, 0);
    await project.writeStack((await readStack()).replace('["3.13"]', '["3.12", "3.13"]'));
    const { code, changes, files } = await json("preview", "--expect-no-changes");
    assert.equal(code, 7);
    assert.equal(changes.update, 1);
    assert.ok(files.some(({ path, diff }) => path === build && diff.includes("+") && diff.includes("3.12")));
  });

  it("prints one object with --json, in which the delivery stands", async () => {
    const { code, command, resources, changes } = await json("up", "--yes");
    assert.deepEqual([code, command, changes.update], [0, "up", 1]);
    const delivery = resources.find(({ type }) => type === "slipway:index:Delivery")?.delivery;
    assert.equal(delivery?.status, "waiting");
    assert.equal(delivery.branch, "slipway/test");
  });

  it("finds what was changed by hand, and takes it into the state once told to", async () => {
    await project.github("PUT", "/pulls/1/merge");
    await project.github("DELETE", "/immutable-releases");
    assert.equal((await run("refresh")).code, 2);
    const { code, stdout } = await run("refresh", "--yes", "--expect-no-changes");
    assert.equal(code, 7);
    assert.match(stdout, /~ drift {2}pkg-settings-immutable-releases/);
    assert.match(stdout, /Resources: 1 changed by hand|1 deleted by hand/);
  });

  it("finds nothing to recover from where nothing was killed", async () => {
    const { code, stdout } = await run("recover");
    assert.deepEqual([code, stdout], [0, "Nothing was left behind in test.\n"]);
    assert.equal((await json("recover")).result, "succeeded");
  });

  it("destroys nothing under another name, nor by --yes", async () => {
    const misnamed = await run("destroy", "--confirm", "tset");
    assert.equal(misnamed.code, 2);
    assert.match(misnamed.stderr, /^error: --confirm tset: is not the stack .*nothing was done/);
    const { code, stderr } = await run("destroy", "--yes");
    assert.equal(code, 2);
    assert.match(stderr, /^error: --yes: .*`--confirm test`/);
    assert.ok(existsSync(join(project.repository, build)));
  });

  it("destroys what is confirmed by its name, and says what stays", async () => {
    const { code, stdout, stderr } = await run("destroy", "--confirm", "test");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^What `destroy` would take away from test\n[^]*\nDestroyed test\n/);
    assert.match(
      stdout,
      /removed by a pull request from the branch slipway\/test: they stay until it is merged/,
    );
    assert.match(stdout, /What stays of octo\/pkg:\n[^]*trusted publisher/);
    const pulls = (await project.github("GET", "/pulls")) as readonly unknown[];
    assert.equal(pulls.length, 1);
  });

  const readStack = () => readFile(join(project.folder, "Pulumi.test.yaml"), "utf8");
});
