import assert from "node:assert/strict";
import { everywhere, monorepo, prod } from "../fixture-plan.ts";
import { jobOf, readWorkflow, stepOf } from "../read-workflow.ts";

describe("upkeep workflow", () => {
  it("has the parts that the plan has something for", () => {
    assert.deepEqual(Object.keys(readWorkflow(prod, "upkeep.yml").jobs), ["locks", "propose-locks"]);
    assert.deepEqual(Object.keys(readWorkflow(everywhere, "upkeep.yml").jobs), [
      "locks",
      "propose-locks",
      "readme",
      "images",
      "feedstock",
    ]);
  });

  it("runs by the schedule of the plan, or by hand alone", () => {
    const cron = (schedule: "daily" | "weekly" | "monthly" | "never") => {
      const { on } = readWorkflow({ ...prod, upkeep: { ...prod.upkeep, schedule } }, "upkeep.yml");
      return (on["schedule"] as unknown as { cron: string }[] | undefined)?.[0]?.cron
        .split(" ")
        .slice(2)
        .join(" ");
    };
    assert.deepEqual((["daily", "weekly", "monthly", "never"] as const).map(cron), [
      "* * *",
      "* * 1",
      "1 * *",
      undefined,
    ]);
  });

  it("begins at another minute in another repository", () => {
    const other = { ...prod, repository: { ...prod.repository, name: "another" } };
    assert.notDeepEqual(readWorkflow(prod, "upkeep.yml").on, readWorkflow(other, "upkeep.yml").on);
  });

  it("gives no right to write to the job that builds the package", () => {
    const { jobs } = readWorkflow(everywhere, "upkeep.yml");
    const building = Object.values(jobs).filter(({ steps }) =>
      steps.some(({ run }) => (run ?? "").includes("python -m build")),
    );
    assert.deepEqual(
      building.map(({ permissions }) => permissions),
      [{ contents: "read" }],
    );
  });

  it("proposes by a job that runs nothing of the package", () => {
    for (const id of ["propose-locks", "readme"]) {
      const job = jobOf(readWorkflow(everywhere, "upkeep.yml"), id);
      assert.deepEqual(job.permissions, { actions: "write", contents: "write", "pull-requests": "write" });
      assert.deepEqual(
        job.steps.filter(({ run }) => /\bpip\b|python/.test(run ?? "")),
        [],
      );
    }
  });

  it("removes no image by hand unless told so", () => {
    const workflow = readWorkflow(everywhere, "upkeep.yml");
    const inputs = (
      workflow.on["workflow_dispatch"] as unknown as { inputs: Record<string, { default: unknown }> }
    ).inputs;
    assert.equal(inputs["dry-run"]?.default, true);
    assert.equal(
      stepOf(jobOf(workflow, "images"), "clean").env?.["DRY_RUN"],
      "${{ github.event.inputs.dry-run }}",
    );
  });

  it("is started for the README by a release, whose own pushes start nothing", () => {
    const { jobs } = readWorkflow(everywhere, "release.yml");
    assert.deepEqual(jobs["tell"]?.permissions, { actions: "write" });
    assert.ok(!("tell" in readWorkflow(prod, "release.yml").jobs));
  });

  it("lets the build be started on the branch that it pushed", () => {
    assert.ok("workflow_dispatch" in readWorkflow(monorepo, "build.yml").on);
  });

  it("takes the repository's own lock of the build backend before the delivered one", () => {
    const backend = stepOf(jobOf(readWorkflow(prod, "release.yml"), "build"), "backend").run ?? "";
    assert.match(backend, /^lock=\.github\/slipway\/locks\/build\.txt\n/);
    assert.match(backend, /then lock=\.github\/slipway\/requirements\/backend\.txt/);
  });
});
