import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { emulate, type Emulated } from "../../rehearsal/github/emulated.ts";
import { publishRunner } from "../../rehearsal/github/runner-releases.ts";
import { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { MemoryGitHub } from "../../../rehearsal/runners/memory/github.ts";
import { SimulatedTime } from "../../../rehearsal/runners/simulated-time.ts";
import { HttpGitHub } from "../../../runners/github/http-github.ts";
import { tokenPermissions } from "../../../runners/github/permissions.ts";
import { appRequests } from "../../../runners/github/requests.ts";
import { type GitHub, GitHubRefusal } from "../../../runners/ports/github.ts";

interface Ground {
  readonly github: GitHub;
  readonly model: GitHubModel;
  readonly time: SimulatedTime;
  /** Publishes a version of the runner; `at`: ms since 1970. */
  readonly publish: (version: string, at: number) => void;
}

const repository = "octocat/hello";
const labels = ["self-hosted", "arm64"];

/** What GitHub does for a control plane, by whatever way it is asked. */
function behavesAsGitHub(fresh: () => Promise<Ground>): void {
  const begin = (model: GitHubModel, headRepository: string | null = repository) =>
    model.beginRun({ repository, isPublic: true, event: "push", headRepository });

  it("registers a runner under a name that no other has", async () => {
    const { github, model } = await fresh();
    const runner = { name: "prod-arm64-1", labels, group: 1 };
    const { id, jitConfig } = await github.register(runner);
    assert.deepEqual([model.runners.get(id)?.labels, model.runners.get(id)?.jitConfig], [labels, jitConfig]);
    await assert.rejects(github.register(runner), (error) => isRefusal(error, "conflict"));
    assert.deepEqual(await github.runnerNamed(runner.name), {
      id,
      name: runner.name,
      online: false,
      busy: false,
    });
    assert.equal(await github.runnerNamed("prod-arm64-2"), null);
  });

  it("lists all runners, more than fit a page", async () => {
    const { github, model } = await fresh();
    for (let at = 0; at < 130; at++) model.register(`prod-arm64-${at}`, labels);
    model.connect(model.register("prod-arm64-online", labels).jitConfig);
    const listed = await github.runners();
    assert.equal(listed.length, 131);
    assert.deepEqual(
      listed.filter(({ online }) => online).map(({ name }) => name),
      ["prod-arm64-online"],
    );
  });

  it("removes a runner, one that is not there too, and none that has a job", async () => {
    const { github, model } = await fresh();
    const { id, jitConfig } = await github.register({ name: "prod-arm64-1", labels, group: 1 });
    model.queueJob(begin(model), { name: "build", labels });
    model.connect(jitConfig);
    assert.equal(await github.removeRunner(id), "busy");
    const idle = await github.register({ name: "prod-arm64-2", labels, group: 1 });
    assert.equal(await github.removeRunner(idle.id), "removed");
    assert.equal(await github.removeRunner(idle.id), "removed");
    assert.deepEqual(
      (await github.runners()).map(({ name, busy }) => ({ name, busy })),
      [{ name: "prod-arm64-1", busy: true }],
    );
  });

  it("tells of runs what their trust is judged by", async () => {
    const { github, model } = await fresh();
    const own = begin(model);
    const fork = begin(model, "evil/hello");
    const gone = begin(model, null);
    for (const run of [own, fork, gone]) model.queueJob(run, { name: "build", labels });
    assert.deepEqual(await github.run(repository, own.id), own);
    assert.equal((await github.run(repository, fork.id))?.headRepository, "evil/hello");
    assert.equal((await github.run(repository, gone.id))?.headRepository, null);
    assert.equal(await github.run(repository, 4_000_000_000), null);
    const ids = (await github.runs(repository, "queued")).map(({ id }) => id);
    assert.deepEqual([...ids].sort(), [own.id, fork.id, gone.id]);
    assert.deepEqual(await github.runs(repository, "in_progress"), []);
  });

  it("tells of jobs, and runs one again once its run has ended", async () => {
    const { github, model } = await fresh();
    const run = begin(model);
    const job = model.queueJob(run, { name: "build", labels });
    const other = model.queueJob(run, { name: "tests", labels: ["self-hosted", "other"] });
    assert.deepEqual(await github.job(repository, job.id), job);
    assert.equal(await github.job(repository, 4_000_000_000), null);
    model.connect(model.register("prod-arm64-1", labels).jitConfig);
    assert.deepEqual(
      (await github.jobs(repository, run.id)).map(({ status, runner }) => [status, runner]),
      [
        ["in_progress", "prod-arm64-1"],
        ["queued", null],
      ],
    );
    model.finish(job.id, "failure");
    assert.equal(await github.rerunJob(repository, job.id), "not yet");
    model.finish(other.id, "success");
    assert.equal(await github.rerunJob(repository, job.id), "asked");
    const again = await github.jobs(repository, run.id);
    assert.deepEqual(
      again.map(({ name, attempt }) => [name, attempt]),
      [["build", 2]],
    );
  });

  it("tells of deliveries, newest first, page by page, and sends one again", async () => {
    const { github, model } = await fresh();
    const run = begin(model);
    for (let at = 0; at < 150; at++) model.queueJob(run, { name: `build ${at}`, labels });
    const all = await github.deliveries(0, 1000);
    assert.equal(all.length, 151);
    assert.deepEqual(
      all.map(({ id }) => id),
      [...model.deliveries].reverse().map(({ id }) => id),
    );
    assert.equal((await github.deliveries(0, 120)).length, 120);
    await github.redeliver(all[0]!.id);
    const [newest] = await github.deliveries(0, 1);
    assert.deepEqual([newest?.guid, newest!.id > all[0]!.id], [all[0]!.guid, true]);
    await assert.rejects(github.redeliver("4000000000"), (error) => isRefusal(error, "missing"));
  });

  it("tells of deliveries since a time, and which of them arrived", async () => {
    const { github, model, time } = await fresh();
    const run = begin(model);
    await time.passUntil(time.now() + 10_000);
    const since = time.now();
    assert.deepEqual(await github.deliveries(since, 100), []);
    for (const name of ["build", "tests"]) model.queueJob(run, { name, labels });
    const [, first, second] = model.deliveries;
    model.delivered(first!.id, true);
    assert.deepEqual(await github.deliveries(since, 100), [
      { id: second!.id, guid: second!.guid, at: since, succeeded: false },
      { id: first!.id, guid: first!.guid, at: since, succeeded: true },
    ]);
    assert.equal((await github.deliveries(0, 100)).length, 3);
  });

  it("refuses more registrations in a minute than its points allow, until the next", async () => {
    const { github, time } = await fresh();
    const register = (at: number) => github.register({ name: `prod-arm64-${at}`, labels, group: 1 });
    for (let at = 0; at < 180; at++) await register(at);
    const next = time.now() + 60_000;
    await assert.rejects(register(180), (error) => isRefusal(error, "limited", next));
    await time.passUntil(next);
    await register(180);
  });

  it("refuses more than 1,500 registrations in 5 minutes, and goes on answering questions", async () => {
    const { github, model, time } = await fresh();
    for (let at = 0; at < 1500; at++) model.register(`prod-arm64-${at}`, labels);
    const runner = { name: "prod-arm64-1500", labels, group: 1 };
    await assert.rejects(github.register(runner), (error) =>
      isRefusal(error, "limited", time.now() + 300_000),
    );
    assert.equal(await github.runnerNamed(runner.name), null);
    await time.passUntil(time.now() + 300_001);
    assert.equal((await github.register(runner)).id, (await github.runnerNamed(runner.name))?.id);
  });

  it("tells of published versions of the runner", async () => {
    const { github, publish } = await fresh();
    assert.deepEqual(await github.runnerVersions(), []);
    publish("2.334.0", Date.UTC(2026, 9, 1));
    publish("2.335.0", Date.UTC(2026, 10, 2));
    const versions = [...(await github.runnerVersions())].sort(
      (one, other) => one.publishedAt - other.publishedAt,
    );
    assert.deepEqual(versions, [
      { version: "2.334.0", publishedAt: Date.UTC(2026, 9, 1) },
      { version: "2.335.0", publishedAt: Date.UTC(2026, 10, 2) },
    ]);
  });
}

function isRefusal(error: unknown, kind: GitHubRefusal["kind"], retryAt?: number): boolean {
  if (!(error instanceof GitHubRefusal) || error.kind !== kind) return false;
  return retryAt === undefined || error.retryAt === retryAt;
}

describe("GitHub as a control plane asks it, in memory", () => {
  behavesAsGitHub(async () => {
    const time = new SimulatedTime();
    const model = new GitHubModel(time);
    const github = new MemoryGitHub(model);
    const publish = (version: string, publishedAt: number) =>
      void github.versions.push({ version, publishedAt });
    return { github, model, time, publish };
  });
});

describe("GitHub as a control plane asks it, by HTTP", function () {
  this.timeout(60_000);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const servers: Emulated[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server[Symbol.asyncDispose]())));

  for (const [scope, webhook] of [
    ["acme", "app"],
    ["octocat/hello", 17],
  ] as const)
    describe(`for ${scope}`, () => {
      behavesAsGitHub(async () => {
        const time = new SimulatedTime();
        const model = new GitHubModel(time);
        const server = await emulate({}, { runners: model, clock: time });
        servers.push(server);
        const permissions = tokenPermissions("reconciler", { scope, webhook });
        const access = { api: server.url, appId: 1, installationId: 2, privateKey: async () => pem };
        const requests = appRequests({ ...access, permissions, clock: time });
        const github = new HttpGitHub(requests, { scope, webhook });
        const publish = (version: string, at: number) => publishRunner(server.root, { version, at });
        return { github, model, time, publish };
      });
    });
});
