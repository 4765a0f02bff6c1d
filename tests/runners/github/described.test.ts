import assert from "node:assert/strict";
import { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { tokenPermissions } from "../../../runners/github/permissions.ts";
import { mismatches, operationOf, queryNames, requestSchema } from "../../rehearsal/github/description.ts";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { githubOf } from "./emulated-place.ts";

const repository = "acme/secret";
const labels = ["self-hosted"];

interface Asked {
  readonly operation: string;
  readonly path: string;
  readonly body: string;
}

/** What of a request GitHub's description does not have. */
function faultsOf({ operation: name, path, body }: Asked): readonly string[] {
  const [method = "", route = ""] = name.split(" ");
  const operation = operationOf(method, route);
  if (operation === null) return ["no such operation"];
  const known = queryNames(operation);
  const unknown = [...new URL(path, "http://localhost").searchParams.keys()].filter(
    (key) => !known.includes(key),
  );
  const schema = requestSchema(operation);
  const isDue = body !== "" && schema !== null;
  return [...unknown, ...(isDue ? mismatches(schema, JSON.parse(body)) : [])];
}

describe("what the control plane asks of GitHub", () => {
  for (const place of [
    { scope: "acme", webhook: "app" },
    { scope: "acme/secret", webhook: 17 },
    { scope: "acme", webhook: 17 },
  ] as const)
    it(`is as GitHub describes it: ${place.scope}, webhook ${place.webhook}`, async () => {
      const asked: Asked[] = [];
      const model = new GitHubModel({ now: Date.now });
      const intercept = ({ operation, path, body }: Asked) => void asked.push({ operation, path, body });
      await using server = await emulate({}, { runners: model, intercept });
      const permissions = tokenPermissions("reconciler", place);
      const github = githubOf(server, place, { permissions });
      for (let at = 0; at < 101; at++) model.register(`prod-arm64-${at}`, labels);
      const { id } = await github.register({ name: "prod-arm64-101", labels, group: 1 });
      assert.equal((await github.runners()).length, 102);
      assert.equal((await github.runnerNamed("prod-arm64-101"))?.id, id);
      await github.removeRunner(id);
      const run = model.beginRun({ repository, isPublic: false, event: "push", headRepository: repository });
      const job = model.queueJob(run, { name: "build", labels });
      assert.equal((await github.runs(repository, "queued")).length, 1);
      await github.run(repository, run.id);
      await github.jobs(repository, run.id);
      await github.job(repository, job.id);
      await github.rerunJob(repository, job.id);
      for (let at = 0; at < 101; at++) model.queueJob(run, { name: `build ${at}`, labels });
      const [delivery] = await github.deliveries(0, 200);
      await github.redeliver(delivery!.id);
      await github.runnerVersions();
      assert.deepEqual(
        asked.flatMap((one) => faultsOf(one).map((fault) => `${one.operation}: ${fault}`)),
        [],
      );
      assert.equal(new Set(asked.map(({ operation }) => operation)).size, 12);
    });
});
