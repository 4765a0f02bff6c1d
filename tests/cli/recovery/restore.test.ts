import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stateFile } from "../../../cli/engine/stack.ts";
import { filesOf, recover } from "../../../cli/recovery/recover.ts";
import { newRecord, readRecord, writeRecord } from "../../../cli/recovery/run-record.ts";

/** What recovery does to the folder of a backend without asking the engine, which is not there. */
describe("recovery of a state in a folder", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-restore-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const place = () => ({
    project: "slipway",
    stack: "prod",
    workFolder: folder,
    stateFolder: join(folder, "state"),
    environment: {},
  });
  const whole = JSON.stringify({ version: 3, checkpoint: { latest: { resources: [] } } });
  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const run = async () => {
    const lines: string[] = [];
    const engine = { file: join(folder, "no-engine"), version: "3.256.0" };
    await recover({ place: place(), engine, githubUrl: undefined, tell: (line) => lines.push(line) });
    return lines;
  };

  it("brings back one that was cut off, and keeps what is left of it", async () => {
    const file = stateFile(place());
    write(file, whole.slice(0, 20));
    write(`${file}.bak`, whole);
    const [line, ...more] = await run();
    assert.match(line ?? "", /^brought back the state from .*\.bak, since it was broken/);
    assert.deepEqual(more, []);
    assert.equal(readFileSync(file, "utf8"), whole);
    assert.equal(readFileSync(`${file}.broken`, "utf8"), whole.slice(0, 20));
    assert.deepEqual(await run(), []);
  });

  it("leaves one that was removed removed, whatever backup there is", async () => {
    const file = stateFile(place());
    write(`${file}.bak`, whole);
    assert.deepEqual(await run(), []);
    assert.ok(!existsSync(file));
  });

  it("takes away the lock of a process that is no more, and the record of its run", async () => {
    write(stateFile(place()), whole);
    const lock = join(folder, "state", ".pulumi", "locks", "organization", "slipway", "prod", "1.json");
    write(lock, JSON.stringify({ pid: 99_999_999, hostname: hostname(), timestamp: "2026-11-22T17:33:49Z" }));
    const dead = { pid: 99_999_999, began: "1", command: "pulumi" };
    writeRecord(filesOf(place()), { ...newRecord("up"), command: dead, engine: dead });
    assert.deepEqual(await run(), ["took away the lock of process 99999999, which is no more"]);
    assert.ok(!existsSync(lock));
    assert.ok(!existsSync(filesOf(place()).record));
  });

  it("touches neither state nor record while another machine holds the lock", async () => {
    const file = stateFile(place());
    write(file, whole.slice(0, 20));
    write(`${file}.bak`, whole);
    const lock = { pid: 4711, hostname: "elsewhere", timestamp: "2026-11-22T17:33:49Z" };
    const locks = join(folder, "state", ".pulumi", "locks", "organization", "slipway", "prod");
    write(join(locks, "1.json"), JSON.stringify(lock));
    const record = { ...newRecord("up"), host: "elsewhere" };
    writeRecord(filesOf(place()), record);
    await assert.rejects(
      run(),
      /stack prod: is locked by another update \(process 4711 on elsewhere\); wait/,
    );
    assert.equal(readFileSync(file, "utf8"), whole.slice(0, 20));
    assert.deepEqual(readRecord(filesOf(place())), record);
  });

  it("looks for nothing that another stack began, whose journal came here", async () => {
    write(stateFile(place()), whole);
    const resource = {
      urn: "urn:pulumi:other::slipway::github:index/branch:Branch::next",
      type: "github:index/branch:Branch",
      custom: true,
      inputs: {},
    };
    const { journal } = filesOf(place());
    write(journal, `${JSON.stringify({ event: "begun", resource })}\n`);
    assert.deepEqual(await run(), []);
    assert.ok(!existsSync(journal));
  });
});
