import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { endOrphans } from "../../../cli/recovery/orphans.ts";
import { bootOf, endProcess, identify, isAlive, parsePsLine } from "../../../cli/recovery/processes.ts";
import type { RunningProcess } from "../../../cli/recovery/processes.ts";

describe("a process of an earlier run", () => {
  let child: ChildProcess;
  let identity: RunningProcess;
  beforeEach(async () => {
    child = spawn(process.execPath, [
      "-e",
      "process.on('SIGINT', () => {}); console.log('up'); setInterval(() => {}, 1e6)",
    ]);
    await once(child.stdout!, "data");
    const found = identify(child.pid!);
    assert.ok(found);
    identity = found;
  });
  afterEach(() => child.kill("SIGKILL"));

  it("is known by its number, its beginning and what it runs", () => {
    assert.ok(isAlive(identity));
    assert.equal(identity.parent, process.pid);
    assert.ok(!isAlive({ ...identity, began: "1" }));
    assert.ok(!isAlive({ ...identity, command: "other" }));
  });

  it("is asked to end, then killed", async () => {
    assert.equal(await endProcess(identity, { signal: "SIGINT", patience: 50 }), true);
    assert.ok(!isAlive(identity));
    assert.equal(await endProcess(identity, { signal: "SIGINT", patience: 50 }), false);
  });

  const record = (more: object) => ({
    host: hostname(),
    boot: bootOf(),
    operation: "up",
    command: { pid: 1, began: "never", command: "node" },
    engine: null,
    plugins: [{ ...identity, label: "github" }],
    ...more,
  });
  const lines: string[] = [];
  const end = async (more: object) => {
    lines.length = 0;
    await endOrphans({ stack: "prod", record: record(more) }, (line) => lines.push(line));
    return isAlive(identity);
  };

  it("is ended where its engine and its command are no more", async () => {
    assert.equal(await end({}), false);
    assert.deepEqual(lines, [`ended plugin github (process ${identity.pid})`]);
  });

  it("is left alone where it may be another one, on another machine, or in use", async () => {
    assert.equal(await end({ plugins: [{ ...identity, began: "1", label: "github" }] }), true);
    assert.equal(await end({ host: "elsewhere" }), true);
    assert.equal(await end({ boot: "before" }), true);
    const parent = identify(process.ppid);
    await assert.rejects(
      end({ command: parent }),
      /stack prod: is locked by another update \(process \d+ on .*`up`\); wait/,
    );
    assert.ok(isAlive(identity));
    assert.deepEqual(lines, []);
  });
});

describe("what `ps` says of a process", () => {
  it("is read as on macOS", () => {
    const line =
      "  501     1 S    Sun Nov 22 17:33:49 2026 /usr/local/bin/pulumi-resource-github 127.0.0.1:4000";
    assert.deepEqual(parsePsLine(line), {
      pid: 501,
      parent: 1,
      began: "Sun Nov 22 17:33:49 2026",
      command: "/usr/local/bin/pulumi-resource-github",
      label: "github",
    });
  });

  it("tells which have ended", () => {
    assert.equal(parsePsLine("  501     1 Z    Sun Nov 22 17:33:49 2026 (node)"), null);
    assert.equal(parsePsLine(""), null);
  });
});
