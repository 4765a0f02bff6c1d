import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryFolder } from "../../../rehearsal/github/git/repository.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../../rehearsal/github/server.ts";
import { copyGitHub } from "../../../rehearsal/release/copy-github.ts";

describe("the GitHub of a rehearsed release", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "slipway-copy-"))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("starts where another stack of the same folder has a repository too, and has none of it", async () => {
    const [from, to] = [join(root, "from"), join(root, "to")];
    const repositories = ["one", "other"].map((name) => {
      return { owner: "octo", name, defaultBranch: "main", visibility: "public" } as const;
    });
    await seedGitHub(from, { repositories, users: [], teams: [] });
    await copyGitHub(from, to, "octo/one");
    const released = await startEmulatedGitHub({ root: to });
    try {
      const headers = { authorization: "Bearer test" };
      const status = async (name: string) =>
        (await fetch(`${released.url}repos/octo/${name}`, { headers })).status;
      assert.equal(await status("one"), 200);
      assert.equal(await status("other"), 404);
      assert.equal(existsSync(repositoryFolder(to, "octo/other")), false);
    } finally {
      await released.close();
    }
  });
});
