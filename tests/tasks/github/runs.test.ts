import assert from "node:assert/strict";
import { recordRun } from "../../../rehearsal/github/runs.ts";
import { jobsOfRun, readEnvironment, workflowRuns } from "../../../tasks/github/runs.ts";
import { emulate } from "../../rehearsal/github/emulated.ts";
import { clientOf } from "./clients.ts";

const commit = "a".repeat(40);
const run = { workflow: "ci.yml", event: "push", branch: "main", commit };
const passed = { status: "completed", conclusion: "success" } as const;

describe("runs of workflows as tasks read them", () => {
  it("are those of a workflow file at a commit, the newest first", async () => {
    await using github = await emulate();
    const client = clientOf(github.url);
    const first = await recordRun(github.root, "octocat/hello", {
      ...run,
      status: "queued",
      conclusion: null,
    });
    const second = await recordRun(github.root, "octocat/hello", { ...run, ...passed, attempt: 2 });
    await recordRun(github.root, "octocat/hello", { ...run, ...passed, workflow: "docs.yml" });
    await recordRun(github.root, "octocat/hello", { ...run, ...passed, commit: "b".repeat(40) });
    const runs = await workflowRuns(client, { workflow: "ci.yml", commit });
    assert.deepEqual(
      runs.map(({ id, status, conclusion, attempt, branch }) => [id, status, conclusion, attempt, branch]),
      [
        [second, "completed", "success", 2, "main"],
        [first, "queued", null, 1, "main"],
      ],
    );
    await assert.rejects(workflowRuns(client, { workflow: "none.yml", commit }), /is not there, or hidden/);
  });

  it("have jobs by attempt, with times in milliseconds", async () => {
    await using github = await emulate();
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const job = { name: "build", ...passed, createdAt: at(1), startedAt: at(3), completedAt: at(9) };
    const waiting = { name: "pypi", status: "waiting", conclusion: null } as const;
    const told = { ...run, status: "in_progress", conclusion: null };
    const id = await recordRun(github.root, "octocat/hello", { ...told, jobs: [job] });
    await recordRun(github.root, "octocat/hello", { ...told, id, attempt: 2, jobs: [job, waiting] });
    const client = clientOf(github.url);
    assert.equal((await jobsOfRun(client, id, 1)).length, 1);
    const [first, second] = await jobsOfRun(client, id, 2);
    assert.deepEqual(
      [first?.createdAt, first?.startedAt, first?.completedAt],
      [at(1), at(3), at(9)].map((one) => one.getTime()),
    );
    assert.deepEqual([second?.name, second?.completedAt], ["pypi", null]);
  });
});

describe("an environment as tasks read it", () => {
  it("is told with its reviewers, its waiting and what may deploy", async () => {
    await using github = await emulate();
    const { client } = github;
    const { body: person } = await client.get("/users/hubot");
    await client.put("/repos/octocat/hello/environments/pypi", {
      wait_timer: 5,
      prevent_self_review: true,
      reviewers: [{ type: "User", id: person["id"] }],
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    const policies = "/repos/octocat/hello/environments/pypi/deployment-branch-policies";
    await client.post(policies, { name: "v*", type: "tag" });
    await client.post(policies, { name: "main" });
    assert.deepEqual(await readEnvironment(clientOf(github.url), "pypi"), {
      name: "pypi",
      reviewers: ["hubot"],
      preventSelfReview: true,
      waitTimer: 5,
      policies: { tags: ["v*"], branches: ["main"] },
      protectedBranches: false,
    });
  });

  it("is told where nobody made rules for it, and where there is none", async () => {
    await using github = await emulate();
    await github.client.put("/repos/octocat/hello/environments/py%2Fpi", {});
    const open = await readEnvironment(clientOf(github.url), "py/pi");
    assert.deepEqual([open?.reviewers, open?.policies, open?.waitTimer], [[], null, 0]);
    assert.equal(await readEnvironment(clientOf(github.url), "none"), null);
  });
});
