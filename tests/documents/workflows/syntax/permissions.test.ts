import assert from "node:assert/strict";
import { permissionsOf } from "../../../../documents/workflows/syntax/permissions.ts";
import type { StepDraft } from "../../../../documents/workflows/syntax/workflow.ts";

const uses = (action: string): StepDraft => ({ id: "step", name: "Step", uses: action });

describe("permissions of a job", () => {
  it("are none where no step needs any", () => {
    assert.deepEqual(
      permissionsOf([uses("actions/download-artifact"), { id: "a", name: "a", run: "a" }]),
      {},
    );
  });

  it("are the union of what the steps need, an action's commit aside, with each reason", () => {
    const release: StepDraft = {
      id: "release",
      name: "Release",
      run: "gh release create",
      grants: { contents: { access: "write", reason: "create the release" } },
    };
    assert.deepEqual(
      permissionsOf([uses(`actions/checkout@${"a".repeat(40)} # v1.0.0`), release, uses("actions/checkout")]),
      {
        contents: { access: "write", reason: "check out the sources, create the release" },
      },
    );
  });

  it("never fall from write to read", () => {
    const write: StepDraft = {
      id: "a",
      name: "a",
      run: "a",
      grants: { contents: { access: "write", reason: "push" } },
    };
    assert.equal(permissionsOf([write, uses("actions/checkout")]).contents?.access, "write");
  });

  it("are the step's own where it declares them, be it none", () => {
    assert.deepEqual(permissionsOf([{ ...uses("pypa/gh-action-pypi-publish"), grants: {} }]), {});
  });
});
