import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { archive, raw } from "./tar/archives.ts";

/** As it is delivered. */
const program = join(import.meta.dirname, "../../documents/bundles/normalise-sdist.mjs");
const sound = gzipSync(archive(raw({ name: "pkg/a" }, "a")));
const epoch = { SOURCE_DATE_EPOCH: "1700000000" };

describe("normalise-sdist", () => {
  let folder: string;
  let sdist: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-normalise-"));
    sdist = join(folder, "pkg-1.0.tar.gz");
    writeFileSync(sdist, sound);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(args: readonly string[], env: Readonly<Record<string, string>> = epoch) {
    return spawnSync(process.execPath, [program, ...args], { encoding: "utf8", env });
  }

  it("rewrites the file in place, keeps its mode, and prints and tabulates its hash", () => {
    chmodSync(sdist, 0o640);
    const summary = join(folder, "summary.md");
    const { status, stdout, stderr } = run([sdist], { ...epoch, GITHUB_STEP_SUMMARY: summary });
    const sha256 = createHash("sha256").update(readFileSync(sdist)).digest("hex");
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: `${sha256}  ${sdist}\n`, stderr: "" });
    assert.notDeepEqual(readFileSync(sdist), sound);
    assert.equal(statSync(sdist).mode & 0o777, 0o640);
    const rows = readFileSync(summary, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("|"));
    assert.equal(rows.length, 3);
    assert.ok(rows[2]?.includes(sha256));
    assert.deepEqual(readdirSync(folder).sort(), ["pkg-1.0.tar.gz", "summary.md"]);
  });

  it("leaves every file as it was where one is broken, and says what to do on one line", () => {
    const broken = join(folder, "broken.tar.gz");
    writeFileSync(broken, sound.subarray(0, 30));
    const { status, stdout, stderr } = run([sdist, broken]);
    assert.equal(status, 1);
    assert.equal(stdout + stderr, "broken.tar.gz: ends too early; build or fetch it again\n");
    assert.deepEqual(readFileSync(sdist), sound);
  });

  it("annotates the job on a runner, and lets no name in an archive begin a command of the runner's", () => {
    const records = Buffer.from("pkg/\n::set-output x::%0A\0");
    writeFileSync(sdist, gzipSync(archive(raw({ name: "x", type: "L" }, records), raw({ name: "pkg/a" }))));
    const { status, stdout } = run([sdist], { ...epoch, GITHUB_ACTIONS: "true" });
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^::error::pkg-1\.0\.tar\.gz, pkg\/\\u\{a\}::set-output x::%250A: has a backslash or [^\n]*\n$/,
    );
  });

  it("tells misuse from failure", () => {
    const misused = [
      [["--nope", sdist], epoch, /Unknown option '--nope'/],
      [[], epoch, /^FILE: is missing; /],
      [[sdist], {}, /^SOURCE_DATE_EPOCH: is not set; .*git log/],
      [[sdist], { SOURCE_DATE_EPOCH: "yesterday" }, /^SOURCE_DATE_EPOCH: is not a time/],
      [["--max-size", "0", sdist], epoch, /^--max-size: is not a number/],
    ] as const;
    for (const [args, env, fault] of misused) {
      const { status, stderr } = run(args, env);
      assert.equal(status, 2, stderr);
      assert.match(stderr, fault);
    }
    const missing = run([join(folder, "none.tar.gz")]);
    assert.equal(missing.status, 1);
    assert.match(missing.stderr, /none\.tar\.gz: is not there; build the sdist first/);
  });

  it("says how it is used", () => {
    const { status, stdout } = run(["--help"], {});
    assert.equal(status, 0);
    for (const word of [
      "Usage: node normalise-sdist.mjs",
      "--max-size MIB",
      "SOURCE_DATE_EPOCH",
      "Exit codes",
    ])
      assert.ok(stdout.includes(word), word);
  });
});
