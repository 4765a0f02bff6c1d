import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildDocuments } from "../../documents/documents.ts";
import { fixtures } from "./fixture-plan.ts";
import { stackPlans } from "./stack-plans.ts";

const tools = join(import.meta.dirname, "../../.slipway/bin");

/** A job added by an operator, so that what overrides make is held to the same. */
const overrides = {
  "build.yml": {
    jobs: {
      test: { steps: { after: { python: [{ name: "Show the tree", run: "git log -1 --stat" }] } } },
      docs: {
        name: "Build the documentation",
        "runs-on": "ubuntu-24.04",
        steps: [
          { uses: "actions/checkout", with: { "persist-credentials": false } },
          { name: "Build", run: "make docs" },
        ],
      },
    },
  },
};

describe("linters, the strictest settings and no ignores", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-linters-"));
  const files: string[] = [];

  before(() => {
    const plans = Object.entries(fixtures).map(([name, plan]) => {
      return { name, plan, options: plan.package.kind === "pure" ? { overrides } : {} };
    });
    const stacks = Object.entries(stackPlans).map(([name, { plan, settings }]) => {
      return { name, plan, options: settings };
    });
    for (const { name, plan, options } of [...plans, ...stacks]) {
      for (const { path, content } of buildDocuments(plan, options).documents) {
        const file = join(folder, name, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
        if (file.endsWith(".yml")) files.push(file);
      }
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  it("read every stack of this project, and the README's", () => {
    for (const [name, { plan }] of Object.entries(stackPlans)) {
      const further = [plan.image, plan.conda].filter((channel) => channel !== null);
      assert.equal(files.filter((file) => file.includes(name)).length, 3 + further.length, name);
    }
  });

  it("actionlint finds nothing", () => {
    const { status, stdout, stderr } = run("actionlint", ["-no-color", ...files]);
    assert.equal(stdout + stderr, "");
    assert.equal(status, 0);
  });

  it("zizmor finds nothing", () => {
    const args = ["--offline", "--persona", "auditor", "--no-config", "--format", "json", ...files];
    const { status, stdout, stderr } = run("zizmor", args);
    assert.deepEqual(JSON.parse(stdout), [], stderr);
    assert.equal(status, 0);
  });

  it("both see a fault when there is one", () => {
    const file = join(folder, "faulty.yml");
    writeFileSync(file, "on: push\njobs:\n  a:\n    runs-on: nowhere\n    steps:\n      - uses: a/b@v1\n");
    assert.notEqual(run("actionlint", [file]).status, 0);
    assert.notEqual(run("zizmor", ["--offline", "--persona", "auditor", "--no-config", file]).status, 0);
  });
});

function run(tool: string, args: readonly string[]) {
  return spawnSync(join(tools, tool), args, { encoding: "utf8" });
}
