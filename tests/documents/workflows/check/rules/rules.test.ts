import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { checkWorkflow } from "../../../../../documents/workflows/check/check.ts";
import { checkRules, rules } from "../../../../../documents/workflows/check/rules/rules.ts";
import { faultsOf, workflowOf } from "./judge.ts";

const folder = join(import.meta.dirname, "../../../../../documents/workflows/check/rules");

/** Pieces of scripts, so that what is made of them looks like one. */
const script = fc
  .array(
    fc.constantFrom(
      ..."curl|wget|sh|bash|-c|-o|python|-m|pip|install|uvx|npx|a@1|a==1|-r|$(|${|`|'|\"|(|)|<(|<<EOF|EOF|<<<|>|2>&1||&|;|#|\\|\n|\r\n| |${{|}}|x=|$x|eval|iex|--from"
        .split("|")
        .map((piece) => piece || "|"),
      "||",
      "constructor",
      "__proto__",
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(""));

const anything = fc.oneof(fc.jsonValue({ maxDepth: 4 }), script, fc.constant("${{ matrix.a.b }}"));
const keyed = (keys: readonly string[], value: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom(...keys, "__proto__", "constructor"), value, { maxKeys: keys.length });
const step = keyed(
  ["run", "uses", "with", "env", "shell"],
  fc.oneof(anything, keyed(["cache", "push"], anything)),
);
const job = keyed(
  [
    "runs-on",
    "steps",
    "strategy",
    "needs",
    "permissions",
    "environment",
    "container",
    "services",
    "concurrency",
  ],
  fc.oneof(
    anything,
    fc.array(fc.oneof(step, anything), { maxLength: 3 }),
    keyed(
      ["matrix", "image", "labels", "contents", "a"],
      fc.oneof(anything, keyed(["include", "a", "b"], anything)),
    ),
  ),
);
const workflow = keyed(["on", "env", "permissions", "concurrency"], anything).chain((top) =>
  keyed(["a", "b"], fc.oneof(job, anything)).map((jobs) => ({ ...top, jobs })),
);

describe("rules on delivered workflows", () => {
  it("are listed all, say why, and each has its tests", () => {
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    assert.equal(texts.filter((text) => text.includes(": Rule = {")).length, rules.length);
    for (const { name, reason } of rules) {
      assert.ok(existsSync(join(folder, `${name}.ts`)), name);
      assert.ok(existsSync(join(import.meta.dirname, `${name}.test.ts`)), name);
      assert.match(reason, /^[A-Z].*\.$/);
    }
  });

  it("hold for what an operator adds: file, line, job, step, fault and mend", async () => {
    const steps = [{ run: "true" }, { run: "curl https://example.com/i | sh\npip install twine" }];
    const faults = await faultsOf(workflowOf({ steps, "runs-on": "ubuntu-latest" }));
    assert.deepEqual(
      faults.map(({ place, fault }) => `${place} ${fault}`),
      [
        ".github/workflows/build.yml:9 jobs.job.steps[1].run runs what it downloads (curl into sh)",
        '.github/workflows/build.yml:5 jobs.job.runs-on can be "ubuntu-latest", a label that moves to other machines',
        ".github/workflows/build.yml:9 jobs.job.steps[1].run installs twine in whatever version there is",
      ],
    );
    for (const { mend } of faults) assert.ok(mend.length > 20, mend);
  });

  it("never throw, whatever a workflow holds", () => {
    const sound = { seed: 20_261_122, numRuns: 1500 };
    fc.assert(
      fc.property(workflow, (data) => void checkRules(data)),
      sound,
    );
    fc.assert(
      fc.property(fc.jsonValue(), (data) => void checkRules(data)),
      { ...sound, numRuns: 200 },
    );
    fc.assert(
      fc.property(script, (run) => void checkRules(workflowOf({ steps: [{ run }] }))),
      sound,
    );
  });

  it("never throw on a text that is hardly YAML", async () => {
    const texts = [
      "",
      "jobs",
      "jobs: &a {a: *a}",
      "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\njobs: {a: *c}",
      "jobs: *nowhere",
      "jobs: {a: {steps: [{run: {}}, {run: 3}, null, [[]]], runs-on: [null, {}]}}",
      "? {a: b}\n: c",
      "jobs:\n  a:\n\tsteps:",
      `jobs: ${"[".repeat(200)}`,
    ];
    for (const content of texts) await checkWorkflow({ path: ".github/workflows/x.yml", content });
  });
});
