import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WatchedRun } from "../../../cli/run/watcher.ts";
import { identify } from "../../../cli/recovery/processes.ts";
import {
  assertInCharge,
  newRecord,
  readRecord,
  removeRecord,
  runFiles,
  takeCharge,
  writeRecord,
} from "../../../cli/recovery/run-record.ts";
import type { RunFiles } from "../../../cli/recovery/run-record.ts";
import { recoveryWatcher } from "../../../cli/recovery/watcher.ts";

describe("the record of a run", () => {
  let folder: string;
  let files: RunFiles;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-record-"));
    files = runFiles(join(folder, "run"), "prod");
    mkdirSync(join(folder, "run"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As another command of this user would write it, which runs as long as the tests do. */
  const ofAnother = () => {
    const other = identify(process.ppid);
    assert.ok(other);
    const { pid, began, command } = other;
    return { ...newRecord("destroy"), command: { pid, began, command } };
  };

  it("is not begun while another command is at work", () => {
    writeRecord(files, ofAnother());
    assert.throws(() => takeCharge("prod", files, "up"), /is locked by another update .*runs `destroy`/);
    assert.deepEqual(readRecord(files), ofAnother());
  });

  it("stops the one of two that began at the same instant and did not write it last", () => {
    takeCharge("prod", files, "recover");
    assertInCharge("prod", files);
    writeRecord(files, ofAnother());
    assert.throws(() => assertInCharge("prod", files), /is locked by another update/);
    removeRecord(files);
    assert.throws(() => assertInCharge("prod", files), /was taken over by another command/);
  });

  it("is refused as a link, and what that leads to stays as it is", () => {
    const target = join(folder, "target");
    writeFileSync(target, JSON.stringify(ofAnother()));
    symlinkSync(target, files.record);
    assert.throws(() => readRecord(files), /prod\.json: is a link, and a file is needed; see that no update/);
    writeRecord(files, newRecord("up"));
    assert.equal(readFileSync(target, "utf8"), JSON.stringify(ofAnother()));
  });

  it("is refused as a pipe, without waiting for who writes into it", function () {
    if (process.platform === "win32") this.skip();
    execFileSync("mkfifo", [files.record]);
    assert.throws(() => readRecord(files), /prod\.json: is no file, and one is needed/);
  });

  it("leaves the rights of a folder alone that its own is a link to", () => {
    const target = join(folder, "shared");
    mkdirSync(target, { mode: 0o755 });
    const linked = runFiles(join(folder, "link"), "prod");
    symlinkSync(target, join(folder, "link"));
    assert.throws(() => writeRecord(linked, newRecord("up")), /link: is a link, and a folder is needed/);
    assert.equal(statSync(target).mode & 0o777, 0o755);
  });

  it("leaves no draft where it can't be written, and the fault names it", () => {
    mkdirSync(join(files.record, "in the way"), { recursive: true });
    assert.throws(() => writeRecord(files, newRecord("up")), { path: files.record });
    assert.deepEqual(readdirSync(join(folder, "run")), ["prod.json"]);
  });

  describe("of a run that is followed", () => {
    const begin = async () => {
      const faults: string[] = [];
      const run: WatchedRun = {
        operation: "up",
        place: {
          project: "slipway",
          stack: "prod",
          workFolder: folder,
          stateFolder: join(folder, "state"),
          environment: {},
        },
        engine: { file: join(folder, "no-engine"), version: "3.256.0" },
        githubUrl: undefined,
        tell: () => {},
        signal: new AbortController().signal,
        giveUp: ({ place, fault }) => faults.push(`${place}: ${fault}`),
      };
      const watcher = recoveryWatcher();
      await watcher.before(run);
      return { watcher, faults };
    };

    it("ends the run where it can't be written any more, as on a full disk", async () => {
      const { watcher, faults } = await begin();
      rmSync(join(folder, "run"), { recursive: true });
      writeFileSync(join(folder, "run"), "");
      watcher.started(process.pid);
      assert.match(faults.join("\n"), /is a file, and a folder is needed|is inside of a file/);
      rmSync(join(folder, "run"));
      await watcher.after({ ok: true });
    });

    it("stays after an engine that was killed, whose lock has yet to be taken away", async () => {
      const { watcher } = await begin();
      await watcher.after({ ok: false, output: "", code: null });
      assert.ok(existsSync(files.record));
      const again = await begin();
      await again.watcher.after({ ok: false, output: "", code: 1 });
      assert.ok(!existsSync(files.record));
    });
  });
});
