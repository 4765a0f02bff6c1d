import assert from "node:assert/strict";
import { parse } from "yaml";
import { fixtures } from "../fixture-plan.ts";
import { buildDocuments } from "../../../documents/documents.ts";
import type { ReadWorkflow } from "../read-workflow.ts";

const workflows = Object.entries(fixtures).flatMap(([name, plan]) =>
  buildDocuments(plan)
    .documents.filter(({ path }) => path.endsWith(".yml"))
    .map(({ path, content }) => ({
      title: `${name}: ${path}`,
      content,
      workflow: parse(content) as ReadWorkflow,
    })),
);

describe("every workflow", () => {
  for (const { title, content, workflow } of workflows) {
    describe(title, () => {
      const jobs = Object.entries(workflow.jobs);
      const steps = jobs.flatMap(([, job]) => job.steps);

      it("grants nothing to the workflow as a whole, and to each job what its steps need", () => {
        assert.deepEqual(workflow.permissions, {});
        for (const [id, job] of jobs) assert.ok(typeof job.permissions === "object", id);
      });

      it("says why behind each right", () => {
        const rights = content.split("\n").filter((line) => /^ {6}[a-z-]+: (read|write)\b/.test(line));
        assert.ok(rights.length > 0);
        for (const line of rights) assert.match(line, / # \w/);
      });

      it("pins each action by its commit, its version behind", () => {
        const lines = content.split("\n").filter((line) => line.includes("uses:"));
        assert.ok(lines.length > 0);
        for (const line of lines) assert.match(line, /uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      });

      it("limits the time of each job, and names each job and step", () => {
        for (const [id, job] of jobs) {
          assert.ok(job["timeout-minutes"] > 0, id);
          assert.ok(job.name.length > 0, id);
          const ids = job.steps.map((step) => step.id);
          assert.equal(new Set(ids).size, ids.length, id);
          for (const step of job.steps) assert.match(`${step.id}|${step.name}`, /^[a-z][a-z0-9-]*\|\S/);
        }
      });

      it("leaves no token in the checkout", () => {
        for (const step of steps)
          if (step.uses?.startsWith("actions/checkout@"))
            assert.equal(step.with?.["persist-credentials"], false);
      });

      it("restores no cache, but for the layers of an image that is pushed nowhere", () => {
        const cached = steps.filter(({ uses }) => uses?.startsWith("actions/cache@"));
        const trying = title.endsWith("/build.yml") && "image" in workflow.jobs;
        assert.deepEqual(
          cached.map(({ id }) => id),
          trying ? ["layers"] : [],
        );
        for (const step of steps) assert.ok(!("cache" in (step.with ?? {})), step.id);
      });

      it("replaces no expression in a script", () => {
        for (const step of steps) assert.ok(!step.run?.includes("${{"), step.id);
      });

      it("names no index's address", () => {
        const hosts = [
          ["pypi", "org"],
          ["pythonhosted", "org"],
        ].map((parts) => parts.join("."));
        for (const host of hosts) assert.ok(!content.includes(host), host);
      });
    });
  }
});
