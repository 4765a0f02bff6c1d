import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FaultsError } from "../../../config/fault.ts";
import { startEmulatedIndex } from "../../../rehearsal/index/server.ts";
import { emulate, listed, names, upload, wheel } from "./emulated.ts";

describe("what the emulated index keeps", () => {
  it("outlives its end: files, hashes, yanks and names that are taken", async () => {
    await using emulated = await emulate();
    await upload(emulated.index, wheel("1.0"));
    await upload(emulated.index, wheel("1.1"));
    await emulated.index.yank("demo", "1.0", "why");
    await emulated.index.deleteFile(wheel("1.1").name);
    const before = (await listed(emulated.index)).map(({ hashes, yanked }) => ({ hashes, yanked }));
    await emulated.restart();
    const after = await listed(emulated.index);
    assert.deepEqual(
      after.map(({ hashes, yanked }) => ({ hashes, yanked })),
      before,
    );
    assert.ok(wheel("1.0").content.equals(Buffer.from(await (await fetch(after[0]!.url)).arrayBuffer())));
    assert.equal((await upload(emulated.index, wheel("1.1"))).status, 400);
  });

  it("has every file whole or not at all, whether or not the client heard of it", async () => {
    const faults = ["break before", "break after"] as const;
    await using emulated = await emulate({
      intercept: ({ method, count }) => (method === "POST" ? faults[count - 1] : undefined),
    });
    const { index } = emulated;
    await assert.rejects(upload(index, wheel("1.0")));
    assert.deepEqual(await names(index), []);
    await assert.rejects(upload(index, wheel("1.0")));
    assert.deepEqual(await names(index), [wheel("1.0").name]);
    assert.equal((await upload(index, wheel("1.0"))).status, 200);
  });

  it("takes one of many uploads at once under one name", async () => {
    await using emulated = await emulate();
    const { index } = emulated;
    const uploads = Array.from({ length: 8 }, (_, number) => upload(index, wheel("1.0", String(number))));
    const statuses = (await Promise.all(uploads)).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 1);
    assert.equal((await listed(index)).length, 1);
  });

  it("is not begun anew over records that are broken", async () => {
    await using emulated = await emulate();
    await upload(emulated.index, wheel("1.0"));
    const file = join(emulated.root, "index.json");
    for (const text of ["", '{"version":2}', "null"]) {
      writeFileSync(file, text);
      await assert.rejects(startEmulatedIndex({ root: emulated.root }), FaultsError, text);
    }
  });
});
