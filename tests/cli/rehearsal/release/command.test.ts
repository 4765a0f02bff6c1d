import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ReleaseJson } from "../../../../cli/rehearsal/release/json.ts";
import { slipway } from "../../command-line.ts";
import type { Ended } from "../../command-line.ts";
import { projectForSuite } from "../../rehearsal-project.ts";
import { hasTerminals, onTerminal } from "../../terminal.ts";
import type { Typed } from "../../terminal.ts";

const program = fileURLToPath(new URL("../../programs/release.ts", import.meta.url));

describe("the command that rehearses a release", function () {
  this.timeout(60_000);
  const project = projectForSuite();

  const run = (args: readonly string[]): Promise<Ended> => slipway(args, { cwd: project().folder, program });
  const typing = (...typed: readonly Typed[]) =>
    onTerminal(["publishing"], { cwd: project().folder, program }, typed);

  it("tells each step on a line where there is no terminal, then what it came to", async () => {
    const { code, stdout, stderr } = await run(["publishing", "--approve"]);
    assert.equal(code, 0, stderr);
    const told = stderr.split("\n").map((line) => line.replace(/^ +[\d.]+ s {2}/, ""));
    assert.deepEqual(told, [
      "starting the services ...",
      "Release: 2 jobs",
      "build: started",
      "build: Build it",
      "build: ran (2.5 s)",
      "publish: waits for pypi",
      "publish: ran (2.5 s)",
      "",
    ]);
    assert.match(stdout, /^Released pkg 1\.2\.0 of test \(rehearsal\)\n/);
    assert.doesNotMatch(stdout + stderr, /\u001b/);
  });

  it("has no reviewer where nobody can be asked, and says how to agree beforehand", async () => {
    const { code, stdout } = await run(["publishing"]);
    assert.equal(code, 1);
    assert.match(stdout, /\n {2}refused {2}publish .*no reviewer of pypi approved it\n/);
    assert.match(stdout, /\n {4}npm run rehearse -- release --stack test --approve\n/);
  });

  it("prints one object with --json and nothing beside it, asks nobody, and fails as it would without", async () => {
    const refused = await run(["publishing", "--json"]);
    assert.equal(refused.code, 1);
    assert.equal(refused.stderr, "");
    const json = JSON.parse(refused.stdout) as ReleaseJson & { readonly jobs: readonly unknown[] };
    assert.deepEqual(
      [json.command, json.stack, json.result, json.jobs.length],
      ["release", "test", "failed", 2],
    );
    const unready = await run(["unready", "--json"]);
    assert.equal(unready.code, 1);
    const { faults } = JSON.parse(unready.stdout) as ReleaseJson;
    assert.equal(faults[0]?.fault, "are not there");
  });

  it("ends with 2 where an option is at fault, with 1 where anything else keeps it from beginning", async () => {
    const misused = await run(["misused"]);
    assert.equal(misused.code, 2);
    assert.match(
      misused.stderr,
      /error: --fail nope: release\.yml has no such job; name one of gate, build\n$/,
    );
    const unready = await run(["unready"]);
    assert.equal(unready.code, 1);
    assert.match(unready.stderr, /error: sources of pkg: are not there; name them by --source\n$/);
  });

  it("ends in order at Ctrl-C: waits for the report, and exits with 130", async () => {
    const child = spawn(process.execPath, [program, "endless"], { cwd: project().folder });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
    child.stderr.on("data", (data: Buffer) => {
      stderr += data.toString();
      if (data.toString().includes("build: started")) child.kill("SIGINT");
    });
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    assert.equal(code, 130);
    assert.match(stderr, /stopping what runs, and the services/);
    assert.match(stdout, /^The release of pkg 1\.2\.0 of test was stopped \(rehearsal\)\n/);
    assert.match(stdout, /\n {2}stopped {2}build/);
  });

  const question =
    /pypi waits for octocat or octo\/releasers\. Do you approve\? \[yes\/no\/details\] \(no\) $/;

  it("asks the reviewer on a terminal, shows the jobs so far if that is wanted, and publishes at a yes", async function () {
    if (!hasTerminals()) return this.skip();
    const { code, shown } = await typing([question, "details\r"], [question, "yes\r"]);
    assert.equal(code, 0, shown);
    assert.match(shown, /\n {2}ran {6}build {4}2\.5 s\n {2}waiting {2}publish {9}for pypi\n/);
    assert.match(shown, /\rReleased pkg 1\.2\.0 of test \(rehearsal\)\n\n {2}ran {2}build/);
  });

  it("publishes nothing at a no, and is stopped by Ctrl-C at the question", async function () {
    if (!hasTerminals()) return this.skip();
    const declined = await typing([question, "no\r"]);
    assert.equal(declined.code, 1);
    assert.match(declined.shown, /\n {2}refused {2}publish/);
    assert.doesNotMatch(declined.shown, /--approve/);
    const stopped = await typing([question, "\u0003"]);
    assert.equal(stopped.code, 130);
    assert.match(stopped.shown, /The release of pkg 1\.2\.0 of test was stopped/);
  });
});
