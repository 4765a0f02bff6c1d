import assert from "node:assert/strict";
import fc from "fast-check";
import { FaultsError } from "../../config/fault.ts";
import { parseSettings } from "../../config/parse.ts";
import { settingsSchema } from "../../config/schema/settings.ts";

const sections = Object.keys(settingsSchema.shape);
const inner = ["name", "pythons", "kind", "native", "tests", "reviewers", "environment", "pypi", "version"];
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, "", "3.13", "pypi", "native", 3.13, true),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...inner, "x"), tie("value"), { maxKeys: 4 }),
  ),
})).value;

describe("parseSettings on anything", () => {
  it("answers settings or faults that each have a place, and never breaks", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...sections, "x"), json), (config) => {
        const values: Record<string, string> = {};
        for (const [key, value] of Object.entries(config)) values[`slipway:${key}`] = JSON.stringify(value);
        try {
          parseSettings({ stack: "dev", values, secretKeys: new Set() });
        } catch (error) {
          assert.ok(error instanceof FaultsError, String(error));
          for (const { place, fault, mend } of error.faults) assert.ok(place && fault && mend, error.message);
        }
      }),
      { numRuns: 500 },
    );
  });
});
