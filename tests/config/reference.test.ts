import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { settingsSchema } from "../../config/schema/settings.ts";
import { configurationReference } from "../../config/reference.ts";
import { readmeWithReference } from "../../toolchain/write-reference.ts";

describe("the configuration reference", () => {
  it("is in the README as the schema says it; else run `npm run reference`", async () => {
    const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
    assert.equal(readme, await readmeWithReference());
  });

  it("describes every setting", () => {
    const reference = configurationReference();
    for (const section of Object.keys(settingsSchema.shape))
      assert.match(reference, new RegExp(`slipway:${section}`));
    const undescribed = reference.split("\n").filter((row) => row.startsWith("|") && row.endsWith("|  |"));
    assert.deepEqual(undescribed, []);
  });
});
