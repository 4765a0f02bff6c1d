import assert from "node:assert/strict";
import type { Held } from "../../../tasks/ledger/channel.ts";
import { decide } from "../../../tasks/ledger/decide.ts";
import { formatFault } from "../../../tasks/program/fault.ts";

const day = 24 * 60 * 60 * 1000;
const rules = { title: "PyPI", openDays: 14, now: 100 * day };
const file = (name: string, hash = name) => ({ name, sha256: hash.repeat(64).slice(0, 64), size: 1 });
const held = (name: string, more: Partial<Held> = {}): Held => ({
  ...file(name),
  uploaded: 90 * day,
  ...more,
});

describe("decide", () => {
  it("publishes what is missing, skips where everything is there, and compares by hash alone", () => {
    const wanted = [file("b"), file("a")];
    assert.deepEqual(decide(wanted, [], rules).decision, "publish");
    assert.deepEqual(decide(wanted, [held("a", { size: 9 })], rules), {
      decision: "publish",
      files: [
        { name: "a", state: "same" },
        { name: "b", state: "missing" },
      ],
      faults: [],
    });
    assert.equal(decide(wanted, [held("a"), held("b")], rules).decision, "skip");
  });

  it("stops at other contents, at files that the release does not have, and at hashes that can't be told, all at once", () => {
    const there = [held("a", { sha256: "0".repeat(64) }), held("b", { sha256: null }), held("c")];
    const { decision, files, faults } = decide([file("a"), file("b")], there, rules);
    assert.equal(decision, "stop");
    assert.deepEqual(
      files.map(({ state }) => state),
      ["other", "unknown", "surplus"],
    );
    assert.deepEqual(
      faults.map((fault) => formatFault(fault).split(";")[0]),
      [
        "PyPI, a: is there with other contents",
        "PyPI, b: is there, and its hash can't be told",
        "PyPI, c: is there, and this release has no such file",
      ],
    );
  });

  it("stops where an index lists one name with two contents, in whatever order: it may serve either", () => {
    const two = [held("a", { sha256: "0".repeat(64) }), held("a")];
    for (const there of [two, two.toReversed()])
      assert.equal(decide([file("a")], there, rules).files[0]?.state, "other");
  });

  it("stops where a file is missing on a release that is older than the index takes files for", () => {
    const wanted = [file("a"), file("b")];
    const old = [held("a", { uploaded: 85 * day })];
    const { decision, faults } = decide(wanted, old, rules);
    assert.equal(decision, "stop");
    assert.deepEqual(faults.map(formatFault), [
      "PyPI: holds this version since 15 days, lacks files of it, and takes no new file after 14; release a new version",
    ]);
    assert.equal(decide(wanted, [held("a", { uploaded: 86 * day })], rules).decision, "publish");
    assert.equal(decide(wanted, old, { ...rules, openDays: null }).decision, "publish");
  });

  it("skips an old release that has everything, whatever the clock says", () => {
    assert.equal(decide([file("a")], [held("a", { uploaded: 0 })], rules).decision, "skip");
  });

  it("leaves the rule to the index where the clock is behind it, or the index tells no time", () => {
    const wanted = [file("a"), file("b")];
    assert.equal(decide(wanted, [held("a", { uploaded: 200 * day })], rules).decision, "publish");
    assert.equal(decide(wanted, [held("a", { uploaded: null })], rules).decision, "publish");
  });
});
