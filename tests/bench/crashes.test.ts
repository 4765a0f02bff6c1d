import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asCreated, inventory, without } from "../../bench/crashes/inventory.ts";
import { moments } from "../../bench/crashes/moment.ts";
import { cancel } from "../../bench/crashes/trial.ts";
import { layOutWorld } from "../../bench/crashes/world.ts";

describe("the bench of crashes", () => {
  it("tries each target and signal, early and late, with what is under way carried out and lost", () => {
    const all = moments(100);
    assert.equal(all.length, 100);
    assert.deepEqual(moments(100), all);
    const kinds = Map.groupBy(all, ({ target, signal }) => `${signal} ${target}`);
    assert.equal(kinds.size, 8);
    for (const [kind, ones] of kinds) {
      assert.ok(ones.length >= 12, kind);
      assert.ok(Math.min(...ones.map(({ fraction }) => fraction)) < 0.1, kind);
      assert.ok(Math.max(...ones.map(({ fraction }) => fraction)) > 0.85, kind);
      assert.deepEqual(new Set(ones.map(({ carriedOut }) => carriedOut)), new Set([true, false]));
    }
  });

  it("sees what is there twice, and what is missing", () => {
    const [reference, now] = [
      ["a", "b", "c"],
      ["a", "b", "b", "d"],
    ];
    assert.deepEqual(without(now, reference), ["b", "d"]);
    assert.deepEqual(without(reference, now), ["c"]);
  });

  it("takes a resource for equal that a refresh has told more of, and no other", () => {
    const created = ["state resource urn:a {}", "other"];
    const read = ['state resource urn:a {"more":1}', "other"];
    assert.deepEqual(asCreated(read, created, read), created);
    const changed = ['state resource urn:a {"more":2}'];
    assert.deepEqual(asCreated(changed, created, read), changed);
  });

  it("counts a state that was cut off for the engine alone, and goes on", async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), "slipway-crashes-"));
    try {
      const layout = join(folder, "layout");
      await layOutWorld(layout);
      const state = join(layout, "state", ".pulumi", "stacks", "slipway", "crash.json");
      for (const file of [state, `${state}.attrs`]) writeFileSync(file, "");
      const world = { folder: layout, github: join(layout, "github"), state: join(layout, "state") };
      assert.match(cancel(world) ?? "", /failed to load checkpoint/);
      assert.ok(inventory(world).includes("state cut off"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
