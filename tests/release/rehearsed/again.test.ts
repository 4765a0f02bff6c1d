import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Artifacts } from "../../../rehearsal/actions/artifacts/service.ts";
import { unpackTar } from "../../../rehearsal/actions/artifacts/tar.ts";
import type { ReleaseReport } from "../../../rehearsal/release/report.ts";
import { type ReleaseFolder, releaseFolder } from "../../../rehearsal/release/request.ts";
import { readState, writeState } from "../../../rehearsal/release/state.ts";
import type { JobOnRunner, Runner } from "../../../rehearsal/runner/job.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { asked, releases } from "./asked.ts";
import { monorepo } from "./monorepo.ts";
import { type Stack, ends, hashes, makeStack, rehearse, whatFailed } from "./stack.ts";

const wheel = "zope_example-1.2.0rc1-py3-none-any.whl";

/** What a run that takes up a draft does not do again. */
const made = { build: "success", test: "skipped", coverage: "skipped", sbom: "skipped", attest: "skipped" };

describe("a rehearsed release of a package in a folder, meddled with and started again", function () {
  this.timeout(300_000);
  const evil = Buffer.from("not what was built");
  let built: Buffer;
  let stack: Stack;
  let root: string;
  let places: ReleaseFolder;
  before(async () => {
    stack = await makeStack(monorepo);
    root = stack.root("again");
    places = releaseFolder({ cwd: stack.folder, root, stack: "prod" });
  });
  after(() => stack.remove());

  /** Puts a wheel in the built one's place before a job, as another job of the run could; answers the built one. */
  async function replace(job: JobOnRunner, content: Buffer): Promise<Buffer> {
    const artifacts = new Artifacts(job.variables);
    const dist = (await artifacts.list()).find(({ name }) => name.startsWith("dist-")) ?? assert.fail();
    const kept = join(stack.folder, "artifact");
    mkdirSync(kept);
    await artifacts.fetch(dist.id, `${kept}.tar`);
    const files = await unpackTar(`${kept}.tar`, kept);
    const before = readFileSync(join(kept, wheel));
    writeFileSync(join(kept, wheel), content);
    await artifacts.keep({ name: dist.name, files, root: kept, overwrite: true }, stack.folder);
    rmSync(kept, { recursive: true });
    return before;
  }

  const replacing =
    (id: string, work: (job: JobOnRunner) => Promise<unknown>) =>
    (runner: Runner): Runner => ({
      run: async (job, told, signal) => {
        if (job.id === id) await work(job);
        return await runner.run(job, told, signal);
      },
    });

  /** How jobs ended; of legs those of this machine. */
  function ended(report: ReleaseReport): Readonly<Record<string, string>> {
    const here = Object.entries(ends(report)).filter(([, end]) => end !== "not-run-here");
    return Object.fromEntries(here.map(([key, end]) => [key.replace(/ \(.*/, ""), end]));
  }

  it("attests nothing that another job put in the built wheel's place, and puts it on no draft", async () => {
    const around = replacing("attest", async (job) => (built = await replace(job, evil)));
    const report = await rehearse(stack.request(root, { around }));
    const { attest, draft } = ends(report);
    assert.deepEqual([attest, draft], ["success", "failure"], whatFailed(report));
    assert.match(whatFailed(report), new RegExp(`^draft: .*${wheel}: is not the file that was`, "m"));
    assert.deepEqual(await releases(stack, root), []);
    assert.equal((await asked(stack, root, `attestations/sha256:${sha256Of(built)}`)).status, 200);
    assert.equal((await asked(stack, root, `attestations/sha256:${sha256Of(evil)}`)).status, 404);
  });

  it("stops where publishing fails, with every file on the sealed draft and none on the index", async () => {
    const around = replacing("draft", (job) => replace(job, built));
    const report = await rehearse(stack.request(root, { around, fail: { job: "publish", step: "" } }));
    const { draft: drafted, ledger, publish, verify } = ended(report);
    assert.deepEqual(
      [drafted, ledger, publish, verify],
      ["success", "success", "failure", "not-reached"],
      whatFailed(report),
    );
    const inIndex = readdirSync(places.index, { recursive: true }).map(String);
    assert.deepEqual(
      inIndex.filter((name) => /\.(whl|gz)$/.test(name)),
      [],
    );
    const [draft, ...others] = await releases(stack, root);
    assert.deepEqual([draft?.draft, others], [true, []]);
    assert.deepEqual(draft?.assets.map(({ name }) => name).sort(), [
      "SHA256SUMS",
      "provenance.jsonl",
      "release-ledger.json",
      "sbom.cdx.json",
      wheel,
      "zope_example-1.2.0rc1.tar.gz",
    ]);
  });

  it("started anew by hand takes the draft's files, builds and tests nothing again, and publishes them as a pre-release under its own tag", async () => {
    const [draft] = await releases(stack, root);
    const report = await rehearse(stack.request(root, { newRun: true }));
    assert.equal(report.result, "succeeded", whatFailed(report));
    const all = ended(report);
    assert.deepEqual({ ...all, ...made, publish: "success", "github-release": "success" }, all);
    const drafted = (draft?.assets ?? []).map(({ name, digest }) => [name, digest.replace("sha256:", "")]);
    const files = Object.entries(hashes(report)).filter(([name]) => /\.(whl|gz)$/.test(name));
    assert.equal(files.length, 2);
    for (const file of files)
      assert.ok(
        drafted.some((asset) => asset.join() === file.join()),
        file.join(),
      );
    assert.equal(hashes(report)[wheel], sha256Of(built));
    assert.deepEqual(
      (await releases(stack, root)).map((one) => [one.tag_name, one.draft, one.prerelease]),
      [["pkg-v1.2.0rc1", false, true]],
    );
  });

  it("changes nothing once all is released, and ends well", async () => {
    const before = await releases(stack, root);
    const report = await rehearse(stack.request(root, { newRun: true }));
    assert.equal(report.result, "succeeded", whatFailed(report));
    const all = ended(report);
    assert.deepEqual({ ...all, ...made, publish: "skipped", verify: "success" }, all);
    assert.deepEqual(await releases(stack, root), before);
  });

  it("checks its publisher without a release", async () => {
    const state = readState(places.state) ?? assert.fail();
    const inputs = { mode: "check-publisher", "second-build": "as-declared" };
    writeState(places.state, { ...state, result: "failed", inputs, kept: {} });
    const report = await rehearse(stack.request(root));
    const ran = Object.entries(ended(report)).filter(([, end]) => end !== "skipped");
    assert.deepEqual(Object.fromEntries(ran), { gate: "success", "check-publisher": "success" });
  });
});
