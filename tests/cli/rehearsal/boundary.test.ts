import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isStale } from "../../../cli/engine/lock.ts";
import { isFull } from "../../../cli/rehearsal/disk.ts";
import { slipway, slipwayJson } from "../command-line.ts";
import { projectForSuite } from "../rehearsal-project.ts";
import type { RehearsalProject } from "../rehearsal-project.ts";

const slow = fileURLToPath(new URL("../programs/slow.ts", import.meta.url));

describe("a rehearsal that crashed or hung", function () {
  this.timeout(120_000);
  const project = projectForSuite();

  const here = () => ({ cwd: project().folder });
  const up = (...more: string[]) => ["rehearse", "up", "--stack", "test", ...more];

  it("says where a file is in the way of its root, also with --json", async () => {
    writeFileSync(join(project().folder, "file"), "");
    for (const root of ["file", join("file", "inside")]) {
      const { code, stderr } = await slipway(up("--root", root), here());
      assert.equal(code, 1);
      assert.match(stderr, /^error: \S*file\S*: is .*a folder is needed; .*\n$/);
      const { faults, result } = await slipwayJson(up("--root", root), here());
      assert.equal(result, "failed");
      assert.equal(faults.length, 1);
    }
  });

  it("refuses a root that can't be made, which it tried for ever", async function () {
    if (process.platform !== "linux") this.skip();
    const { code, stderr } = await slipway(up("--root", "/proc/none"), here());
    assert.equal(code, 1);
    assert.match(stderr, /^error: \/proc\/none: .*\n$/);
  });

  it("names a program that is not there", async () => {
    const { code, stderr } = await slipway(up("--program", "none.ts"), here());
    assert.equal(code, 1);
    assert.match(stderr, /^error: --program none\.ts: does not exist; /);
  });

  it("refuses what is no port, and names one that is taken", async () => {
    for (const port of ["abc", "-1", "99999", "80.5"]) {
      const { code, stderr } = await slipway(
        ["rehearse", "serve", "--stack", "test", "--port", port],
        here(),
      );
      assert.equal(code, 2);
      assert.match(stderr, /'--port <number>' argument .* is invalid/);
    }
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const taken = await slipway(["rehearse", "serve", "--stack", "test", "--port", String(port)], here());
    other.close();
    assert.equal(taken.code, 1);
    assert.match(taken.stderr, new RegExp(`^error: port ${port}: is taken`));
  });

  it("ends at the second signal though its engine is deaf", async function () {
    // Where much else runs, the engine may be stopped at a moment when it can't be told from one that failed.
    this.retries(2);
    let pid = 0;
    const running = slipway(up("--program", slow), { ...here(), onStart: (started) => (pid = started) });
    const engine = await lockHolder(project());
    process.kill(engine, "SIGSTOP");
    const again = setInterval(() => process.kill(pid, "SIGTERM"), 400);
    const { code, stderr } = await running.finally(() => clearInterval(again));
    assert.equal(code, 130, stderr);
    assert.ok(isStale({ pid: engine, host: hostname(), file: "", since: "" }));
  });
});

async function lockHolder({ folder: projectFolder }: RehearsalProject): Promise<number> {
  const folder = join(projectFolder, ".slipway/state/.pulumi/locks/organization/slipway/test");
  mkdirSync(folder, { recursive: true });
  for (;;) {
    const [name] = readdirSync(folder).filter((file) => file.endsWith(".json"));
    if (name !== undefined) {
      const { pid } = JSON.parse(readFileSync(join(folder, name), "utf8")) as { readonly pid: number };
      return pid;
    }
    await sleep(50);
  }
}

describe("a disk that is full", () => {
  it("is known as such, while the engine tried to write for minutes", function () {
    const folder = mkdtempSync(join(tmpdir(), "slipway-full-"));
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", folder]).status === 0;
    try {
      if (!mounted) this.skip();
      const state = join(folder, "state.json");
      assert.equal(isFull(folder, state), false);
      writeFileSync(state, "x".repeat(64 * 1024));
      assert.equal(isFull(folder, state), true);
    } finally {
      if (mounted) spawnSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    }
  });
});
