import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openVault } from "../../cli/rehearsal/vault.ts";
import { slipwayJson } from "./command-line.ts";

const fixture = join(import.meta.dirname, "fixtures", "one-resource-a-file");
const stackFile = `config:
  github:owner: TheLustriVA
  slipway:package:
    name: pyvenice
    repository: TheLustriVA/PyVenice
    kind: pure
    pythons: ["3.12", "3.13", "3.14", "3.15"]
    tests:
      command: pytest -m "not integration"
      extras: [test]
      sources: [tests]
  slipway:index:
    name: pypi
  slipway:environments:
    pypi:
      reviewers: [TheLustriVA]
      preventSelfReview: false
`;

/** Lays out what a rehearsal by the earlier version left: its state, GitHub's records, a repository. */
function layOut(folder: string): { readonly repository: string } {
  const root = join(folder, ".slipway");
  const stacks = join(root, "state", ".pulumi", "stacks", "slipway");
  const repository = join(root, "repository", "TheLustriVA", "PyVenice");
  mkdirSync(stacks, { recursive: true });
  cpSync(join(fixture, "github.json"), join(root, "github.json"));
  const { encryptionSalt } = openVault(join(root, "state", "vault.json"));
  mkdirSync(repository, { recursive: true });
  git(repository, "init", "--quiet", "--initial-branch=main");
  const history = readFileSync(join(fixture, "history.fast-export"));
  execFileSync("git", ["-C", repository, "fast-import", "--quiet"], { input: history });
  git(repository, "reset", "--quiet", "--hard", "main");
  // The largest file stands in the history alone.
  const requirements = git(repository, "show", "main:.github/slipway/requirements/build.txt");
  const state = readFileSync(join(fixture, "state.json"), "utf8")
    .replace('"SALT"', JSON.stringify(encryptionSalt))
    .replaceAll('"REQUIREMENTS"', JSON.stringify(requirements));
  writeFileSync(join(stacks, "prod.json"), state);
  writeFileSync(join(root, "state", ".pulumi", "meta.yaml"), "version: 1\n");
  writeFileSync(join(folder, "Pulumi.yaml"), "name: slipway\nruntime: nodejs\n");
  writeFileSync(join(folder, "Pulumi.prod.yaml"), stackFile);
  return { repository };
}

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });
}

describe("a stack that an earlier version brought up, a resource for each file", function () {
  this.timeout(120_000);
  let folder: string;
  let repository: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-upgrade-"));
    ({ repository } = layOut(folder));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (operation: string) => slipwayJson(["rehearse", operation, "--stack", "prod"], { cwd: folder });
  const changes = (outcome: Awaited<ReturnType<typeof run>>) =>
    outcome.resources
      .filter(({ operation }) => operation !== "same")
      .map(({ operation, type }) => `${operation} ${type}`);

  // Upkeep proposes by itself, which earlier versions did not.
  const expected = [
    "update github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
    "create slipway:index:Delivery",
  ];

  it("gets the new delivery beside what there is: nothing is replaced, nothing goes", async () => {
    const commits = git(repository, "rev-parse", "main");
    assert.deepEqual(changes(await run("preview")), expected);
    const outcome = await run("up");
    assert.deepEqual(outcome.faults, []);
    assert.deepEqual(changes(outcome), expected);
    assert.equal(git(repository, "rev-parse", "main"), commits);
    assert.deepEqual(changes(await run("up")), []);
  });

  it("forgets the earlier resources once the pull request is merged, and every file stays", async () => {
    git(repository, "merge", "--quiet", "slipway/prod");
    const files = git(repository, "ls-tree", "-r", "main");
    const outcome = await run("up");
    assert.deepEqual(outcome.faults, []);
    assert.equal(outcome.changes.delete, 0);
    assert.equal(git(repository, "ls-tree", "-r", "main"), files);
    assert.deepEqual(changes(await run("up")), []);
  });
});
