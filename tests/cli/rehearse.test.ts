import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { slipway, slipwayJson } from "./command-line.ts";
import { projectForSuite, stackFile } from "./rehearsal-project.ts";

const build = ".github/workflows/build.yml";
const release = ".github/workflows/release.yml";

const adopting = `  slipway:delivery:
    by: push
    adopt:
      - ${build}
      - ${release}
`;

describe("a stack rehearsed on the engine, from up to destroy", function () {
  this.timeout(120_000);
  const project = projectForSuite();

  const run = (operation: string, ...more: string[]) =>
    slipwayJson(["rehearse", operation, "--stack", "test", ...more], { cwd: project().folder });
  const byHand = () => appendFileSync(join(project().repository, build), "# by hand\n");
  const changed = (outcome: Awaited<ReturnType<typeof run>>) =>
    outcome.resources.filter(({ operation }) => operation !== "same");

  it("previews without making anything", async () => {
    const outcome = await run("preview");
    assert.equal(outcome.code, 0);
    assert.ok(outcome.changes.create > 10);
    assert.ok(outcome.resources.every(({ operation }) => operation === "create"));
    assert.ok(!existsSync(join(project().repository, build)));
  });

  it("delivers by a pull request into a git repository, and says how to merge it", async () => {
    const outcome = await run("up");
    assert.deepEqual(outcome.faults, []);
    assert.equal(outcome.code, 0);
    const delivered = outcome.files.find(({ path }) => path === build);
    assert.match(delivered?.diff ?? "", /^--- \/dev\/null\n\+\+\+ b\/\.github\/workflows\/build\.yml\n/);
    assert.ok(!existsSync(join(project().repository, build)));
    const text = await slipway(["rehearse", "preview", "--stack", "test"], { cwd: project().folder });
    assert.match(
      text.stdout,
      /wait in pull request 1, on the branch slipway\/test of \.slipway\/repository\/octo/,
    );
    assert.match(text.stdout, /\n {2}npm run rehearse -- merge --stack test\n$/);
    await slipway(["rehearse", "merge", "--stack", "test"], { cwd: project().folder });
    assert.match(readFileSync(join(project().repository, build), "utf8"), /^name: /m);
  });

  it("changes nothing the second time", async () => {
    const outcome = await run("up");
    assert.deepEqual(changed(outcome), []);
    assert.equal(outcome.code, 0);
  });

  it("shows what one changed setting changes, line by line, and nothing else", async () => {
    project().writeStack(stackFile("  slipway:environments:\n    testpypi:\n      waitTimer: 30\n"));
    const outcome = await run("preview", "--expect-no-changes");
    assert.equal(outcome.code, 7);
    const [resource, delivery, ...others] = changed(outcome);
    assert.deepEqual(others, []);
    assert.equal(resource?.type, "github:index/repositoryEnvironment:RepositoryEnvironment");
    assert.deepEqual(resource.diff, { waitTimer: { old: 0, new: 30 } });
    // A release compares the environment with what is declared, and so has to be told.
    assert.equal(delivery?.type, "slipway:index:Delivery");
    assert.deepEqual(
      outcome.files.map(({ path }) => path),
      [".github/slipway/release.json"],
    );
    project().writeStack(stackFile().replace('["3.13"]', '["3.12", "3.13"]'));
    const text = await slipway(["rehearse", "preview", "--stack", "test"], { cwd: project().folder });
    assert.match(text.stdout, /\n\s+\+\s+.*python: "3\.12"/);
    assert.doesNotMatch(text.stdout, /\u001b\[/);
    project().writeStack(stackFile());
  });

  it("finds what was changed by hand", async () => {
    byHand();
    rmSync(join(project().repository, release));
    project().editRecords((repository) => (repository["immutable_releases"] = false));
    const outcome = await run("refresh");
    const drifted = outcome.resources.filter(({ drift }) => drift !== undefined);
    assert.deepEqual(drifted.map(({ name }) => name).sort(), [
      "pkg-files",
      "pkg-settings-immutable-releases",
    ]);
    const file = outcome.files.find(({ path }) => path === build);
    assert.ok(file?.drift);
    assert.match(file.diff, /\n\+# by hand\n/);
    assert.ok(outcome.files.some(({ path, operation }) => path === release && operation === "delete"));
  });

  it("mends what is a setting with the next up, and leaves a file as somebody edited it", async () => {
    const outcome = await run("up");
    assert.deepEqual(outcome.faults, []);
    assert.ok(outcome.diagnostics.some(({ message }) => message.includes(`${build}: was changed by hand`)));
    assert.match(readFileSync(join(project().repository, build), "utf8"), /by hand/);
  });

  it("overwrites an edited file once adopt names it", async () => {
    project().writeStack(stackFile(adopting));
    byHand();
    const text = await slipway(["rehearse", "preview", "--stack", "test"], { cwd: project().folder });
    assert.match(text.stdout, /~ update {2}pkg-files .*\n[^]*\n\s+-# by hand\n/);
    const outcome = await run("up");
    assert.deepEqual(outcome.faults, []);
    assert.doesNotMatch(readFileSync(join(project().repository, build), "utf8"), /by hand/);
    assert.ok(existsSync(join(project().repository, release)));
    assert.equal((await run("preview", "--expect-no-changes")).code, 0);
  });

  it("takes everything away", async () => {
    const outcome = await run("destroy");
    assert.deepEqual(outcome.faults, []);
    assert.ok(changed(outcome).every(({ operation }) => operation === "delete"));
    assert.ok(!existsSync(join(project().repository, build)));
    assert.ok(existsSync(join(project().repository, "README.md")));
  });
});
