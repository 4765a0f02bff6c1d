import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { run } from "./command.js";
import { toolEnvironment } from "./hand-over.js";
import { nodeBinary, root, workFolder } from "./places.js";
import { since } from "./report.js";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** What is checked without running the program; each counts as one test. The slowest comes first. */
const checks = [
  { name: "lint", script: "eslint/bin/eslint.js", args: ["--max-warnings", "0", "."] },
  { name: "types", script: "typescript/bin/tsc", args: ["--project", "."] },
  { name: "formatting", script: "prettier/bin/prettier.cjs", args: ["--check", "--log-level", "warn", "."] },
  { name: "unused", script: "knip/bin/knip.js", args: ["--no-progress"] },
];

const everyTest = "tests/**/*.test.ts";
const countsFile = join(workFolder, "test-counts.json");

/**
 * The static checks, two at a time.
 * @returns {Promise<boolean>} whether all passed
 */
export async function lint() {
  const { failed } = await runChecks();
  return failed === 0;
}

/**
 * The static checks and every test; or, where tests are named, these tests alone.
 * @param {readonly string[]} args go to mocha
 * @returns {Promise<boolean>} whether all passed
 */
export async function test(args) {
  const isNamed = args.some((arg) => /\.test\.ts$|^tests\//.test(arg));
  const checked = isNamed ? { passed: 0, failed: 0, skipped: 0 } : await runChecks();
  if (isNamed) console.log("Only the tests that were named; the checks are left out.");
  const tests = await runTests(isNamed ? args : [everyTest, ...args]);
  const passed = checked.passed + tests.passed;
  const failed = checked.failed + tests.failed;
  console.log(
    `${String(passed)} passed, ${String(failed)} failed${tests.skipped > 0 ? `, ${String(tests.skipped)} skipped` : ""}`,
  );
  return failed === 0;
}

/** @returns {Promise<Counts>} */
async function runChecks() {
  const waiting = [...checks];
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (await runCheck(check)) counts.passed += 1;
      else counts.failed += 1;
    }
  };
  await Promise.all([work(), work()]);
  return counts;
}

/** @param {typeof checks[number]} check */
async function runCheck({ name, script, args }) {
  const started = performance.now();
  const file = join(root, "node_modules", script);
  const { ok, output } = await run(nodeBinary, [file, ...args], { env: toolEnvironment() });
  console.log(`${ok ? "ok    " : "FAILED"}  ${name.padEnd(10)}  ${since(started)}`);
  if (output.trim() !== "") console.log(output.trimEnd().replaceAll(/^/gm, "    "));
  return ok;
}

/**
 * Runs mocha with its output as it comes; how many passed is read from what its reporter leaves.
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function runTests(args) {
  mkdirSync(workFolder, { recursive: true });
  rmSync(countsFile, { force: true });
  const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = [
    "--reporter",
    join(root, "tests", "reporter.ts"),
    "--reporter-option",
    `counts=${countsFile}`,
  ];
  const code = await new Promise((resolve) => {
    const child = spawn(nodeBinary, [mocha, "--exit", ...inParallel(), ...reporter, ...args], {
      cwd: root,
      stdio: "inherit",
      env: toolEnvironment(),
    });
    child.on("error", () => resolve(1));
    child.on("exit", (status) => resolve(status ?? 1));
  });
  const counts = readCounts();
  const nothing = counts.passed + counts.failed === 0;
  if ((code !== 0 || nothing) && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

/**
 * Most tests wait for programs that they start: two files at once take little more than half the time.
 * @returns {readonly string[]}
 */
function inParallel() {
  const jobs = Math.min(4, availableParallelism());
  return jobs < 2 ? [] : ["--parallel", "--jobs", String(jobs)];
}

/** @returns {Counts} */
function readCounts() {
  if (!existsSync(countsFile)) return { passed: 0, failed: 1, skipped: 0 };
  return JSON.parse(readFileSync(countsFile, "utf8"));
}
