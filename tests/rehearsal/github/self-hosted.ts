import assert from "node:assert/strict";
import type { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { appClaims } from "./app-claims.ts";
import type { CheckedClient } from "./checked-client.ts";

const hello = "/repos/octocat/hello";
const wish = { name: "prod-arm64-1", labels: ["self-hosted", "arm64"], runner_group_id: 1 };

/** Asks for all of self-hosted runners, their jobs and the deliveries of webhooks. */
export async function selfHosted(client: CheckedClient, model: GitHubModel): Promise<void> {
  for (const holder of ["/orgs/acme", hello]) await runners(client, `${holder}/actions/runners`);
  const { body: groups } = await client.get("/orgs/acme/actions/runner-groups");
  assert.equal(groups["runner_groups"]?.[0]?.["default"], true);
  await jobs(client, model);
  await deliveries(client, { path: "/app/hook/deliveries", token: appClaims(), model });
  for (const hook of ["/orgs/acme/hooks/1", `${hello}/hooks/1`])
    await deliveries(client, { path: `${hook}/deliveries`, token: "token-of-a-test", model });
}

async function runners(client: CheckedClient, path: string): Promise<void> {
  const made = await client.post(`${path}/generate-jitconfig`, wish);
  assert.equal(made.status, 201);
  assert.equal((await client.post(`${path}/generate-jitconfig`, wish)).status, 409);
  const { total_count: count } = (await client.get(`${path}?name=${wish.name}`)).body;
  assert.equal(count, 1);
  const id = String(made.body["runner"]?.["id"]);
  assert.equal((await client.get(`${path}/${id}`)).body["status"], "offline");
  assert.equal((await client.delete(`${path}/${id}`)).status, 204);
  assert.equal((await client.get(path)).body["total_count"], 0);
}

async function jobs(client: CheckedClient, model: GitHubModel): Promise<void> {
  const repository = "octocat/hello";
  const run = model.beginRun({ repository, isPublic: true, event: "push", headRepository: repository });
  const { id } = model.queueJob(run, { name: "build", labels: ["self-hosted"] });
  const one = `${hello}/actions/jobs/${id}`;
  assert.equal((await client.get(one)).body["status"], "queued");
  const { body: queued } = await client.get(`${hello}/actions/runs?status=queued`);
  assert.ok(JSON.stringify(queued).includes(`"id":${run.id},`));
  await client.get(`${hello}/actions/runs/${run.id}`);
  await client.get(`${hello}/actions/runs/${run.id}/jobs`);
  assert.equal((await client.post(`${one}/rerun`)).status, 403);
  const { jitConfig, id: runner } = model.register("prod-arm64-2", ["self-hosted"]);
  model.connect(jitConfig);
  assert.equal((await client.delete(`${hello}/actions/runners/${runner}`)).status, 422);
  model.finish(id, "failure");
  assert.equal((await client.get(one)).body["runner_name"], "prod-arm64-2");
  assert.equal((await client.post(`${one}/rerun`)).status, 201);
}

interface Hook {
  readonly path: string;
  readonly token: string;
  readonly model: GitHubModel;
}

async function deliveries(client: CheckedClient, { path, token, model }: Hook): Promise<void> {
  assert.equal((await client.get(`${path}?per_page=2`, { token })).body.length, 2);
  const { id, guid } = model.deliveries.at(-1)!;
  const told = await client.get(`${path}/${id}`, { token });
  assert.deepEqual([told.body["guid"], told.body["status_code"]], [guid, 503]);
  assert.equal((await client.post(`${path}/${id}/attempts`, undefined, { token })).status, 202);
  const [again] = (await client.get(path, { token })).body as unknown as readonly Record<string, unknown>[];
  assert.deepEqual([again?.["guid"], again?.["redelivery"]], [guid, true]);
}
