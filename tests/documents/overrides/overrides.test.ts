import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { formatFault, FaultsError } from "../../../config/fault.ts";
import type { ActionLock } from "../../../documents/actions.ts";
import { buildDocuments, checkDocuments } from "../../../documents/documents.ts";
import type { Overrides, WorkflowOverride } from "../../../documents/overrides/override.ts";
import { dev, prod } from "../fixture-plan.ts";
import { jobOf, type ReadWorkflow, readWorkflow, stepOf, textOf } from "../read-workflow.ts";

/** Below a file, so that nothing is remembered. */
const nowhere = join(import.meta.filename, "verdicts.json");

interface Example {
  readonly "slipway:overrides": Overrides;
  readonly "slipway:actions"?: ActionLock;
}

const build = (override: WorkflowOverride) =>
  readWorkflow(prod, "build.yml", { overrides: { "build.yml": override } });

function faultsOf(overrides: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    buildDocuments(prod, { overrides });
  } catch (error) {
    if (error instanceof FaultsError) return error.faults.map(formatFault);
    throw error;
  }
  return [];
}

const keys = fc.constantFrom(
  ...["jobs", "test", "docs", "steps", "append", "replace", "checkout", "uses", "run", "id", "name", "with"],
  ...[
    "strategy",
    "matrix",
    "include",
    "needs",
    "permissions",
    "contents",
    "grants",
    "reason",
    "runs-on",
    "env",
  ],
  ...["on", "push", "constructor", "__proto__", "toString"],
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom(null, 7, true, "", "x", "${{ a }}"),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 3 }),
  ),
}));
const anyJobs = fc.dictionary(keys, fc.dictionary(keys, anyValue, { maxKeys: 4 }), { maxKeys: 3 });
const anyOverrides = fc.record({ "build.yml": fc.oneof(anyValue, fc.record({ jobs: anyJobs })) });

describe("overrides", () => {
  it("merge into any part, and null removes", () => {
    const workflow = build({
      name: "Continuous integration",
      on: { pull_request: null },
      env: { COLUMNS: "120" },
      jobs: { test: { "timeout-minutes": 90, strategy: { "max-parallel": 2 } } },
    });
    assert.deepEqual(Object.keys(workflow.on), ["push", "workflow_dispatch"]);
    const test = jobOf(workflow, "test");
    assert.equal(test["timeout-minutes"], 90);
    assert.equal(Object.entries(test.strategy ?? {}).find(([key]) => key === "max-parallel")?.[1], 2);
    assert.equal(test.strategy?.matrix.include.length, 24);
  });

  it("add steps before, after, at both ends, in place of and without others", () => {
    const say = (id: string) => ({ id, name: id, run: `echo ${id}` });
    const workflow = build({
      jobs: {
        test: {
          steps: {
            prepend: [say("first")],
            before: { python: [say("early")] },
            after: { checkout: [say("one"), say("two")] },
            replace: { install: { name: "Install by uv", run: "uv pip install dist/*.whl" } },
            remove: ["collect"],
            append: [say("last")],
          },
        },
      },
    });
    const ids = [
      "first",
      "checkout",
      "one",
      "two",
      "early",
      "python",
      "download",
      "download-locks",
      "dependencies",
      "install",
      "import",
      "test",
      "last",
    ];
    const test = jobOf(workflow, "test");
    assert.deepEqual(
      test.steps.map(({ id }) => id),
      ids,
    );
    assert.equal(stepOf(test, "install").name, "Install by uv");
  });

  it("give a step without an id one that nothing else has", () => {
    const steps = {
      append: [
        { run: "a" },
        { run: "b" },
        { uses: "actions/setup-node" },
        { name: "Run the tests!", run: "c" },
      ],
    };
    const added = jobOf(build({ jobs: { test: { steps } } }), "test").steps.slice(-4);
    assert.deepEqual(
      added.map(({ id }) => id),
      ["step", "step-2", "actions-setup-node", "run-the-tests"],
    );
  });

  it("pin an added action by the lock, and compute the added job's permissions", () => {
    const overrides: Overrides = {
      "build.yml": {
        jobs: {
          docs: { needs: ["build"], "runs-on": "ubuntu-24.04", steps: [{ uses: "actions/checkout" }] },
        },
      },
    };
    const docs = jobOf(readWorkflow(prod, "build.yml", { overrides }), "docs");
    assert.deepEqual(docs.permissions, { contents: "read" });
    assert.equal(docs["timeout-minutes"], 30);
    assert.match(
      textOf(prod, ".github/workflows/build.yml", { overrides }),
      /^ {6}contents: read # check out the sources\n {4}steps:\n {6}- name: actions\/checkout\n/m,
    );
  });

  it("take rights that a step declares, and rights on top of the computed ones", () => {
    const steps = {
      append: [{ run: "gh issue create", grants: { issues: { access: "write", reason: "report" } } }],
    } as const;
    const permissions = { checks: "write", contents: null } as const;
    const overrides: Overrides = { "build.yml": { jobs: { test: { steps, permissions } } } };
    assert.match(
      textOf(prod, ".github/workflows/build.yml", { overrides }),
      / {4}permissions:\n {6}checks: write # asked for by the stack's overrides\n {6}issues: write # report\n {4}strategy:/,
    );
  });

  it("extend the lock", () => {
    const commit = "a".repeat(40);
    const actions = { "codecov/codecov-action": { version: "v6.0.0", commit } };
    const overrides: Overrides = {
      "build.yml": { jobs: { test: { steps: { append: [{ uses: "codecov/codecov-action" }] } } } },
    };
    const text = textOf(prod, ".github/workflows/build.yml", { overrides, actions });
    assert.ok(text.includes(`uses: codecov/codecov-action@${commit} # v6.0.0\n`));
    assert.ok(buildDocuments(prod, { overrides, actions }).actions.includes("codecov/codecov-action"));
  });

  it("remove a job, and let what needed it wait for what came before, lest it runs at once", () => {
    const needsOf = (...removed: readonly string[]) => {
      const overrides = { "release.yml": { jobs: Object.fromEntries(removed.map((id) => [id, null])) } };
      const { jobs } = readWorkflow(dev, "release.yml", { overrides });
      return { attest: jobs["attest"]?.needs?.join(), draft: jobs["draft"]?.needs?.join() };
    };
    const draft = "gate,resume,build,attest";
    assert.deepEqual(needsOf(), { attest: "resume,rebuild,test,coverage,sbom,build", draft });
    assert.deepEqual(needsOf("test"), { attest: "resume,rebuild,gate,build,coverage,sbom", draft });
    assert.deepEqual(needsOf("coverage"), { attest: "resume,rebuild,test,gate,build,sbom", draft });
    const { jobs } = build({ jobs: { test: null } });
    assert.deepEqual(jobs["all-green"]?.needs, ["build", "rebuild", "coverage"]);
  });

  it("leave what they do not name as it is", () => {
    const overrides: Overrides = { "build.yml": { jobs: {} }, "release.yml": {} };
    assert.deepEqual(buildDocuments(prod, { overrides }), buildDocuments(prod));
  });

  it("work as the guide shows them", async () => {
    const guide = readFileSync(join(import.meta.dirname, "../../../docs/overrides.md"), "utf8");
    const examples = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(
      ([, source = ""]) => parse(source) as Example,
    );
    assert.ok(examples.length >= 5);
    for (const example of examples) {
      const overrides = example["slipway:overrides"];
      const { documents } = buildDocuments(prod, { overrides, actions: example["slipway:actions"] ?? {} });
      assert.notDeepEqual(documents, buildDocuments(prod).documents);
      assert.deepEqual(await checkDocuments(documents, { verdicts: nowhere }), []);
    }
  });

  it("add no step by a version of an action that breaks its line", () => {
    const uses = { "build.yml": { jobs: { test: { steps: { append: [{ uses: "foo/bar" }] } } } } };
    for (const version of ["v1\n      - run: touch /tmp/x # y", "v1\u2028x", "v1\u0085x", "v1 x", ""]) {
      const actions = { "foo/bar": { version, commit: "0".repeat(40) } };
      assert.throws(
        () => buildDocuments(prod, { overrides: uses, actions }),
        /^FaultsError: slipway:actions\.foo\/bar\.version: is not a version; [^\n]*$/,
      );
    }
  });

  it("add no line by a right's reason or by a name", () => {
    const breaks = ["\n", "\r", "\u0085", "\u2028", "\u2029", "\u001b"];
    for (const broken of breaks.map((character) => `a${character}      contents: write`)) {
      const permissions = { checks: { access: "write", reason: broken } };
      const steps = { append: [{ name: broken, run: "a", env: { [broken]: broken } }] };
      const overrides = { "build.yml": { name: broken, jobs: { test: { permissions, steps } } } };
      const plan = { ...prod, project: broken, stack: broken };
      const text = textOf(plan, ".github/workflows/build.yml", { overrides });
      assert.doesNotMatch(text, /[^\n\P{C}]|[\u2028\u2029]/u);
      assert.match(text, / {6}checks: write # a contents: write\n/);
      const test = jobOf(parse(text) as ReadWorkflow, "test");
      assert.deepEqual(test.permissions, { checks: "write", contents: "read" });
      assert.equal(test.steps.at(-1)?.name, broken);
    }
  });

  it("are refused, not stumbled over, where a matrix is removed and the strategy is not", () => {
    const place = "slipway:overrides.build.yml.jobs.test.strategy";
    const mends = [
      [
        { matrix: null },
        `${place}.matrix: is missing; give the strategy a matrix, or remove it as a whole by null`,
      ],
      [{ matrix: 7 }, `${place}.matrix: is no matrix; write lists of values by name, or an expression`],
      ["fast", `${place}: is not an object; write keys and values`],
    ] as const;
    for (const [strategy, fault] of mends) {
      assert.deepEqual(faultsOf({ "build.yml": { jobs: { test: { strategy } } } }), [fault]);
    }
  });

  it("are refused, not stumbled over, where a step uses what is no text", () => {
    const job = { "runs-on": "ubuntu-24.04", steps: [{ uses: 7 }] };
    assert.deepEqual(faultsOf({ "build.yml": { jobs: { docs: job } } }), [
      "slipway:overrides.build.yml.jobs.docs.steps[0].uses: is not a text; write some text",
    ]);
  });

  it("find nothing under the names that every object answers to", () => {
    const overrides: unknown = JSON.parse(
      '{"build.yml": {"jobs": {"__proto__": {"runs-on": "x"}, "constructor": {"name": "hi"}}}, "toString": {}}',
    );
    const jobs = "slipway:overrides.build.yml.jobs";
    assert.deepEqual(faultsOf(overrides as Readonly<Record<string, unknown>>), [
      "slipway:overrides.toString: names no workflow that exists; use one of: build.yml, release.yml, upkeep.yml",
      `${jobs}.__proto__.steps: leaves the job without a step; give it one`,
      `${jobs}.constructor.runs-on: is missing; give a runner, such as ubuntu-24.04`,
      `${jobs}.constructor.steps: leaves the job without a step; give it one`,
    ]);
    const env = JSON.parse('{"constructor": {"name": "a"}, "__proto__": "b"}') as Record<string, string>;
    assert.match(
      textOf(prod, ".github/workflows/build.yml", { overrides: { "build.yml": { env } } }),
      /^env:\n {2}constructor:\n {4}name: a\n {2}__proto__: b\n/m,
    );
  });

  it("never crash, whatever stands in them", () => {
    fc.assert(
      fc.property(anyOverrides, (overrides) => void faultsOf(overrides)),
      { numRuns: 300 },
    );
  });

  it("are refused all at once, each with its place and mend", () => {
    const faults = faultsOf({
      "biuld.yml": {},
      "build.yml": {
        permissions: { contents: "write" },
        jobs: {
          test: { step: [], steps: { after: { chekout: [{ run: "a" }] }, remove: ["nothing"] } },
          gone: null,
          docs: { steps: [{ run: "a", uses: "actions/checkout" }, {}, 3] },
          lint: {
            "runs-on": "ubuntu-24.04",
            steps: [{ uses: "acme/lint" }, { run: "a", grants: { contents: "admin" } }],
          },
          build: { name: null, steps: [] },
        },
      },
      "release.yml": [],
    });
    const expected = [
      /^slipway:overrides\.biuld\.yml: names no workflow that exists; did you mean "build\.yml"\?$/,
      /^slipway:overrides\.build\.yml\.permissions: is not known; /,
      /^slipway:overrides\.build\.yml\.jobs\.gone: names no job that exists; use one of: build, rebuild, test, coverage, all-green$/,
      /^slipway:overrides\.build\.yml\.jobs\.test\.step: is not known; did you mean "steps"\?$/,
      /^slipway:overrides\.build\.yml\.jobs\.test\.steps\.after\.chekout: names no step that exists; did you mean "checkout"\?$/,
      /^slipway:overrides\.build\.yml\.jobs\.test\.steps\.remove\[0\]: names no step that exists; use one of: checkout, /,
      /^slipway:overrides\.build\.yml\.jobs\.docs\.steps\[0\]: must have either run or uses; /,
      /^slipway:overrides\.build\.yml\.jobs\.docs\.steps\[1\]: must have either run or uses; /,
      /^slipway:overrides\.build\.yml\.jobs\.docs\.steps\[2\]: is not an object; /,
      /^slipway:overrides\.build\.yml\.jobs\.docs\.runs-on: is missing; give a runner, such as ubuntu-24\.04$/,
      /^slipway:overrides\.build\.yml\.jobs\.lint\.steps\[1\]\.grants\.contents: is no right; /,
      /^slipway:overrides\.build\.yml\.jobs\.build\.name: can't be removed; give a name$/,
      /^slipway:overrides\.build\.yml\.jobs\.build\.steps: leaves the job without a step; /,
      /^slipway:overrides\.release\.yml: is not an object; /,
      /^slipway:overrides\.build\.yml\.jobs\.lint\.steps\.acme-lint\.uses: action "acme\/lint" is not in the lock; add it to slipway:actions/,
    ];
    assert.equal(faults.length, expected.length, faults.join("\n"));
    for (const pattern of expected)
      assert.ok(
        faults.some((fault) => pattern.test(fault)),
        `${pattern}\n${faults.join("\n")}`,
      );
  });
});
