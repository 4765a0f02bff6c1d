import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { slipway } from "../command-line.ts";
import { createProject, type RehearsalProject, stackFile } from "../rehearsal-project.ts";

const pyproject = '[project]\nname = "pkg"\nversion = "1.1.0"\n';

/** What `--json` prints, as far as it is asked for here. */
interface Printed {
  readonly command: string;
  readonly result: string;
  readonly version: string;
  readonly tag: string;
  readonly files: readonly { readonly path: string; readonly diff: string }[];
  readonly pullRequest: { readonly action: string; readonly branch: string } | null;
  readonly next: readonly string[];
  readonly faults: readonly { readonly place: string }[];
}

describe("the command release:prepare", function () {
  this.timeout(60_000);
  let project: RehearsalProject;
  beforeEach(() => {
    project = createProject();
    project.writeStack(stackFile());
  });
  afterEach(() => project.remove());

  const run = (...args: readonly string[]) =>
    slipway(args, { cwd: project.folder, env: { GITHUB_TOKEN: "" } });
  const rehearse = (...args: readonly string[]) =>
    run("rehearse", "release:prepare", "--stack", "test", ...args);
  /** Lays the package's sources into the emulated GitHub, as a person with an editor. */
  const lay = async () => {
    await rehearse("--dry-run");
    writeFileSync(join(project.repository, "pyproject.toml"), pyproject);
  };
  const clone = () => {
    const folder = join(project.folder, "clone");
    mkdirSync(folder);
    writeFileSync(join(folder, "pyproject.toml"), pyproject);
    execFileSync("git", ["init", "-q", folder]);
    return folder;
  };

  it("rehearses: proposes it on the emulated GitHub, which shows what it would change before", async () => {
    await lay();
    const dry = await rehearse("--bump", "minor", "--dry-run");
    assert.equal(dry.code, 0, dry.stderr);
    assert.match(dry.stdout, /^pkg 1\.2\.0 after 1\.1\.0 would change:\n/);
    assert.match(dry.stdout, /\n-version = "1\.1\.0"\n\+version = "1\.2\.0"\n/);
    const { code, stdout, stderr } = await rehearse("--bump", "minor");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^pkg 1\.2\.0 after 1\.1\.0: pull request 1 is open:/);
    assert.match(stdout, /\n {2}pyproject\.toml\n/);
    assert.match(
      stdout.replaceAll(/\s+/g, " "),
      /1\. Merge the pull request\. 2\. .*git push origin v1\.2\.0/,
    );
    const log = ["log", "-1", "--format=%s", "release/1.2.0"];
    assert.equal(
      execFileSync("git", log, { cwd: project.repository, encoding: "utf8" }),
      "Prepare pkg 1.2.0\n",
    );
  });

  it("prints one object, on success and on failure, and names itself in it", async () => {
    await lay();
    const { code, stdout } = await rehearse("--version", "1.2.0rc1", "--json");
    assert.equal(code, 0);
    const printed = JSON.parse(stdout) as Printed;
    assert.deepEqual(
      [printed.command, printed.result, printed.version, printed.tag, printed.pullRequest?.action],
      ["release:prepare", "succeeded", "1.2.0rc1", "v1.2.0rc1", "opened"],
    );
    assert.deepEqual(
      printed.files.map(({ path }) => path),
      ["pyproject.toml"],
    );
    const failed = await rehearse("--version", "v1", "--json");
    assert.equal(failed.code, 1);
    const faulty = JSON.parse(failed.stdout) as Printed;
    assert.deepEqual(
      [faulty.command, faulty.result, faulty.faults[0]?.place],
      ["release:prepare", "failed", "--version v1"],
    );
  });

  it("looks at a clone alone, without a token, and changes nothing", async () => {
    const folder = clone();
    const { code, stdout, stderr } = await run("release:prepare", "--stack", "test", "--source", "clone");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^pkg 1\.1\.0: the sources say so already, nothing is to be changed\./);
    const bumped = await run("release:prepare", "--stack", "test", "--source", folder, "--bump", "major");
    assert.match(bumped.stdout, /\+version = "2\.0\.0"/);
    assert.equal(readFileSync(join(folder, "pyproject.toml"), "utf8"), pyproject);
  });

  it("asks for a token before it proposes anything", async () => {
    const { code, stderr } = await run("release:prepare", "--stack", "test");
    assert.equal(code, 1);
    assert.match(stderr, /^error: GitHub: takes nothing without a token; set GITHUB_TOKEN/);
  });

  it("says what is wrong with what was typed", async () => {
    const [missing, huge, both] = await Promise.all([
      run("release:prepare"),
      run("release:prepare", "--stack", "test", "--bump", "huge"),
      run("release:prepare", "--stack", "test", "--bump", "minor", "--version", "1.2.0"),
    ]);
    assert.deepEqual(
      [missing, huge, both].map(({ code }) => code),
      [2, 2, 2],
    );
    assert.match(missing.stderr, /--stack: is missing; name one: --stack test/);
    assert.match(huge.stderr, /Allowed choices are major, minor, patch, pre/);
    assert.match(both.stderr, /cannot be used with option/);
    const unknown = await run("release:prepare", "--stack", "tset");
    assert.match(unknown.stderr, /^error: --stack tset: is not a stack of this project, which has: test/);
  });
});
