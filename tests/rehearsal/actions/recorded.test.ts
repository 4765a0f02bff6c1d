import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import lock from "../../../documents/actions.lock.json" with { type: "json" };
import { recordedActions, standInActions } from "../../../rehearsal/actions/actions.ts";
import { usesFaults } from "../../../rehearsal/actions/check-uses.ts";
import { type Step, readWorkflow } from "../../../rehearsal/workflow/workflow.ts";

interface ActionFile {
  readonly inputs?: Readonly<
    Record<string, { readonly required?: boolean; readonly default?: unknown } | null>
  >;
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly { readonly run?: string }[] };
}

const commits: Readonly<Record<string, { readonly version: string; readonly commit: string }>> = lock;
const golden = join(import.meta.dirname, "../../documents/golden");
const rehearsed = ["release.yml", "build.yml", "image.yml", "upkeep.yml"];

describe("what stands in for actions", () => {
  for (const [name, folder] of standInActions()) {
    it(`takes and answers what ${name} does, as recorded`, () => {
      const file = parse(readFileSync(join(folder, "action.yml"), "utf8")) as ActionFile;
      const recorded = recordedActions.get(name)!;
      const inputs = Object.entries(file.inputs ?? {}).map(([input, said]) => [
        input,
        {
          ...(said?.default !== undefined && { default: said.default }),
          ...(said?.required && { required: true }),
        },
      ]);
      assert.deepEqual(Object.fromEntries(inputs), recorded.inputs);
      assert.deepEqual(Object.keys(file.outputs ?? {}), recorded.outputs);
      assert.equal(file.runs.using, "composite");
    });
  }

  it("is recorded at the commits that are delivered, with where it was read", () => {
    for (const [name, { version, commit, read }] of recordedActions) {
      assert.deepEqual(
        { version, commit },
        { version: commits[name]?.version, commit: commits[name]?.commit },
        name,
      );
      assert.ok(read.length > 0, name);
    }
  });

  it("stands in for all that the delivered workflows use, with the inputs that they give", () => {
    const files = globSync(join(golden, "*", `{${rehearsed.join(",")}}`)).filter((file) =>
      rehearsed.includes(basename(file)),
    );
    assert.ok(files.length > 10);
    const faults = files.flatMap((file) => usesFaults(readWorkflow(readFileSync(file, "utf8"))));
    assert.deepEqual(faults, []);
  });

  it("has nothing for an action, a commit or an input that is not recorded, and misses what is required", () => {
    const { commit } = commits["actions/upload-artifact"]!;
    const uses = `actions/upload-artifact@${commit}`;
    assert.deepEqual(faultsOf({ uses, with: { PATH: "dist" } }), []);
    assert.deepEqual(faultsOf({ uses, with: { paths: "dist" } }), [
      "gives actions/upload-artifact the input paths, which it does not have",
      "does not give actions/upload-artifact its input path",
    ]);
    const other = `actions/upload-artifact@${"a".repeat(40)}`;
    assert.deepEqual(faultsOf({ uses: other, with: { path: "dist" } }), [
      `uses actions/upload-artifact at ${"a".repeat(40)}, whose inputs are not recorded`,
    ]);
    assert.deepEqual(faultsOf({ uses: "octo/unknown@v1" }), [
      "uses octo/unknown, which nothing stands in for",
    ]);
  });
});

function faultsOf(step: Step): readonly string[] {
  const document = { name: "Release", jobs: { build: { steps: [{ id: "one", ...step }] } } };
  return usesFaults(readWorkflow(JSON.stringify(document))).map(({ place, fault }) => {
    assert.equal(place, "Release, build.one");
    return fault;
  });
}
