import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prod } from "../fixture-plan.ts";
import { jobOf, readWorkflow, stepOf } from "../read-workflow.ts";

const files = ["pyvenice-1.2.0-py3-none-any.whl", "pyvenice-1.2.0.tar.gz"];

/** Answers as GitHub's command line does, and writes down what it was asked to change. */
const gh = `#!/bin/bash
case "$*" in
  "release view "*isDraft*) if [[ "$DRAFT" == none ]]; then exit 1; else echo "$DRAFT"; fi ;;
  "release view "*assets*) printf %s "$ASSETS" ;;
  *) echo "$*" >> "$CALLS" ;;
esac
`;

/** The step's own script, run by bash as a runner runs it. */
describe("GitHub release", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-release-"));
  const script = stepOf(jobOf(readWorkflow(prod, "release.yml"), "github-release"), "release").run ?? "";
  before(() => {
    mkdirSync(join(folder, "dist"));
    for (const file of files) writeFileSync(join(folder, "dist", file), "");
    writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
  });
  after(() => rmSync(folder, { recursive: true }));

  function run(draft: "none" | "true" | "false", assets: readonly string[] = []) {
    const calls = join(folder, "calls");
    rmSync(calls, { force: true });
    const env = {
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
      ...{ TAG: "v1.2.0", PRERELEASE: "false", DRAFT: draft, ASSETS: assets.join("\n"), CALLS: calls },
    };
    const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
    const { status, stdout } = spawnSync("bash", args, { cwd: folder, env, encoding: "utf8" });
    const changes = existsSync(calls) ? readFileSync(calls, "utf8").trimEnd().split("\n") : [];
    return { status, stdout, changes: changes.map((call) => call.split(" ")[1]) };
  }

  it("is drafted, filled and published, and taken up again where an attempt left a draft", () => {
    assert.deepEqual(run("none"), { status: 0, stdout: "", changes: ["create", "upload", "edit"] });
    assert.deepEqual(run("true"), { status: 0, stdout: "", changes: ["upload", "edit"] });
  });

  it("is left alone where it is published with every file", () => {
    const { status, stdout, changes } = run("false", [...files, "another.txt"]);
    assert.deepEqual([status, changes], [0, []]);
    assert.match(stdout, /^::notice::The release of v1\.2\.0 is published already, with every file\.\n$/);
  });

  it("fails where somebody published it without the files, instead of a green run without them", () => {
    for (const [assets, lacking] of [
      [[], files.join(" ")],
      [[files[0] ?? ""], "pyvenice-1.2.0.tar.gz"],
      [[`x${files[0]}`, files[1] ?? ""], files[0]],
    ] as const) {
      const { status, stdout, changes } = run("false", assets);
      assert.deepEqual([status, changes], [1, []]);
      assert.match(stdout, /^::error::The release of v1\.2\.0 was published /);
      assert.ok(stdout.includes(`lacks ${lacking}: delete it and run this job again`), stdout);
    }
  });
});
