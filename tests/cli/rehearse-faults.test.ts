import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { slipway, slipwayJson } from "./command-line.ts";
import { createProject, stackFile } from "./rehearsal-project.ts";
import type { RehearsalProject } from "./rehearsal-project.ts";

describe("a rehearsal that can't be", function () {
  this.timeout(120_000);
  let project: RehearsalProject;
  before(() => (project = createProject()));
  after(() => project.remove());
  beforeEach(() => project.writeStack(stackFile()));

  const run = (...args: string[]) => slipway(args, { cwd: project.folder });

  it("names the nearest command, with exit code 2", async () => {
    const { code, stderr } = await run("rehearse", "prewiev");
    assert.equal(code, 2);
    assert.match(stderr, /unknown command 'prewiev'\s+\(Did you mean preview\?\)/);
  });

  it("names the nearest option, with exit code 2", async () => {
    const { code, stderr } = await run("rehearse", "up", "--stak", "test");
    assert.equal(code, 2);
    assert.match(stderr, /unknown option '--stak'\s+\(Did you mean --stack\?\)/);
  });

  it("names the stacks there are", async () => {
    assert.match((await run("rehearse", "up")).stderr, /--stack: is missing; name one: --stack test/);
    const { code, stderr } = await run("rehearse", "up", "--stack", "tets");
    assert.equal(code, 1);
    assert.equal(
      stderr,
      'error: --stack tets: is not a stack of this project, which has: test; did you mean "test"?, or write Pulumi.tets.yaml\n',
    );
  });

  it("says every fault of the configuration at once, and writes nothing", async () => {
    project.writeStack(stackFile("  slipway:chanels: {}\n").replace("testpypi", "pypy"));
    const { code, stderr, stdout } = await run("rehearse", "up", "--stack", "test");
    assert.equal(code, 1);
    assert.match(stderr, /^error: slipway:index\.name: .*did you mean "pypi"\?$/m);
    assert.match(stderr, /^error: slipway:chanels: .*did you mean "channels"\?$/m);
    assert.doesNotMatch(stderr + stdout, /\n\s+at /);
    assert.ok(!existsSync(join(project.repository, ".github")));
  });

  it("says where a stack file is no YAML in one line, without a stack trace", async () => {
    project.writeStack("config:\n  a: [1\n  b: 2\n");
    const { code, stderr } = await run("rehearse", "preview", "--stack", "test");
    assert.equal(code, 1);
    assert.match(stderr, /^error: Pulumi\.test\.yaml:3: is not valid YAML \(.+\); correct that line.*\n$/);
  });

  it("says them with --json as well", async () => {
    project.writeStack(stackFile().replace("testpypi", "pypy"));
    const outcome = await slipwayJson(["rehearse", "preview", "--stack", "test"], { cwd: project.folder });
    assert.equal(outcome.code, 1);
    assert.equal(outcome.result, "failed");
    assert.deepEqual(
      outcome.faults.map(({ place }) => place),
      ["slipway:index.name"],
    );
  });

  it("explains a 404 by a repository that the token can't see", async () => {
    const limited = ["--token-permissions", "metadata=none"];
    const { code, stderr } = await run("rehearse", "preview", "--stack", "test", ...limited);
    assert.equal(code, 1);
    assert.match(stderr, /^error: slipway:package\.repository: GitHub shows no repository octo\/pkg/m);
  });

  it("explains a 403 by the permission that is missing", async () => {
    const limited = ["--token-permissions", "contents=read"];
    const { code, stderr } = await run("rehearse", "up", "--stack", "test", ...limited);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^error: slipway:Delivery .*lacks a permission \(403\); give the token "Contents: write" and "Workflows: write"/m,
    );
    // Now that something stands in the state, the refresh is what meets the repository first.
    const unseen = await run(
      "rehearse",
      "preview",
      "--stack",
      "test",
      "--token-permissions",
      "metadata=none",
    );
    assert.match(unseen.stderr, /\(404\): .*; check the owner and name of the repository/);
  });
});
