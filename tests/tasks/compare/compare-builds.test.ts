import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declarationOf } from "../wheel/declared-package.ts";
import { type WheelDraft, sdistOf, wheelOf } from "../wheel/wheels.ts";
import { elf } from "./programs.ts";

const program = join(import.meta.dirname, "../../../tasks/compare-builds.ts");
const pure = "my_pkg-1.0-py3-none-any";
const native = "my_pkg-1.0-cp312-cp312-win_amd64";

describe("compare-builds", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-compare-"));
    for (const build of ["first", "second"]) mkdirSync(join(folder, build));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (build: "first" | "second", name: string, content: Uint8Array) =>
    writeFileSync(join(folder, build, name), content);
  const wheels = (name: string, first: Partial<WheelDraft>, second: Partial<WheelDraft>) => {
    put("first", `${name}.whl`, wheelOf({ name, ...first }));
    put("second", `${name}.whl`, wheelOf({ name, ...second }));
  };

  function run(kind: "pure" | "native" = "pure", variables: Readonly<Record<string, string>> = {}) {
    const declaration = join(folder, "release.json");
    const { DECLARED = "gate", ...env } = variables;
    const declared = DECLARED === "gate" ? "gate" : "report";
    writeFileSync(declaration, JSON.stringify(declarationOf({ kind }, declared)));
    return spawnSync(
      process.execPath,
      [program, join(folder, "first"), join(folder, "second"), "--declaration", declaration],
      { encoding: "utf8", env },
    );
  }

  it("is content with two builds that are the same", () => {
    wheels(pure, {}, {});
    const output = join(folder, "output");
    const { status, stdout } = run("pure", { GITHUB_OUTPUT: output });
    assert.deepEqual({ status, stdout }, { status: 0, stdout: "1 file: both builds made the same\n" });
    assert.match(readFileSync(output, "utf8"), /^same<<.*\ntrue\n/);
  });

  it("fails by every file that differs, and says how to go on", () => {
    wheels(
      pure,
      { files: { "my_pkg/a.py": "built = 1\n", "my_pkg/b.py": "b" } },
      { files: { "my_pkg/a.py": "built = 2\n", "my_pkg/c.py": "b" } },
    );
    put("first", "my_pkg-1.0.tar.gz", sdistOf("my_pkg-1.0", { files: { a: "\0one" } }));
    put("second", "my_pkg-1.0.tar.gz", sdistOf("my_pkg-1.0", { files: { a: "\0two" } }));
    const { status, stderr } = run();
    assert.equal(status, 1);
    const lines = stderr.trim().split("\n");
    const starts = [
      `${pure}.whl, my_pkg/a.py: differs in line 1: "built = 1", then "built = 2"; `,
      `${pure}.whl, my_pkg/b.py: is missing in the second build; `,
      `${pure}.whl, my_pkg/c.py: is missing in the first build; `,
      "my_pkg-1.0.tar.gz, my_pkg-1.0/a: differs at byte 1; ",
    ];
    assert.equal(lines.length, starts.length, stderr);
    for (const [index, start] of starts.entries()) assert.ok(lines[index]?.startsWith(start), lines[index]);
    assert.match(stderr, /slipway:release\.secondBuild: report, or dispatch with second-build=report/);
  });

  it("wants a pure package's files the same byte for byte", () => {
    wheels(pure, { time: 0x21_0000 }, { time: 0x22_0000 });
    const { status, stderr } = run();
    assert.equal(status, 1);
    assert.match(stderr, /^my_pkg-1\.0-py3-none-any\.whl: holds the same, but its bytes differ/);
  });

  it("tells of a native package's archive alone where what is installed is the same", () => {
    wheels(native, { time: 0x21_0000, deflate: true }, { time: 0x22_0000, deflate: false });
    const { status, stdout } = run("native");
    assert.equal(status, 0);
    assert.match(stdout, /^notice: my_pkg-1\.0-cp312-cp312-win_amd64\.whl: holds the same/);
  });

  it("names the path that a native wheel differs by, and no RECORD that follows from it", () => {
    const built = (path: string) => {
      const content = elf({ ".debug_str": `${path}/a.c\0` }).toString("latin1");
      return { files: { "my_pkg/_c.pyd": content.replaceAll(/[\x80-\xff]/g, "?") } };
    };
    wheels(native, built("/tmp/one"), built("/tmp/two"));
    const { status, stderr } = run("native");
    assert.equal(status, 1);
    assert.match(
      stderr,
      /_c\.pyd: differs only in debug data: \.debug_str, by the embedded path "\/tmp\/one\/a\.c", then /,
    );
    assert.ok(!stderr.includes("RECORD"), stderr);
  });

  it("tells of another mode, and of a file that one build has not", () => {
    wheels(native, { mode: 0o100644 }, { mode: 0o100755 });
    put("first", "my_pkg-1.0.tar.gz", sdistOf("my_pkg-1.0"));
    const { stderr } = run("native");
    assert.match(stderr, /__init__\.py: has mode 0644, then 0755/);
    assert.match(stderr, /^my_pkg-1\.0\.tar\.gz: is missing in the second build/m);
  });

  it("reports alone where the operator says so, in the stack or at the dispatch", () => {
    wheels(pure, { files: { a: "1" } }, { files: { a: "%2" } });
    const summary = join(folder, "summary.md");
    for (const env of [
      { DECLARED: "report" },
      { SECOND_BUILD: "report" },
      { DECLARED: "report", SECOND_BUILD: "as-declared" },
    ]) {
      const { status, stdout } = run("pure", {
        ...env,
        GITHUB_ACTIONS: "true",
        GITHUB_STEP_SUMMARY: summary,
      });
      assert.equal(status, 0);
      assert.match(
        stdout,
        /^::warning::my_pkg-1\.0-py3-none-any\.whl, a: differs in line 1: "1", then "%252"/,
      );
    }
    assert.equal(run("pure", { DECLARED: "report", SECOND_BUILD: "gate" }).status, 1);
    assert.match(readFileSync(summary, "utf8"), /\| my\\_pkg-1\.0-py3-none-any\.whl \| differs \| a differs/);
  });

  it("fails by a broken file even where it only reports, for it is no difference", () => {
    wheels(pure, {}, {});
    put("second", `${pure}.whl`, wheelOf({ name: pure }).subarray(0, 100));
    const { status, stderr } = run("pure", { SECOND_BUILD: "report" });
    assert.equal(status, 1);
    assert.match(stderr, /^my_pkg-1\.0-py3-none-any\.whl: ends too early/);
  });

  it("tells misuse from failure", () => {
    wheels(pure, {}, {});
    assert.equal(run("pure", { SECOND_BUILD: "maybe" }).status, 2);
    rmSync(join(folder, "second", `${pure}.whl`));
    assert.match(run().stderr, /second: holds no sdist and no wheel; fetch the built files into it first/);
  });
});
