import assert from "node:assert/strict";
import { deliveryFaults } from "../../components/delivery-lookup.ts";
import { formatFault } from "../../config/fault.ts";
import { buildDocuments } from "../../documents/documents.ts";
import { parseSettings } from "../../config/parse.ts";
import { buildPlan } from "../../plan/build.ts";
import { least, rawConfig } from "../config/raw-config.ts";

const planOf = (stack: string) =>
  buildPlan({ project: "slipway", stack }, parseSettings(rawConfig(least, "dev")));
const path = ".github/workflows/release.yml";
const faultsIn = (content: string | undefined) =>
  deliveryFaults(planOf("dev"), path, content).map(formatFault);

describe("deliveryFaults", () => {
  it("finds nothing where nothing stands, and in any file of the stack itself", () => {
    assert.deepEqual(faultsIn(undefined), []);
    assert.deepEqual(faultsIn(""), []);
    for (const { content } of buildDocuments(planOf("dev")).documents) {
      assert.deepEqual(faultsIn(`${content}# changed by hand\n`), []);
    }
  });

  it("refuses a file that a person put there, before any setting is applied", () => {
    assert.deepEqual(faultsIn("name: Release\non: push\n"), [
      "octo-org/example: .github/workflows/release.yml: is there already, and no stack delivered it; remove or rename it there; what it did beyond the delivered one can go into slipway:overrides",
    ]);
  });

  it("refuses a second stack on the repository, and names the first", () => {
    const [document] = buildDocuments(planOf("other")).documents;
    assert.deepEqual(faultsIn(document?.content), [
      "octo-org/example: .github/workflows/release.yml: is delivered by stack other of project slipway; one stack delivers to a repository: destroy that one first, or set another slipway:package.repository",
    ]);
  });
});
