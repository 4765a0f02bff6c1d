import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { slipway } from "./command-line.ts";
import { projectForSuite } from "./rehearsal-project.ts";

const program = fileURLToPath(new URL("programs/slow.ts", import.meta.url));

describe("an update that is interrupted", function () {
  this.timeout(120_000);
  const project = projectForSuite();

  const up = (onStart?: (pid: number) => void) =>
    slipway(["rehearse", "up", "--stack", "test", "--program", program], {
      cwd: project().folder,
      ...(onStart ? { onStart } : {}),
    });
  const locks = () => {
    const folder = join(
      project().folder,
      ".slipway",
      "state",
      ".pulumi",
      "locks",
      "organization",
      "slipway",
      "test",
    );
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as { readonly pid: number });
    } catch {
      return [];
    }
  };
  const locked = async (): Promise<number> => {
    for (;;) {
      const [lock] = locks();
      if (lock) return lock.pid;
      await sleep(50);
    }
  };

  it("keeps a second one out, and stops in order at Ctrl-C", async () => {
    let pid = 0;
    const first = up((started) => (pid = started));
    await locked();
    const second = await up();
    assert.equal(second.code, 1);
    assert.match(second.stderr, /stack test: is locked by another update \(process \d+ .*wait until it ends/);
    process.kill(pid, "SIGINT");
    const { code, stderr } = await first;
    assert.equal(code, 130);
    assert.match(stderr, /error: stack test: was left half done.*run the same command again/);
    assert.deepEqual(locks(), []);
  });

  it("goes on after its engine was killed, without the lock that is left", async () => {
    const first = up();
    const engine = await locked();
    process.kill(engine, "SIGKILL");
    const { code, stderr } = await first;
    assert.equal(code, 1);
    assert.match(stderr, /error: engine: was killed by SIGKILL; run the same command again/);
    assert.equal(locks().length, 1);
    const again = await up();
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stderr, new RegExp(`took away the lock of process ${engine}, which is no more`));
  });
});
