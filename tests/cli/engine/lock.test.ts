import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { isStale, locksOf, removeLocks } from "../../../cli/engine/lock.ts";

describe("locks of the engine's file backend", () => {
  let stateFolder: string;
  beforeEach(() => (stateFolder = mkdtempSync(join(tmpdir(), "slipway-lock-"))));
  afterEach(() => rmSync(stateFolder, { recursive: true }));

  const place = () => ({
    project: "slipway",
    stack: "prod",
    stateFolder,
    workFolder: "",
    homeFolder: "",
    environment: {},
  });
  const lock = (pid: number, host: string) => {
    const folder = join(stateFolder, ".pulumi", "locks", "organization", "slipway", "prod");
    mkdirSync(folder, { recursive: true });
    const content = { pid, hostname: host, username: "x", timestamp: "2026-11-22T15:00:00Z" };
    writeFileSync(join(folder, `${pid}.json`), JSON.stringify(content));
  };
  const endedProcess = () => spawnSync(process.execPath, ["-e", "0"]).pid;

  it("finds none where nothing runs", () => assert.deepEqual(locksOf(place()), []));

  it("takes the lock of a process that is no more for stale", () => {
    lock(endedProcess(), hostname());
    const [found] = locksOf(place());
    assert.ok(found && isStale(found));
    removeLocks([found]);
    assert.deepEqual(locksOf(place()), []);
  });

  it("takes the lock of another program with that process id for stale", function () {
    if (process.platform !== "linux") this.skip();
    lock(process.pid, hostname());
    assert.ok(locksOf(place()).every(isStale));
  });

  it("leaves the locks of other machines alone", () => {
    lock(endedProcess(), "elsewhere");
    assert.ok(!locksOf(place()).some(isStale));
  });
});
