import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { slipway } from "./command-line.ts";
import { projectForSuite } from "./rehearsal-project.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

describe("start and serve", function () {
  this.timeout(120_000);
  const project = projectForSuite();

  it("shows what was made, where it is, and what to try next, the second time too", async () => {
    const start = () => slipway(["start", "--stack", "test"], { cwd: project().folder });
    const first = await start();
    assert.equal(first.code, 0, first.stderr);
    const again = await start();
    for (const { stdout } of [first, again]) {
      assert.match(stdout, /slipway:ReleasePipeline/);
      assert.match(
        stdout,
        /on the branch slipway\/test of the git repository \.slipway\/repository\/octo\/pkg:/,
      );
      assert.match(stdout, /\n {2}\.github\/workflows\/release\.yml\n/);
      assert.match(stdout, /npm run rehearse -- merge --stack test\n/);
      assert.match(stdout, /npm run rehearse -- preview --stack test/);
    }
    assert.match(first.stdout, /for real, .*"Use it for real" in README\.md/);
    const made = first.stdout.match(/^ *\+ create /gm)?.length;
    assert.match(first.stdout, new RegExp(`Resources: ${made} created`));
    assert.match(again.stdout, /Resources: \d+ unchanged/);
  });

  it("serves the emulated GitHub until it is told to stop", async () => {
    const child = spawn(process.execPath, [main, "rehearse", "serve", "--stack", "test"], {
      cwd: project().folder,
    });
    const [greeting] = (await once(child.stdout, "data")) as [Buffer];
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(greeting.toString())?.[0];
    assert.ok(url);
    const answer = await fetch(`${url}repos/octo/pkg`);
    assert.equal(((await answer.json()) as { full_name?: string }).full_name, "octo/pkg");
    child.kill("SIGINT");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });
});
