import assert from "node:assert/strict";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { publishRunner } from "../../rehearsal/github/runner-releases.ts";
import { githubOf } from "./emulated-place.ts";

describe("the published versions of the runner", () => {
  it("are no drafts and no previews", async () => {
    await using server = await emulate();
    const at = Date.UTC(2026, 10, 2);
    publishRunner(server.root, { version: "2.334.0", at });
    publishRunner(server.root, { version: "2.335.0", at, prerelease: true });
    publishRunner(server.root, { version: "2.336.0", at, draft: true });
    publishRunner(server.root, { version: "2.337.0-rc1", at });
    const github = githubOf(server, { scope: "acme", webhook: "app" });
    assert.deepEqual(await github.runnerVersions(), [{ version: "2.334.0", publishedAt: at }]);
  });
});
