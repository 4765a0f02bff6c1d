import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { emulate, type Emulated } from "../../rehearsal/github/emulated.ts";
import { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { MemoryGitHub } from "../../../rehearsal/runners/memory/github.ts";
import { HttpGitHub } from "../../../runners/github/http-github.ts";
import { appRequests } from "../../../runners/github/requests.ts";
import { type GitHub, GitHubRefusal } from "../../../runners/ports/github.ts";

interface Ground {
  readonly github: GitHub;
  readonly model: GitHubModel;
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
    const told = { ...job, createdAt: Math.floor(job.createdAt / 1000) * 1000 };
    const asked = await github.job(repository, job.id);
    assert.deepEqual({ ...asked, createdAt: Math.floor((asked?.createdAt ?? 0) / 1000) * 1000 }, told);
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
    assert.equal((await github.deliveries(Date.now() + 60_000, 1000)).length, 0);
    await github.redeliver(all[0]!.id);
    const [newest] = await github.deliveries(0, 1);
    assert.deepEqual([newest?.guid, newest!.id > all[0]!.id], [all[0]!.guid, true]);
    await assert.rejects(github.redeliver(4_000_000_000), (error) => isRefusal(error, "missing"));
  });

  it("refuses more registrations in a minute than its points allow, and says when to ask again", async () => {
    const { github } = await fresh();
    let made = 0;
    const refused = await (async () => {
      for (; made < 200; made++) await github.register({ name: `prod-arm64-${made}`, labels, group: 1 });
      return null;
    })().catch((error: unknown) => error);
    assert.ok(made <= 360 && isRefusal(refused, "limited"), `${made} registered, then ${String(refused)}`);
    assert.ok((refused as GitHubRefusal).retryAt! > Date.now());
  });
}

function isRefusal(error: unknown, kind: GitHubRefusal["kind"]): boolean {
  return error instanceof GitHubRefusal && error.kind === kind;
}

describe("GitHub as a control plane asks it, in memory", () => {
  behavesAsGitHub(async () => {
    const model = new GitHubModel({ now: Date.now });
    return { github: new MemoryGitHub(model), model };
  });
});

describe("GitHub as a control plane asks it, by HTTP", function () {
  this.timeout(60_000);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const servers: Emulated[] = [];
  after(() => Promise.all(servers.map((server) => server[Symbol.asyncDispose]())));

  for (const [scope, webhook] of [
    ["acme", "app"],
    ["octocat/hello", 17],
  ] as const)
    describe(`for ${scope}`, () => {
      behavesAsGitHub(async () => {
        const model = new GitHubModel({ now: Date.now });
        const server = await emulate({}, { runners: model });
        servers.push(server);
        const access = { api: server.url, appId: 1, installationId: 2, privateKey: async () => pem };
        return { github: new HttpGitHub(appRequests(access), { scope, webhook }), model };
      });
    });
});
