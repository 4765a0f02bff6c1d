import assert from "node:assert/strict";
import { World } from "./world.ts";

describe("clean-images, as it is called", function () {
  this.timeout(60_000);

  it("says what it was called with wrong, and does nothing", async () => {
    await using world = await World.start();
    for (const [args, fault] of [
      [["--keep-days", "0"], "--keep-days: is not a number of days from 1 to 3650; write --keep-days 30"],
      [["--dry-run", "yes"], "--dry-run: is neither true nor false; write --dry-run true"],
    ] as const) {
      const { code, output } = await world.run(args);
      assert.equal(code, 2);
      assert.ok(output.startsWith(fault), output);
    }
    world.declare(null);
    const { code, output } = await world.run([]);
    assert.equal(code, 2);
    assert.match(output, /declares no image; declare slipway:image/);
    assert.equal(world.requests, 0);
  });

  it("does nothing before the first push", async () => {
    await using world = await World.start();
    const { code, output, outputs } = await world.run([]);
    assert.equal(code, 0, output);
    assert.match(output, /there is no such package yet/);
    assert.match(outputs, /removed<<.*\n0\n/);
  });

  it("removes nothing where a ledger is damaged, and names its release", async () => {
    await using world = await World.start();
    world.age = 200;
    await world.publisher.image("released", "1.0");
    await world.publisher.platform("old");
    await world.attach("v1.0", Buffer.from('{"schema": 1, "channels'));
    const before = world.versions();
    const { code, output } = await world.run([]);
    assert.equal(code, 1);
    assert.match(output, /release v1\.0, release-ledger\.json: can't be read: .*; nothing is removed; run/);
    assert.deepEqual(world.versions(), before);
  });
});
