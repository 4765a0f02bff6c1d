import assert from "node:assert/strict";
import type { ReleaseEvent } from "../../../rehearsal/release/report.ts";
import type { JobEnded, JobOnRunner } from "../../../rehearsal/runner/job.ts";
import { thisMachine } from "../../../rehearsal/workflow/machine.ts";
import { readWorkflow } from "../../../rehearsal/workflow/workflow.ts";
import type { KeptJobs, RunGround } from "../../../rehearsal/workflow-run/ground.ts";
import { runWorkflow } from "../../../rehearsal/workflow-run/run.ts";

const github = {
  repository: "octo-org/example",
  repository_owner: "octo-org",
  actor: "octocat",
  ref: "refs/tags/v1.0",
  ref_name: "v1.0",
  sha: "0".repeat(40),
  workflow: "Release",
  workflow_ref: "octo-org/example/.github/workflows/release.yml@refs/tags/v1.0",
  event_name: "push",
  run_id: "1",
  run_attempt: "1",
  event: {},
};

/** How legs end, by the name of their folder's last part; a job that is not named ends well. */
interface Scripted {
  readonly failing?: readonly string[];
  readonly outputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly kept?: KeptJobs;
  readonly deploy?: (environment: string) => string | null;
  readonly standIn?: RunGround["standIn"];
  readonly signal?: AbortSignal;
}

async function run(jobs: string, scripted: Scripted = {}) {
  const given: JobOnRunner[] = [];
  const events: ReleaseEvent[] = [];
  const ground: RunGround = {
    runner: {
      run(job): Promise<JobEnded> {
        given.push(job);
        const result = scripted.failing?.includes(job.id) === true ? "failure" : "success";
        const outputs = scripted.outputs?.[job.id] ?? {};
        return Promise.resolve({ result, outputs, steps: [], seconds: 1, log: "log.txt" });
      },
    },
    folder: "/nowhere/run",
    here: thisMachine("linux", "x64"),
    pythons: ["3.12", "3.13"],
    atOnce: 2,
    open: () => ({ variables: {}, secrets: {}, path: [], close: () => undefined }),
    deploy: (environment) => Promise.resolve(scripted.deploy?.(environment) ?? null),
    standIn: scripted.standIn ?? (() => Promise.resolve(null)),
    settled: () => Promise.resolve(),
    told: (event) => void events.push(event),
  };
  const workflow = readWorkflow(`name: Release\non: push\njobs:\n${jobs}`);
  const file = "release.yml";
  const all = { workflow, file, github, inputs: {}, kept: scripted.kept ?? {}, fail: null };
  const ended = await runWorkflow(all, ground, scripted.signal ?? new AbortController().signal);
  const outcomes = ended.reports.map(({ key, outcome }) => [
    key,
    "result" in outcome ? outcome.result : outcome.kind,
  ]);
  return { ...ended, given, events, outcomes: Object.fromEntries(outcomes) as Record<string, string> };
}

const step = "steps: [{run: 'true'}]";

describe("a workflow run job by job", () => {
  it("never runs a Windows job, nor passes a leg of a mixed matrix that belongs elsewhere", async () => {
    const { given, outcomes, reports } = await run(`
  windows: {runs-on: windows-2025, ${step}}
  mixed:
    runs-on: \${{ matrix.runner }}
    strategy: {matrix: {include: [{os: win, runner: windows-2025}, {os: mac, runner: macos-15}, {os: linux, runner: ubuntu-24.04}]}}
    ${step}
  after: {runs-on: ubuntu-24.04, needs: [windows, mixed], ${step}}
`);
    assert.deepEqual(outcomes, {
      windows: "not-run-here",
      "mixed (win)": "not-run-here",
      "mixed (mac)": "not-run-here",
      "mixed (linux)": "success",
      after: "success",
    });
    assert.deepEqual(
      given.map(({ id, leg }) => [id, leg?.["os"]]),
      [
        ["mixed", "linux"],
        ["after", undefined],
      ],
    );
    const [windows] = reports;
    assert.deepEqual(windows?.outcome, { kind: "not-run-here", reason: "needs Windows on x86_64" });
  });

  it("runs the Pythons that are here, and the last one where none is", async () => {
    const matrix = (pythons: string) =>
      `runs-on: ubuntu-24.04\n    strategy: {matrix: {python: [${pythons}]}}\n    ${step}`;
    const { outcomes } = await run(`
  some:
    ${matrix("'3.12', '3.13', '3.14'")}
  none:
    ${matrix("'3.14', '3.15'")}
`);
    assert.deepEqual(outcomes, {
      "some (3.12)": "success",
      "some (3.13)": "success",
      "some (3.14)": "not-run-here",
      "none (3.14)": "not-run-here",
      "none (3.15)": "success",
    });
  });

  it("leaves out what needs a job that failed, but for conditions that say otherwise", async () => {
    const { outcomes } = await run(
      `
  one: {runs-on: ubuntu-24.04, ${step}}
  two: {runs-on: ubuntu-24.04, needs: one, ${step}}
  three: {runs-on: ubuntu-24.04, needs: two, ${step}}
  always: {runs-on: ubuntu-24.04, needs: two, if: always(), ${step}}
  failed: {runs-on: ubuntu-24.04, needs: one, if: failure(), ${step}}
  calm: {runs-on: ubuntu-24.04, needs: two, if: "!cancelled() && !failure()", ${step}}
  never: {runs-on: ubuntu-24.04, if: "github.ref == 'refs/heads/main'", ${step}}
`,
      { failing: ["one"] },
    );
    assert.deepEqual(outcomes, {
      one: "failure",
      two: "not-reached",
      three: "not-reached",
      always: "success",
      failed: "success",
      calm: "not-reached",
      never: "skipped",
    });
  });

  it("hands outputs on, and what stands in for legs elsewhere adds to them", async () => {
    const { given, notes } = await run(
      `
  image:
    runs-on: \${{ matrix.runner }}
    strategy: {matrix: {include: [{a: amd64, runner: ubuntu-24.04}, {a: arm64, runner: ubuntu-24.04-arm}]}}
    ${step}
  push: {runs-on: ubuntu-24.04, needs: image, ${step}}
`,
      {
        outputs: { image: { amd64: "one", arm64: "" } },
        standIn: ({ leg }) =>
          Promise.resolve({ outputs: { arm64: "two" }, note: `made up ${String(leg["a"])}` }),
      },
    );
    const needed = { image: { result: "success", outputs: { amd64: "one", arm64: "two" } } };
    assert.deepEqual(given.find(({ id }) => id === "push")?.needs, needed);
    assert.deepEqual(notes, ["made up arm64"]);
  });

  it("runs again what failed and what waited for it, and nothing else", async () => {
    const jobs = `
  one: {runs-on: ubuntu-24.04, ${step}}
  two: {runs-on: ubuntu-24.04, needs: one, ${step}}
  three: {runs-on: ubuntu-24.04, needs: two, ${step}}
`;
    const first = await run(jobs, { failing: ["two"], outputs: { one: { version: "1.0" } } });
    const again = await run(jobs, { kept: first.kept });
    assert.deepEqual(again.outcomes, { one: "kept", two: "success", three: "success" });
    const [two] = again.given;
    assert.deepEqual(two?.needs, { one: { result: "success", outputs: { version: "1.0" } } });
  });

  it("lets no job use an environment that it may not, and tells why", async () => {
    const { outcomes, given, reports } = await run(
      `
  publish: {runs-on: ubuntu-24.04, environment: pypi, ${step}}
  verify: {runs-on: ubuntu-24.04, needs: publish, ${step}}
`,
      { deploy: (environment) => `nobody approved ${environment}` },
    );
    assert.deepEqual([outcomes, given], [{ publish: "refused", verify: "not-reached" }, []]);
    assert.deepEqual(reports[0]?.outcome, { kind: "refused", reason: "nobody approved pypi" });
  });

  it("asks nobody for an environment of a job that is not run here", async () => {
    const { outcomes } = await run(`\n  publish: {runs-on: windows-2025, environment: pypi, ${step}}\n`, {
      deploy: () => assert.fail("it was asked for"),
    });
    assert.deepEqual(outcomes, { publish: "not-run-here" });
  });

  it("starts nothing once it is broken off", async () => {
    const { outcomes, given } = await run(`\n  one: {runs-on: ubuntu-24.04, ${step}}\n`, {
      signal: AbortSignal.abort(),
    });
    assert.deepEqual([outcomes, given], [{ one: "not-reached" }, []]);
  });

  it("fails a job whose condition GitHub would refuse", async () => {
    const { outcomes, reports } = await run(`\n  one: {runs-on: ubuntu-24.04, if: nonsense(1), ${step}}\n`);
    assert.deepEqual(outcomes, { one: "failure" });
    assert.notDeepEqual(reports[0]?.said, []);
  });

  it("tells of every job once before it begins, and of each as it ends", async () => {
    const { events } = await run(`\n  one: {name: The first, runs-on: ubuntu-24.04, ${step}}\n`);
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ["planned", "started", "ended"],
    );
  });
});
