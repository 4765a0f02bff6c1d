import assert from "node:assert/strict";
import { routes } from "../../../rehearsal/github/api/routes.ts";
import { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { appPermissions, tokenPermissions, webhookEvents } from "../../../runners/github/permissions.ts";
import type { GitHub } from "../../../runners/ports/github.ts";
import { GitHubRefusal } from "../../../runners/ports/github.ts";
import { emulate, type Emulated } from "../../rehearsal/github/emulated.ts";
import { publishRunner } from "../../rehearsal/github/runner-releases.ts";
import { githubOf } from "./emulated-place.ts";

const repository = "acme/secret";
const labels = ["self-hosted"];
const places = [
  { scope: "acme", webhook: "app" },
  { scope: "acme", webhook: 17 },
  { scope: "acme/secret", webhook: "app" },
  { scope: "acme/secret", webhook: 17 },
] as const;

/** What the controller asks. */
async function control(github: GitHub): Promise<void> {
  await github.register({ name: "prod-arm64-1", labels, group: 1 });
  const { id } = (await github.runnerNamed("prod-arm64-1"))!;
  await github.removeRunner(id);
  await github.runs(repository, "queued");
}

/** What the reconciler asks beside that. */
async function reconcile(github: GitHub, model: GitHubModel): Promise<void> {
  await control(github);
  const run = model.beginRun({ repository, isPublic: false, event: "push", headRepository: repository });
  const job = model.queueJob(run, { name: "build", labels });
  await github.runners();
  await github.run(repository, run.id);
  await github.jobs(repository, run.id);
  await github.job(repository, job.id);
  model.finish(job.id, "failure");
  await github.rerunJob(repository, job.id);
  const [delivery] = await github.deliveries(0, 10);
  await github.redeliver(delivery!.id);
  await github.runnerVersions();
}

/** What the emulated GitHub's operations need that were asked for. */
function needed({ server }: Emulated): Record<string, string> {
  const asked = server.requests();
  const needs = routes.flatMap(({ method, path, needs }) =>
    needs !== null && `${method} ${path}` in asked && !path.endsWith("/releases") ? [needs.split("=")] : [],
  );
  const writing = needs.filter(([, access]) => access === "write");
  return Object.fromEntries([...needs, ...writing]) as Record<string, string>;
}

describe("the permissions of the control plane at GitHub", () => {
  for (const place of places)
    it(`are what its functions need and no more: ${place.scope}, webhook ${place.webhook}`, async () => {
      for (const role of ["controller", "reconciler"] as const) {
        const model = new GitHubModel({ now: Date.now });
        await using server = await emulate({}, { runners: model });
        publishRunner(server.root, { version: "2.335.0", at: Date.UTC(2026, 10, 2) });
        const permissions = tokenPermissions(role, place);
        const github = githubOf(server, place, { permissions });
        await (role === "controller" ? control(github) : reconcile(github, model));
        assert.deepEqual(needed(server), permissions);
      }
      assert.deepEqual(appPermissions(place), {
        ...tokenPermissions("reconciler", place),
        metadata: "read",
      });
    });

  it("keep the controller from running jobs again", async () => {
    const model = new GitHubModel({ now: Date.now });
    await using server = await emulate({}, { runners: model });
    const run = model.beginRun({ repository, isPublic: false, event: "push", headRepository: repository });
    const { id } = model.queueJob(run, { name: "build", labels });
    model.finish(id, "failure");
    const [place] = places;
    const github = githubOf(server, place, { permissions: tokenPermissions("controller", place) });
    await assert.rejects(github.rerunJob(repository, id), (error) => {
      return error instanceof GitHubRefusal && error.kind === "forbidden";
    });
    assert.equal(model.runs.get(run.id)?.attempt, 1);
  });

  it("come with the events that the webhook reads", () => {
    assert.deepEqual(webhookEvents, ["workflow_job", "workflow_run"]);
  });
});
