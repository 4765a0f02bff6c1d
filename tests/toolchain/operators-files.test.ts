import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { getFileInfo } from "prettier";

const ignorePath = fileURLToPath(new URL("../../.prettierignore", import.meta.url));

describe("the check of formatting", () => {
  it("does not fail for a stack file that an operator wrote", async () => {
    const isIgnored = async (name: string) => {
      const file = fileURLToPath(new URL(`../../${name}`, import.meta.url));
      return (await getFileInfo(file, { ignorePath })).ignored;
    };
    assert.equal(await isIgnored("Pulumi.mine.yaml"), true);
    assert.equal(await isIgnored("Pulumi.yaml"), false);
  });
});
