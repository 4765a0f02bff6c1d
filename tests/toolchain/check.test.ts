import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { ending, FreshClone } from "./fresh-clone.ts";
import { go, npm, pulumi, python } from "./stand-ins.ts";

const passing = "";
const failing = `console.log("this is wrong"); process.exit(1);`;

/** mocha that leaves these counts, as the reporter does. */
function mocha(counts: { passed: number; failed: number; skipped: number }): string {
  return `
    const option = process.argv.find((each) => each.startsWith("counts="));
    require("node:fs").writeFileSync(option.slice("counts=".length), ${JSON.stringify(JSON.stringify(counts))});
    process.exitCode = ${counts.failed};`;
}

describe("npm test", () => {
  it("counts each check as a test, goes on after one that fails, and closes with the counts alone", async () => {
    using machine = await withCheckers(mocha({ passed: 3, failed: 0, skipped: 1 }), failing);
    const { code, out } = await machine.run(["test"]);
    assert.equal(code, 1);
    assert.match(out, /^FAILED {2}types .*\n {4}this is wrong$/m);
    assert.match(out, /^ok {6}lint /m);
    assert.match(out, /\n6 passed, 1 failed, 1 skipped\n$/);
  });

  it("ends well where all passed", async () => {
    using machine = await withCheckers(mocha({ passed: 3, failed: 0, skipped: 0 }));
    const { code, out } = await machine.run(["test"]);
    assert.equal(code, 0);
    assert.match(out, /\n7 passed, 0 failed\n$/);
  });

  it("counts tests that die without counts as one that failed", async () => {
    using machine = await withCheckers("process.exit(3);");
    const { code, out } = await machine.run(["test"]);
    assert.equal(code, 1);
    assert.match(out, /\n4 passed, 1 failed\n$/);
  });

  it("counts a run in which no test was executed as failed", async () => {
    using machine = await withCheckers(mocha({ passed: 0, failed: 0, skipped: 0 }));
    assert.match((await machine.run(["test"])).out, /\n4 passed, 1 failed\n$/);
  });

  it("prints its help instead of running all the checks, on a machine where nothing is ready", async () => {
    using machine = new FreshClone();
    const { code, out, err } = await machine.run(["test", "--help"]);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^Usage: npm test /);
    const all = await machine.run(["--help"]);
    assert.equal(all.code, 0);
    for (const name of ["start", "rehearse", "test", "lint", "bench"]) {
      assert.match(all.out, new RegExp(`npm (run )?${name}\\b`));
    }
  });

  it("ends with its children and without a stack trace where nobody reads it, as after `| head`", async () => {
    using machine = await withCheckers(mocha({ passed: 3, failed: 0, skipped: 0 }), failing);
    const child = machine.start(["test"]);
    child.stdout?.destroy();
    const { code, err } = await ending(child);
    assert.equal(code, 141);
    assert.doesNotMatch(err, /EPIPE|\n\s+at /);
  });

  it("runs only the tests that are named", async () => {
    using machine = await withCheckers(mocha({ passed: 1, failed: 0, skipped: 0 }), failing);
    const { code, out } = await machine.run(["test", "tests/plan/names.test.ts"]);
    assert.equal(code, 0);
    assert.match(out, /\n1 passed, 0 failed\n$/);
  });
});

async function withCheckers(mochaDoes: string, tscDoes = passing): Promise<FreshClone> {
  const machine = new FreshClone();
  machine.install("git", "");
  machine.install("npm", npm);
  machine.install("go", go);
  machine.install("python3", python);
  machine.install("pulumi", pulumi("3.256.0"));
  await machine.run(["bench"]);
  const scripts = {
    "eslint/bin/eslint.js": passing,
    "typescript/bin/tsc": tscDoes,
    "prettier/bin/prettier.cjs": passing,
    "knip/bin/knip.js": passing,
    "mocha/bin/mocha.js": mochaDoes,
  };
  for (const [path, text] of Object.entries(scripts)) {
    const file = join(machine.clone, "node_modules", path);
    mkdirSync(dirname(file), { recursive: true });
    machine.write(join(machine.clone, "node_modules", path.split("/")[0] ?? "", "package.json"), "{}");
    machine.write(file, text);
  }
  return machine;
}
