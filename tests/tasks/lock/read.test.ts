import assert from "node:assert/strict";
import { compareLocks } from "../../../tasks/lock/compare.ts";
import { readLock } from "../../../tasks/lock/read.ts";
import { TaskError } from "../../../tasks/program/fault.ts";

const digits = "a".repeat(64);
const hash = `--hash=sha256:${digits}`;

function faultsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof TaskError) return error.faults.map(({ fault }) => fault);
    throw error;
  }
  return [];
}

describe("readLock", () => {
  it("reads what uv and pip-tools write: continued lines, markers, extras, comments", () => {
    const text = `# made by hand\nHttp_X==1.0 \\\r\n    ${hash} \\\n    ${hash}\nb[c]==2 ; sys_platform == 'win32' ${hash} # via a\n`;
    assert.deepEqual(readLock("tests.txt", text), [
      { name: "http-x", version: "1.0", marker: "", hashes: [`sha256:${digits}`, `sha256:${digits}`] },
      { name: "b", version: "2", marker: "sys_platform == 'win32'", hashes: [`sha256:${digits}`] },
    ]);
  });

  it("tells all at once: another index, a range, a requirement without a hash", () => {
    const text = `--extra-index-url=https://token@example.com/\na>=1 ${hash}\nb==1\n`;
    const faults = faultsOf(() => readLock("tests.txt", text));
    assert.equal(faults.length, 3);
    assert.equal(faults[0], "has the option --extra-index-url");
    assert.match(faults[1] ?? "", /^pins no version in "a>=1/);
    assert.equal(faults[2], "has no hash of b");
  });

  it("takes an empty lock: a package may need nothing", () => {
    assert.deepEqual(readLock("tests.txt", "\n# nothing\n"), []);
  });
});

describe("compareLocks", () => {
  const lock = (...pins: string[]) => readLock("tests.txt", pins.map((pin) => `${pin} ${hash}\n`).join(""));

  it("tells what is lacking, what no longer fits, and what nothing needs", () => {
    const { faults, unneeded } = compareLocks(
      "tests.txt",
      lock("a==1", "old==1"),
      lock("a==2", "b==1", "c==1"),
    );
    assert.deepEqual(
      faults.map(({ fault }) => fault),
      ["lacks b, c, needed by now", "locks a 1, which no longer fits (2 does)"],
    );
    assert.deepEqual(unneeded, ["old"]);
  });

  it("takes one version for each of several Pythons", () => {
    const forked = ["a==1 ; python_version < '3.13'", "a==2 ; python_version >= '3.13'"];
    assert.deepEqual(compareLocks("tests.txt", lock(...forked), lock(...forked)).faults, []);
    assert.equal(compareLocks("tests.txt", lock("a==1"), lock(...forked)).faults.length, 1);
  });
});
