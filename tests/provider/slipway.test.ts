import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { immutableReleases } from "../../provider/resources/immutable-releases.ts";
import { slipway } from "../../provider/slipway.ts";

interface Schema {
  readonly name: string;
  readonly version: string;
  readonly resources: Readonly<
    Record<
      string,
      { readonly inputProperties: object; readonly properties: object; readonly required: readonly string[] }
    >
  >;
}

describe("the provider's schema", () => {
  const schema = JSON.parse(slipway.schema?.() ?? "") as Schema;

  it("has the project's version", async () => {
    const { version } = JSON.parse(await readFile("package.json", "utf8")) as { readonly version: string };
    assert.deepEqual([schema.name, schema.version, slipway.version], [slipway.name, version, version]);
  });

  it("describes what the resource takes and gives", () => {
    const inputs = { owner: "a", repository: "b" };
    const described = schema.resources[immutableReleases.type];
    assert.deepEqual(Object.keys(described?.inputProperties ?? {}), Object.keys(inputs));
    assert.deepEqual(
      Object.keys(described?.properties ?? {}),
      Object.keys(immutableReleases.preview(inputs)),
    );
    assert.deepEqual(described?.required, Object.keys(described?.properties ?? {}));
  });
});
