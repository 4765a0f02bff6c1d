import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declarationOf } from "./declared-package.ts";
import { sdistOf, wheelOf } from "./wheels.ts";

const program = join(import.meta.dirname, "../../../tasks/check-files.ts");
const native = {
  kind: "native",
  pythons: ["3.12", "3.14t"],
  platforms: ["linux-x86_64", "macos-arm64", "windows-arm64"],
} as const;

describe("check-files", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slipway-check-files-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, content?: Uint8Array) =>
    writeFileSync(
      join(folder, name),
      content ?? (name.endsWith(".whl") ? wheelOf({ name: name.slice(0, -4) }) : sdistOf(name.slice(0, -7))),
    );

  function run(changes: Parameters<typeof declarationOf>[0], args: readonly string[] = [], version = "") {
    const declaration = join(folder, "release.json");
    writeFileSync(declaration, JSON.stringify(declarationOf(changes)));
    const output = join(folder, "output");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, "--files", folder, "--declaration", declaration, ...args],
      { encoding: "utf8", env: { VERSION: version, GITHUB_OUTPUT: output } },
    );
    return { status, stdout, stderr, output };
  }

  it("prints sums, and hands on the names of a sound pair", () => {
    put("my_pkg-1.0-py3-none-any.whl");
    put("my_pkg-1.0.tar.gz");
    const { status, stdout, stderr, output } = run({ distribution: "my_pkg" }, [], "1.0.0");
    assert.equal(stderr, "");
    assert.equal(status, 0);
    const sum = (name: string) =>
      `${createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex")}  ${name}\n`;
    assert.equal(stdout, sum("my_pkg-1.0-py3-none-any.whl") + sum("my_pkg-1.0.tar.gz"));
    const handed = readFileSync(output, "utf8");
    assert.match(handed, /^sdist<<.*\nmy_pkg-1\.0\.tar\.gz\n/m);
    assert.match(handed, /^wheels<<.*\nmy_pkg-1\.0-py3-none-any\.whl\n/m);
  });

  it("takes no link and no folder for a file: what a link leads to would be published", () => {
    writeFileSync(join(folder, "secret"), "of the machine that built");
    symlinkSync(join(folder, "secret"), join(folder, "my_pkg-1.0.tar.gz"));
    mkdirSync(join(folder, "my_pkg-1.0-py3-none-any.whl"));
    const { status, stderr } = run({ distribution: "my_pkg" });
    assert.equal(status, 1);
    assert.equal(stderr.match(/: is no file of its own, but a link or a folder; let the build/g)?.length, 2);
  });

  it("refuses a file that is named as if it took some: nothing would have checked it", () => {
    const { status, stderr } = run({ distribution: "my_pkg" }, ["other.whl"]);
    assert.equal(status, 2);
    assert.match(stderr, /^check-files: Unexpected argument 'other\.whl'; leave it out$/m);
  });

  it("tells a truncated wheel as one, beside all else", () => {
    put("my_pkg-1.0-py3-none-any.whl", wheelOf({ name: "my_pkg-1.0-py3-none-any" }).subarray(0, -7));
    put("my_pkg-1.0.tar.gz", Buffer.from("no gzip"));
    const { status, stderr } = run({ distribution: "my_pkg" });
    assert.equal(status, 1);
    assert.match(stderr, /^my_pkg-1\.0-py3-none-any\.whl: ends too early.*; build or fetch it again$/m);
    assert.match(stderr, /^my_pkg-1\.0\.tar\.gz: is not compressed by gzip/m);
  });

  it("tells all that is wrong with a pure package's set at once", () => {
    put("my_pkg-1.0-py3-none-any.whl");
    put("my_pkg-1.1-py3-none-any.whl");
    put("other-1.0-cp312-cp312-win_amd64.whl");
    const { status, stderr } = run({ distribution: "my_pkg", pythons: ["3.10", "3.12"] }, [], "1.0");
    assert.equal(status, 1);
    for (const fault of [
      /^my_pkg-1\.1-py3-none-any\.whl: is version 1\.1, not 1\.0; /m,
      /^other-1\.0-cp312-cp312-win_amd64\.whl: is not my_pkg's; /m,
      /^other-1\.0-cp312-cp312-win_amd64\.whl: is for one system alone, of a pure package; /m,
      /^wheel: is there 3 times; /m,
      /^sdist: should be one, but none is there; /m,
      /Requires-Python: >=3\.11 leaves out 3\.10; widen requires-python/,
    ])
      assert.match(stderr, fault);
  });

  it("takes a native package's wheels with a platform each, universal and abi3 ones too", () => {
    put("my_pkg-1.0.tar.gz");
    put("my_pkg-1.0-cp312-abi3-manylinux_2_28_x86_64.whl");
    put("my_pkg-1.0-cp314-cp314t-macosx_11_0_universal2.whl");
    put("my_pkg-1.0-cp312-abi3-win_arm64.whl");
    const { status, stderr } = run({ distribution: "my_pkg", ...native });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  });

  it("misses a declared platform, and refuses one for any system or none", () => {
    put("my_pkg-1.0.tar.gz");
    put("my_pkg-1.0-py3-none-any.whl");
    put("my_pkg-1.0-cp312-cp312-linux_x86_64.whl");
    put("my_pkg-1.0-cp312-cp312-win_amd64.whl");
    const { status, stderr } = run({ distribution: "my_pkg", ...native });
    assert.equal(status, 1);
    for (const fault of [
      /^my_pkg-1\.0-py3-none-any\.whl: is for any system, of a native package; /m,
      /^my_pkg-1\.0-cp312-cp312-linux_x86_64\.whl: is tagged linux_x86_64/m,
      /^my_pkg-1\.0-cp312-cp312-win_amd64\.whl: is for no platform that should be there/m,
      /^linux-x86_64: has no wheel; build the wheels for linux-x86_64$/m,
      /^windows-arm64: has no wheel/m,
    ])
      assert.match(stderr, fault);
  });

  it("takes one part of a native package alone", () => {
    put("my_pkg-1.0-cp312-cp312-win_arm64.whl");
    const changes = { distribution: "my_pkg", ...native };
    assert.equal(run(changes, ["--part", "windows-arm64"]).status, 0);
    assert.match(run(changes, ["--part", "sdist"]).stderr, /is not of the sdist's build/);
    const misused = run(changes, ["--part", "beos"]);
    assert.equal(misused.status, 2);
    assert.match(
      misused.stderr,
      /^--part: is no part that the stack declares; name one of all, sdist, linux/,
    );
  });
});
