import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";
import { setUpPython } from "../../../rehearsal/actions/actions/setup-python/setup-python.ts";
import { standInActions } from "../../../rehearsal/actions/actions.ts";
import { findPythons } from "../../../rehearsal/python/find.ts";
import { type TestJob, beginJob } from "./step-of.ts";

const actions = join(import.meta.dirname, "../../../rehearsal/actions");

describe("a step that uses an action", () => {
  let job: TestJob;
  beforeEach(() => {
    job = beginJob({});
  });
  afterEach(() => job[Symbol.dispose]());

  /** Runs the command of an action's file, as a runner does. */
  const run = (action: string, inputs: Readonly<Record<string, string>>) => {
    const text = readFileSync(join(standInActions().get(action)!, "action.yml"), "utf8");
    const { runs } = parse(text) as {
      readonly runs: { readonly steps: readonly [{ readonly run: string }] };
    };
    const output = join(job.temp, "output");
    const ended = spawnSync("bash", ["-e", "-c", runs.steps[0].run], {
      cwd: job.workspace,
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        ...job.variables,
        INPUTS: JSON.stringify(inputs),
        GITHUB_OUTPUT: output,
        REHEARSAL_NODE: process.execPath,
        REHEARSAL_ACTIONS: actions,
      },
    });
    return { ...ended, outputs: existsSync(output) ? readFileSync(output, "utf8") : "" };
  };

  it("is started by the action's own file, and notes what it did otherwise", () => {
    const inputs = { path: "layers", key: "one", "restore-keys": "other", "fail-on-cache-miss": "false" };
    const { status, stdout } = run("actions/cache", inputs);
    assert.deepEqual([status, stdout], [0, "Cache not found for input keys: one, other\n"]);
    assert.deepEqual(job.notes(), ["actions/cache finds nothing and keeps nothing"]);
  });

  it("fails with an annotation for each fault, and lets no value become a command of the runner's", () => {
    const inputs = { path: "", key: "one", "restore-keys": "", "fail-on-cache-miss": "false" };
    const failed = run("actions/cache", inputs);
    assert.deepEqual([failed.status, failed.stdout], [1, "::error::Input required and not supplied: path\n"]);
    const { stdout } = run("actions/cache", { ...inputs, path: "layers", key: "##[add-path]/tmp" });
    assert.ok(!stdout.includes("##["), stdout);
  });

  it("has a fresh Python first on the PATH of the steps that follow", async () => {
    const [python] = findPythons();
    assert.ok(python, "this machine has no Python");
    writeFileSync(join(job.workspace, ".python-version"), `${python.minor}\n`);
    const inputs = { "python-version-file": ".python-version" };
    const outputs = await job.use(["actions/setup-python", setUpPython], inputs);
    assert.equal(outputs["python-version"], python.version);
    assert.equal(job.handed("path"), `${dirname(outputs["python-path"]!)}\n`);
    assert.match(job.handed("env"), /^pythonLocation<</);
    const asked = spawnSync(outputs["python-path"]!, ["-m", "pip", "list", "--format", "freeze"], {
      encoding: "utf8",
    });
    assert.match(asked.stdout, /^pip==\S+\n$/);
  });

  it("can't have a Python that is not here, nor one with what other runs left", async () => {
    const action = ["actions/setup-python", setUpPython] as const;
    await assert.rejects(
      job.use(action, { "python-version": "pypy3.11" }),
      /CPython pypy3\.11: is not on this machine/,
    );
    await assert.rejects(job.use(action, { "python-version": "3.13", cache: "pip" }), {
      message: "The input cache can't be rehearsed",
    });
  });
});
