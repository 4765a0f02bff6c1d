import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GitRepository } from "../../../rehearsal/github/git/repository.ts";
import { commitLocks, keepLocks, readKeptLocks } from "../../../rehearsal/release/kept-locks.ts";
import { commitFiles, filesOf } from "../../../rehearsal/release/sources/commit.ts";

describe("locks that upkeep.yml proposed", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-kept-locks-"));
  const open: GitRepository[] = [];
  after(() => open.forEach((repository) => repository.close()));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const message = "Locks";
  const file = (text: string) => ({ mode: "100644" as const, content: Buffer.from(text) });
  const first = { files: new Map([["setup.cfg", file("1")]]), message: "One" };
  const locks = new Map([["locks/image.txt", file("a==1\n")]]);

  async function repositoryAt(name: string) {
    const repository = new GitRepository(join(folder, name), () => undefined);
    open.push(repository);
    await repository.create("main");
    await commitFiles(repository, "main", first);
    return repository;
  }

  it("are taken for the same files for a day, and make the same commit as they did", async () => {
    const proposed = await repositoryAt("proposed");
    const tree = (await proposed.commit("main"))?.tree ?? "";
    const of = { cache: join(folder, "cache"), tree, index: "https://index.example/simple/" };
    assert.equal(readKeptLocks(of), null);
    const before = await filesOf(proposed, "main");
    const commit = await commitLocks(proposed, "main", { files: locks, message });
    await keepLocks(of, proposed, { branch: "main", before });

    const kept = readKeptLocks(of);
    assert.deepEqual(kept?.files, locks);
    assert.equal(
      await commitLocks(await repositoryAt("next"), "main", { files: kept.files, message }),
      commit,
    );
    assert.equal(readKeptLocks(of, kept.at.getTime() + 25 * 3600_000), null);
    for (const other of [{ tree: "0".repeat(40) }, { index: "https://other.example/simple/" }])
      assert.equal(readKeptLocks({ ...of, ...other }), null);
  });
});
