import assert from "node:assert/strict";
import { everywhere, prod } from "../fixture-plan.ts";
import { jobOf, readWorkflow, stepOf } from "../read-workflow.ts";

describe("conda-forge in the workflows", () => {
  it("is in none without slipway:conda", () => {
    assert.ok(!("conda" in readWorkflow(prod, "build.yml").jobs));
    assert.throws(() => readWorkflow(prod, "conda-forge.yml"), /is not delivered/);
  });

  it("compares the recipe with the wheel in every pull request, and has to pass", () => {
    const { jobs } = readWorkflow(everywhere, "build.yml");
    assert.match(
      stepOf(jobOf({ ...readWorkflow(everywhere, "build.yml"), jobs }, "conda"), "recipe").run ?? "",
      /--files dist/,
    );
    assert.ok(jobs["all-green"]?.needs?.includes("conda"));
    assert.ok(jobs["all-green"]?.needs?.includes("image"));
  });

  it("is submitted by hand alone", () => {
    assert.deepEqual(Object.keys(readWorkflow(everywhere, "conda-forge.yml").on), ["workflow_dispatch"]);
  });

  it("opens a closed pull request again where it is told to, as its fault says", () => {
    const workflow = readWorkflow(everywhere, "conda-forge.yml");
    const submit = stepOf(jobOf(workflow, "submit"), "submit");
    assert.match(submit.run ?? "", /--reopen "\$\{REOPEN:-false\}"$/);
    assert.equal(submit.env?.["REOPEN"], "${{ github.event.inputs.reopen }}");
    assert.match(JSON.stringify(workflow.on), /"reopen":\{[^}]*"default":false\}/);
  });

  it("hands the person's token to the one step that submits, in an environment", () => {
    const workflow = readWorkflow(everywhere, "conda-forge.yml");
    assert.equal(jobOf(workflow, "submit").environment, "conda-forge");
    const holding = Object.entries(workflow.jobs).flatMap(([id, { steps }]) =>
      steps.filter((step) => JSON.stringify(step).includes("secrets.")).map((step) => `${id}.${step.id}`),
    );
    assert.deepEqual(holding, ["submit.submit"]);
  });

  it("lets the linter ask GitHub for maintainers by a token, so that none counts as missing, but not for teams", () => {
    const lint = (plan: typeof everywhere) =>
      stepOf(jobOf(readWorkflow(plan, "conda-forge.yml"), "recipe"), "lint").env?.["GH_TOKEN"];
    assert.equal(lint(everywhere), "${{ github.token }}");
    assert.ok(everywhere.conda !== null);
    const maintainers = ["octocat", "octo-org/packagers"];
    assert.equal(lint({ ...everywhere, conda: { ...everywhere.conda, maintainers } }), undefined);
  });

  it("starts micromamba where its action says that it is, which is not the same in every version", () => {
    const { run } = stepOf(jobOf(readWorkflow(everywhere, "conda-forge.yml"), "recipe"), "lint");
    assert.match(run ?? "", /^"\$MAMBA_EXE" run -n linter conda-smithy recipe-lint --conda-forge /m);
  });

  it("never makes a release wait", () => {
    const { jobs } = readWorkflow(everywhere, "release.yml");
    assert.ok(!Object.keys(jobs).some((id) => id.includes("conda")));
  });
});
