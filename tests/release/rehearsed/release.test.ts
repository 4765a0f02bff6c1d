import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { releaseFolder } from "../../../rehearsal/release/request.ts";
import type { ReleaseReport } from "../../../rehearsal/release/report.ts";
import type { Runner } from "../../../rehearsal/runner/job.ts";
import { type Workflow, readWorkflow } from "../../../rehearsal/workflow/workflow.ts";
import { breakOff } from "./broken-off.ts";
import { type Listening, listeningOf, processesIn, stillOpen } from "./left-behind.ts";
import { pure } from "./pure.ts";
import { type Machine, machineFor } from "./machine.ts";
import { type Stack, ends, hashes, makeStack, rehearse, whatFailed } from "./stack.ts";
import { withStep, withoutPermission } from "./with-step.ts";

/** One is a job that is asked for, the other is for another machine: neither runs here. */
const elsewhere = ["check-publisher", "rebuild"];
const failing = { name: "Fail", shell: "bash", run: "exit 1" };

describe("a release rehearsed by act", function () {
  this.timeout(400_000);
  let stack: Stack;
  let machine: Machine;
  let workflow: Workflow;
  let unhindered: ReleaseReport;
  /** Goes on after each job failed once; beside the unhindered one, in a root of its own. */
  let hindered: ReleaseReport;
  /** By a new run where publishing failed; beside the tests, which are in roots of their own. */
  let anew: Promise<ReleaseReport>;
  const listened = new Map<string, Listening>();

  /** The folder of the unhindered release as it was when a job began. */
  const keptBefore = (job: string) => join(stack.folder, "before", job);

  before(async () => {
    stack = await makeStack(pure);
    machine = await machineFor(stack.folder);
    const first = stack.root("unhindered");
    const { folder, runs } = releaseFolder({ cwd: stack.folder, root: first, stack: "prod" });
    const keeping = (runner: Runner): Runner => ({
      run(job, told, signal) {
        const filter = (path: string) => !path.startsWith(runs);
        if (!existsSync(keptBefore(job.id))) cpSync(folder, keptBefore(job.id), { recursive: true, filter });
        for (const one of listeningOf(process.pid)) listened.set(one.socket, one);
        return runner.run(job, told, signal);
      },
    });
    workflow = readWorkflow(readFileSync(join(stack.folder, "files/.github/workflows/release.yml"), "utf8"));
    [unhindered, hindered] = await Promise.all([
      rehearse(stack.request(first, { jobs: 1, around: keeping })),
      failingAtEach(stack.root("hindered")),
    ]);
    anew = byNewRun(stack.root("new-run", keptBefore("publish")));
    anew.catch(() => undefined);
  });
  after(async () => {
    await anew.catch(() => undefined);
    machine.restore();
    stack.remove();
  });

  /** Makes each job fail once, and goes on; a job is begun only once it was its turn to fail. */
  async function failingAtEach(root: string): Promise<ReleaseReport> {
    const begun = new Set<string>();
    for (const [id, { permissions = {}, steps }] of Object.entries(workflow.jobs)) {
      if (elsewhere.includes(id)) continue;
      begun.add(id);
      // What a job without rights did went with its runner. What publishing did is what the new run finds.
      const hasRights = id !== "publish" && Object.values(permissions).includes("write");
      const fail = { job: id, step: id === "publish" ? (steps.at(-1)?.id ?? assert.fail()) : "" };
      const change = hasRights ? { altered: (read: Workflow) => withStep(read, id, failing) } : { fail };
      const report = await rehearse(stack.request(root, { ...change, jobs: 1, around: alone(begun) }));
      assert.equal(report.result, "failed", `${id} was made to fail`);
      assert.deepEqual(failed(report), [id], whatFailed(report));
    }
    return await rehearse(stack.request(root, { jobs: 1 }));
  }

  /** Publishing fails once all is uploaded; another run of the same tag finds it. */
  async function byNewRun(root: string): Promise<ReleaseReport> {
    const altered = (read: Workflow) => withStep(read, "publish", failing);
    assert.deepEqual(failed(await rehearse(stack.request(root, { altered }))), ["publish"]);
    return await rehearse(stack.request(root, { newRun: true, jobs: 1 }));
  }

  function assertSame(report: ReleaseReport): void {
    assert.equal(report.result, "succeeded", whatFailed(report));
    const files = (seen: ReleaseReport) =>
      Object.entries(hashes(seen)).filter(([name]) => /\.(whl|gz)$/.test(name));
    assert.deepEqual(files(report), files(unhindered));
  }

  it("ends with equal hashes everywhere, and tells what did not run here", () => {
    assert.equal(unhindered.result, "succeeded", whatFailed(unhindered));
    const { "check-publisher": check, rebuild, ...others } = ends(unhindered);
    assert.deepEqual([check, rebuild], ["skipped", "not-run-here"]);
    for (const [key, end] of Object.entries(others))
      assert.equal(end, key.includes("windows") ? "not-run-here" : "success", key);
    const places = "PyPI,attestation on PyPI,GitHub release,SHA256SUMS,ledger,provenance.jsonl,attestation";
    const released = unhindered.files.filter(({ name }) => /\.(whl|gz)$/.test(name));
    assert.deepEqual(
      released.map((file) => [file.name, file.places.join()]),
      ["example_pure-1.2.0-py3-none-any.whl", "example_pure-1.2.0.tar.gz"].map((name) => [name, places]),
    );
    assert.ok(unhindered.files.some(({ name }) => name === "release-ledger.json"));
  });

  it("ends with the same files after each job failed once, each uploaded once", () => {
    assertSame(hindered);
    assert.equal(uploads("hindered"), 2);
  });

  it("fails where any one permission of a job is missing, at that job, and says so", async () => {
    const found: string[] = [];
    for (const [id, { permissions = {} }] of Object.entries(workflow.jobs)) {
      if (elsewhere.includes(id)) continue;
      for (const feature of Object.keys(permissions)) {
        // What is held already is verified first, where there is some.
        const newRun = feature === "attestations" && ["gate", "resume"].includes(id);
        const root = stack.root(`without-${id}-${feature}`, keptBefore(newRun ? "verify" : id));
        const altered = (read: Workflow) => withoutPermission(read, id, feature);
        const around = alone(new Set(newRun ? ["gate", id] : [id]));
        const report = await rehearse(stack.request(root, { altered, around, newRun }));
        const said = whatFailed(report);
        if (failed(report).join() !== id || !/permission|Resource not accessible/.test(said))
          found.push(`${id} without ${feature}: ${failed(report).join()} failed: ${said}`);
      }
    }
    assert.deepEqual(found, []);
  });

  it("goes on by a new run where publishing failed, and uploads nothing again", async () => {
    assertSame(await anew);
    assert.equal(uploads("new-run"), 2);
  });

  it("changes nothing of the user's or of this project", async () => {
    await anew;
    assert.deepEqual(machine.now(), machine.before);
  });

  it("leaves no port open and no process, and nothing of one that was killed once the next has run", async () => {
    await anew;
    assert.ok(listened.size >= 3, "GitHub, the index and its mirror listen");
    assert.deepEqual(await stillOpen([...listened.values()]), []);
    assert.deepEqual(processesIn(stack.folder), []);
    const root = stack.root("killed", keptBefore("github-release"));
    const at = { folder: stack.folder, root };
    const killed = await breakOff(at, "github-release", "SIGKILL");
    assert.equal(killed.ended, "SIGKILL");
    const left = processesIn(root);
    assert.ok(left.some((line) => killed.ran.includes(line)));
    const interrupted = await breakOff(at, "github-release", "SIGINT");
    assert.equal(interrupted.ended, 130);
    assert.deepEqual(
      interrupted.ran.filter((line) => left.includes(line)),
      [],
    );
    assert.deepEqual(processesIn(root), []);
    for (const { listened } of [killed, interrupted]) {
      assert.ok(listened.length >= 3);
      assert.deepEqual(await stillOpen(listened), []);
    }
    assertSame(await rehearse(stack.request(root)));
  });

  it("two at once don't disturb each other in roots of their own, and are refused in the same", async () => {
    const [one, other] = ["one", "other"].map((name) => stack.root(name, keptBefore("github-release")));
    const first = rehearse(stack.request(one ?? ""));
    await assert.rejects(rehearse(stack.request(one ?? "")), /rehearsed already/);
    const both = await Promise.all([first, rehearse(stack.request(other ?? ""))]);
    for (const report of both) assertSame(report);
  });

  /** Files that were sent to the index. */
  function uploads(name: string): number {
    const root = join(stack.folder, name);
    const { runs } = releaseFolder({ cwd: stack.folder, root, stack: "prod" });
    const logs = readdirSync(runs, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith("/publish/log.txt"));
    const text = logs.map((path) => readFileSync(join(runs, path), "utf8")).join("\n");
    return text.match(/Uploading \S+/g)?.length ?? 0;
  }
});

/** Runs these jobs alone, and no other. */
function alone(ids: ReadonlySet<string>): (runner: Runner) => Runner {
  return (runner) => ({
    run: (job, told, signal) =>
      ids.has(job.id)
        ? runner.run(job, told, signal)
        : Promise.resolve({ result: "cancelled", outputs: {}, steps: [], seconds: 0, log: "" }),
  });
}

/** The jobs that ran and failed. */
function failed({ jobs }: ReleaseReport): readonly string[] {
  const ids = jobs.flatMap(({ job, outcome }) =>
    outcome.kind === "ran" && outcome.result === "failure" ? [job] : [],
  );
  return [...new Set(ids)];
}
