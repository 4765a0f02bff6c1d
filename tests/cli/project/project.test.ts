import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProject } from "../../../cli/project/project.ts";

describe("a project's own file", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-project-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const cases = [
    { what: "is broken", text: "name: [a\n", says: /Pulumi\.yaml:1: is not valid YAML \(.+\); correct/ },
    { what: "is empty", text: "", says: /Pulumi\.yaml: is empty; give it a name/ },
    { what: "is text", text: "slipway\n", says: /Pulumi\.yaml: is text, not a map/ },
    { what: "has no name", text: "runtime: nodejs\n", says: /Pulumi\.yaml: has no `name`; give it/ },
  ];
  for (const { what, text, says } of cases) {
    it(`is named where it ${what}`, () => {
      writeFileSync(join(folder, "Pulumi.yaml"), text);
      assert.throws(() => readProject(folder), says);
    });
  }
});
