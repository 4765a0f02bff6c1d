import assert from "node:assert/strict";
import { deliveryOf } from "../../components/delivery-lookup.ts";
import { formatFault } from "../../config/fault.ts";
import { parseSettings } from "../../config/parse.ts";
import { buildDocuments } from "../../documents/documents.ts";
import { buildPlan } from "../../plan/build.ts";
import { least, rawConfig } from "../config/raw-config.ts";

const planOf = (stack: string) => buildPlan({ project: "slipway", stack }, parseSettings(rawConfig(least)));
const plan = planOf("dev");
const { documents } = buildDocuments(plan);
const release = ".github/workflows/release.yml";
const withRelease = (content: string | undefined) =>
  documents.map((document) => (document.path === release ? { path: release, content } : document));

describe("deliveryOf", () => {
  it("finds nothing where nothing stands", () => {
    const { faults, own } = deliveryOf(
      plan,
      documents.map(({ path }) => ({ path, content: undefined })),
    );
    assert.deepEqual([faults, own.size], [[], 0]);
  });

  it("knows every document of the stack as its own", () => {
    const { faults, own } = deliveryOf(plan, documents);
    assert.deepEqual([faults, own.size], [[], documents.length]);
  });

  it("takes a file that lost its header by hand for one to mend", () => {
    const { faults, own } = deliveryOf(plan, withRelease("name: Release\n"));
    assert.deepEqual(faults, []);
    assert.ok(!own.has(release));
  });

  it("refuses a file that a person put there, before any setting is applied", () => {
    const { faults } = deliveryOf(plan, [{ path: release, content: "name: Release\non: push\n" }]);
    assert.deepEqual(faults.map(formatFault), [
      "octo-org/example: .github/workflows/release.yml: is there already, and no stack delivered it; remove or rename it there; what it did beyond the delivered one can go into slipway:overrides",
    ]);
  });

  it("refuses a second stack on the repository, and names the first", () => {
    const { faults } = deliveryOf(plan, buildDocuments(planOf("other")).documents);
    assert.equal(faults.length, documents.length);
    assert.equal(faults[0]?.fault, "is delivered by stack other of project slipway");
  });
});
