import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../../toolchain/places.js";
import { releaseFolder } from "../../../rehearsal/release/request.ts";
import type { ReleaseReport } from "../../../rehearsal/release/report.ts";
import { upstreamIndex } from "../../../rehearsal/release/upstream.ts";
import type { JobEnded, Runner } from "../../../rehearsal/runner/job.ts";
import type { Workflow } from "../../../rehearsal/workflow/workflow.ts";
import { breakOff, processesIn } from "./broken-off.ts";
import { type Stack, ends, hashes, makeStack, rehearse, whatFailed } from "./stack.ts";

const cancelled: JobEnded = { result: "cancelled", outputs: {}, steps: [], seconds: 0, log: "" };
const project = join(import.meta.dirname, "../../..");

describe("a release rehearsed by act", function () {
  this.timeout(400_000);
  let stack: Stack;
  let unhindered: ReleaseReport;
  let workflow: Workflow;
  const variables = { ...process.env };
  const listings: Record<string, readonly string[]>[] = [];

  /** The folder of the release as it was when a job began. */
  const keptBefore = (job: string) => join(stack.folder, "before", job);

  before(async () => {
    stack = await makeStack();
    // Nothing of the user's may be needed but what is named to it.
    process.env["PIP_INDEX_URL"] = await upstreamIndex(process.env);
    process.env["SLIPWAY_CACHE"] = cacheFolder();
    for (const name of ["HOME", "TMPDIR"]) {
      process.env[name] = join(stack.folder, name.toLowerCase());
      mkdirSync(process.env[name]);
    }
    const root = stack.root("unhindered");
    const { folder, runs } = releaseFolder({ cwd: stack.folder, root, stack: "prod" });
    const keeping = (runner: Runner): Runner => ({
      run(job, told, signal) {
        const isKept = (path: string) => !path.startsWith(runs);
        if (!existsSync(keptBefore(job.id)))
          cpSync(folder, keptBefore(job.id), { recursive: true, filter: isKept });
        return runner.run(job, told, signal);
      },
    });
    const altered = (read: Workflow) => (workflow = read);
    listings.push(listed());
    unhindered = await rehearse(stack.request(root, { jobs: 1, around: keeping, altered }));
    listings.push(listed());
  });
  after(() => {
    Object.assign(process.env, variables);
    for (const name of ["PIP_INDEX_URL", "SLIPWAY_CACHE", "TMPDIR"])
      if (variables[name] === undefined) Reflect.deleteProperty(process.env, name);
    stack.remove();
  });

  /** Below HOME, TMPDIR and what of this project a rehearsal could touch. */
  function listed(): Record<string, readonly string[]> {
    const all = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();
    return {
      home: all(join(stack.folder, "home")),
      tmpdir: all(join(stack.folder, "tmpdir")),
      project: readdirSync(project).sort(),
      rehearsal: all(join(project, "rehearsal")),
    };
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
    const names = unhindered.files.map(({ name }) => name);
    assert.ok(names.includes("release-ledger.json"));
  });

  it("changes nothing outside its root and the cache", () => {
    assert.deepEqual(listings[1], listings[0]);
  });

  it("fails where any one permission of a job is missing, at that job", async () => {
    const found: string[] = [];
    for (const [id, { permissions = {} }] of Object.entries(workflow.jobs)) {
      if (!existsSync(keptBefore(id)) || typeof permissions !== "object") continue;
      for (const feature of Object.keys(permissions)) {
        const { [feature]: removed, ...left } = permissions;
        const altered = (read: Workflow): Workflow => {
          const job = { ...(read.jobs[id] ?? assert.fail()), permissions: left };
          return { ...read, jobs: { ...read.jobs, [id]: job } };
        };
        // What is held already is verified first, where there is some.
        const newRun = feature === "attestations" && ["gate", "resume"].includes(id);
        const alone = (runner: Runner): Runner => ({
          run: (job, told, signal) =>
            job.id === id || (newRun && job.id === "gate")
              ? runner.run(job, told, signal)
              : Promise.resolve(cancelled),
        });
        const root = stack.root(`without-${id}-${feature}`, keptBefore(newRun ? "verify" : id));
        const report = await rehearse(stack.request(root, { altered, around: alone, newRun }));
        const ended = report.jobs.find(({ job, outcome }) => job === id && outcome.kind === "ran");
        const outcome = ended?.outcome;
        if (outcome?.kind !== "ran" || outcome.result !== "failure")
          found.push(`${id} without ${feature}: ${removed ?? ""} ends with ${JSON.stringify(outcome)}`);
      }
    }
    // Its own timings are left out of the summary where it may not read them.
    assert.deepEqual(found, [
      'github-release without actions: read ends with {"kind":"ran","result":"success"}',
    ]);
  });

  it("ends with the same files after each job failed once, each uploaded once", async () => {
    const root = stack.root("hindered", keptBefore("gate"));
    const ran = Object.entries(workflow.jobs).filter(([id]) => existsSync(keptBefore(id)));
    for (const [job, { steps, permissions = {} }] of ran) {
      // What a job without rights did before its last step went with its runner.
      const isFelt = job === "publish" || Object.values(permissions).includes("write");
      const step = isFelt ? (steps.at(-1)?.id ?? "") : "";
      const report = await rehearse(stack.request(root, { fail: { job, step } }));
      assert.equal(report.result, "failed", job);
      const failed = report.jobs.filter(
        ({ outcome }) => outcome.kind === "ran" && outcome.result !== "success",
      );
      assert.deepEqual([...new Set(failed.map((one) => one.job))], [job], whatFailed(report));
    }
    assertSame(await rehearse(stack.request(root)));
    assert.equal(uploads(root), 2);
  });

  it("goes on by a new run where publishing failed", async () => {
    const root = stack.root("new-run", keptBefore("publish"));
    const step = workflow.jobs["publish"]?.steps.at(-1)?.id ?? "";
    await rehearse(stack.request(root, { fail: { job: "publish", step } }));
    assertSame(await rehearse(stack.request(root, { newRun: true })));
    assert.equal(uploads(root), 2);
  });

  it("killed, it leaves nothing that the next one does not end, and goes on to the same files", async () => {
    const root = stack.root("killed", keptBefore("ledger"));
    const at = { folder: stack.folder, root };
    assert.equal(await breakOff(at, "ledger", ["SIGKILL"]), "SIGKILL");
    assert.equal(await breakOff(at, "ledger", ["SIGINT", "SIGINT"]), 130);
    assert.deepEqual(processesIn(root), []);
    const abort = new AbortController();
    const broken = await rehearse(
      stack.request(root),
      (event) => {
        if (event.kind === "started") abort.abort();
      },
      abort.signal,
    );
    assert.equal(broken.result, "cancelled");
    assert.deepEqual(processesIn(root), []);
    assertSame(await rehearse(stack.request(root)));
  });

  it("two at once don't disturb each other in roots of their own, and are refused in the same", async () => {
    const [one, other] = ["one", "other"].map((name) => stack.root(name, keptBefore("github-release")));
    const first = rehearse(stack.request(one ?? ""));
    await assert.rejects(rehearse(stack.request(one ?? "")), /rehearsed already/);
    const both = await Promise.all([first, rehearse(stack.request(other ?? ""))]);
    for (const report of both) assertSame(report);
  });

  /** Files that the index took in. */
  function uploads(root: string): number {
    const { runs } = releaseFolder({ cwd: stack.folder, root, stack: "prod" });
    const logs = readdirSync(runs, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith("/publish/log.txt"));
    const text = logs.map((path) => readFileSync(join(runs, path), "utf8")).join("\n");
    return text.match(/Uploading \S+/g)?.length ?? 0;
  }
});
