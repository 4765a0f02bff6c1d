import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { locksOf } from "../../cli/engine/lock.ts";
import { slipway } from "./command-line.ts";
import { createRealProject } from "./real-project.ts";
import type { RealProject } from "./real-project.ts";
import { stackFile } from "./rehearsal-project.ts";

const program = fileURLToPath(new URL("programs/slow.ts", import.meta.url));

describe("an update with real accounts whose engine is killed", function () {
  this.timeout(180_000);
  let project: RealProject;
  before(async () => {
    project = await createRealProject();
    await project.writeStack(stackFile());
    await project.pulumi("stack", "init", "test");
  });
  after(() => project[Symbol.asyncDispose]());

  const run = (command: string, ...more: string[]) =>
    slipway([command, "--stack", "test", "--program", program, ...more], {
      cwd: project.folder,
      env: project.env,
    });
  const locks = () =>
    locksOf({
      project: "slipway",
      stack: "test",
      workFolder: project.folder,
      stateFolder: join(project.folder, "state"),
      environment: {},
    });
  const variables = async () => {
    const answer = (await project.github("GET", "/actions/variables")) as { readonly total_count: number };
    return answer.total_count;
  };

  it("loses its lock to recover, and goes on from there", async () => {
    const first = run("up", "--skip-preview");
    while ((await variables()) === 0) await sleep(50);
    const [lock] = locks();
    assert.ok(lock);
    process.kill(lock.pid, "SIGKILL");
    const killed = await first;
    assert.equal(killed.code, 1);
    assert.match(killed.stderr, /^error: engine: was killed by SIGKILL; run the same command again/m);

    const recovered = await run("recover");
    assert.equal(recovered.code, 0, recovered.stderr);
    assert.match(recovered.stdout, new RegExp(`took away the lock of process ${lock.pid}, which is no more`));
    assert.match(recovered.stdout, /Mended test; now `npm run up -- --stack test` goes on from there\.\n$/);
    assert.deepEqual(locks(), []);
    assert.equal((await run("recover")).stdout, "Nothing was left behind in test.\n");

    const again = await run("up", "--skip-preview");
    assert.equal(again.code, 0, again.stderr);
    assert.equal(await variables(), 24);
  });
});
