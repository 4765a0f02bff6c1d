import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineCommand } from "../../../cli/engine/command.ts";

interface Runs {
  run(...given: readonly unknown[]): Promise<{ readonly stdout: string }>;
}

describe("the engine's process", function () {
  this.timeout(30_000);
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-command-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const engine = async (script: string) => {
    const file = join(folder, "pulumi");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    const { command, kill } = await engineCommand({ file, version: "3.256.0" });
    const run = (signal?: AbortSignal) =>
      (command as unknown as Runs).run(["up"], folder, {}, undefined, undefined, signal);
    return { run, kill };
  };

  it("is told what to do, and heard", async () => {
    const { run } = await engine('echo "$@"');
    assert.match((await run()).stdout, /^up --non-interactive$/m);
  });

  it("says all that it wrote where it fails", async () => {
    const { run } = await engine("echo out; echo error: no >&2; exit 3");
    await assert.rejects(run(), /exit code 3\nerror: no\n\nout/);
  });

  it("that never ends, deaf to Ctrl-C, kept the command for ever", async () => {
    const { run, kill } = await engine("trap '' INT TERM; while :; do sleep 0.1; done");
    const asked = new AbortController();
    const running = run(asked.signal);
    setTimeout(() => asked.abort(), 100);
    setTimeout(kill, 300);
    await assert.rejects(running, /was killed with SIGKILL/);
  });

  it("that was killed kept the command while another held its output open", async () => {
    const { run } = await engine("sleep 20 & kill -9 $$");
    await assert.rejects(run(), /was killed with SIGKILL/);
  }).timeout(10_000);
});
