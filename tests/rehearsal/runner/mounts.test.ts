import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endMounts, mountsBelow } from "../../../rehearsal/runner/mounts.ts";

describe("what a job that was ended halfway left mounted", () => {
  const folder = mkdtempSync(join(tmpdir(), "mounts-"));
  after(() => {
    endMounts(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  it("is taken away, so that its folder can be removed, and what was mounted from elsewhere stays", function () {
    const [job, elsewhere] = [join(folder, "a job"), join(folder, "elsewhere")];
    const [one, inside] = [join(job, "one"), join(job, "one", "inside")];
    for (const path of [one, elsewhere]) mkdirSync(path, { recursive: true });
    mkdirSync(join(elsewhere, "inside"));
    writeFileSync(join(elsewhere, "file"), "kept");
    try {
      execFileSync("mount", ["--bind", elsewhere, one], { stdio: "pipe" });
    } catch {
      // Whoever may not mount anything leaves nothing mounted either.
      this.skip();
    }
    execFileSync("mount", ["--bind", elsewhere, inside]);
    assert.deepEqual(mountsBelow(job), [one, inside]);
    endMounts(job);
    assert.deepEqual(mountsBelow(job), []);
    rmSync(job, { recursive: true });
    assert.ok(existsSync(join(elsewhere, "file")));
  });
});
