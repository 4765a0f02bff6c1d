import assert from "node:assert/strict";
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FaultsError } from "../../../../config/fault.ts";
import { seedGitHub } from "../../../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../../../rehearsal/github/server.ts";
import { emulate, seed } from "../emulated.ts";
import { git, workTree } from "../on-disk.ts";

const damages: Readonly<Record<string, (folder: string) => void>> = {
  "a HEAD that is none": (folder) => writeFileSync(join(folder, ".git", "HEAD"), "nonsense\n"),
  "a broken index": (folder) => writeFileSync(join(folder, ".git", "index"), "nonsense"),
  "no objects": (folder) => rmSync(join(folder, ".git", "objects"), { recursive: true }),
  "a broken file in history": (folder) => {
    const sha = git(folder, "rev-parse", "HEAD:README.md");
    const file = join(folder, ".git", "objects", sha.slice(0, 2), sha.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, "nonsense");
  },
};

async function faultsOfStart(root: string): Promise<readonly string[]> {
  try {
    await (await startEmulatedGitHub({ root })).close();
    return [];
  } catch (error) {
    assert.ok(error instanceof FaultsError, String(error));
    return error.faults.map(({ place, fault, mend }) => `${place}: ${fault}; ${mend}`);
  }
}

describe("a repository of the emulated GitHub that is broken by hand", () => {
  for (const [name, damage] of Object.entries(damages)) {
    it(`regression: ${name} was told of once for each file, in git's words`, async () => {
      await using github = await emulate();
      const folder = workTree(github.root, "octocat/hello");
      damage(folder);
      const faults = await faultsOfStart(github.root);
      assert.equal(faults.length, 1);
      assert.match(
        faults[0] ?? "",
        /octocat\/hello: is broken: git says ".+"; restore it, or remove .*hello and run/,
      );
      const response = await fetch(`${github.url}repos/octocat/hello/contents/README.md`);
      assert.equal(response.status, 500);
      assert.match(await response.text(), /is broken: git says/);

      rmSync(folder, { recursive: true });
      await seedGitHub(github.root, seed);
      assert.deepEqual(await faultsOfStart(github.root), [], "what it says to do mends it");
      assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "# hello\n");
    });
  }

  it("regression: under a project's folder, git took the project's repository for it and committed there", async () => {
    await using github = await emulate();
    const outer = github.root;
    git(outer, "init", "--quiet", "--initial-branch=main");
    git(outer, "commit", "--quiet", "--allow-empty", "--message", "Outer");
    const running = `${github.url}repos/octocat/hello/contents/README.md`;
    writeFileSync(join(workTree(outer, "octocat/hello"), ".git", "HEAD"), "nonsense\n");
    const response = await fetch(running);
    assert.equal(response.status, 500);
    assert.match(await response.text(), /is broken: git says/);
    assert.match((await faultsOfStart(outer))[0] ?? "", /hello: is broken: git says/);
    assert.equal(git(outer, "log", "--format=%s"), "Outer");
    assert.equal(git(outer, "diff", "--cached", "--name-only"), "");
  });

  it("regression: a default branch that was renamed let every file fail, and no one said why", async () => {
    await using github = await emulate();
    const folder = workTree(github.root, "octocat/hello");
    git(folder, "branch", "-m", "main", "elsewhere");
    const [fault = ""] = await faultsOfStart(github.root);
    assert.match(
      fault,
      /hello: has no branch "main", which is its default one on GitHub; give it back its name: /,
    );
    assert.ok(fault.endsWith(`git -C ${folder} branch -m "elsewhere" "main"`));
    git(folder, "branch", "-m", "elsewhere", "main");
    assert.deepEqual(await faultsOfStart(github.root), []);
    assert.ok(readdirSync(folder).includes("README.md"));
  });
});
