import assert from "node:assert/strict";
import { stringify } from "yaml";
import type { Fault } from "../../../../../config/fault.ts";
import { showPath } from "../../../../../documents/workflows/check/findings.ts";
import { judgedWorkflow, type Rule } from "../../../../../documents/workflows/check/judged-workflow.ts";
import { checkWorkflow } from "../../../../../documents/workflows/check/check.ts";

type Data = Readonly<Record<string, unknown>>;

/** A workflow of one job that breaks no rule, but for what is given. */
export function workflowOf(job: Data, more: Data = {}): Data {
  const sound = { "runs-on": "ubuntu-24.04", "timeout-minutes": 5, steps: [{ run: "true" }] };
  return { on: "push", permissions: {}, jobs: { job: { ...sound, ...job } }, ...more };
}

/** What a rule says of a workflow: `jobs.job.steps[0].run runs ...`. */
export function saidBy({ check }: Rule, workflow: unknown): readonly string[] {
  return check(judgedWorkflow(workflow)).map(({ path, fault }) => `${showPath(path)} ${fault}`);
}

/** Tests of a rule on scripts: those it refuses with what it says of each, and those it lets pass. */
export function judgesScripts(
  rule: Rule,
  broken: readonly (readonly [script: string, said: RegExp])[],
  sound: readonly string[],
): void {
  for (const [script, said] of broken) {
    it(`refuses ${JSON.stringify(script)}`, () => {
      const [first = "", ...others] = saidBy(rule, workflowOf({ steps: [{ run: script }] }));
      assert.match(first, said);
      assert.ok(first.startsWith("jobs.job.steps[0].run "), first);
      assert.deepEqual(others, []);
    });
  }
  for (const script of sound) {
    it(`lets ${JSON.stringify(script)} pass`, () => {
      assert.deepEqual(saidBy(rule, workflowOf({ steps: [{ run: script }] })), []);
    });
  }
}

/** What the check at preview says of the workflow's text. */
export function faultsOf(workflow: unknown): Promise<readonly Fault[]> {
  return checkWorkflow({ path: ".github/workflows/build.yml", content: stringify(workflow) });
}
