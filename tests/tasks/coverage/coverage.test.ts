import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type BuildEnvironment,
  buildEnvironment,
  findPython,
} from "../../documents/builds/build-environment.ts";
import { standInPython } from "../python/stand-in.ts";
import { type WheelDraft, wheelOf } from "../wheel/wheels.ts";

const program = join(import.meta.dirname, "../../../tasks/coverage.ts");

describe("coverage", function () {
  this.timeout(300_000);
  let folder: string;
  let environment: BuildEnvironment | null = null;
  before(async () => {
    const python = findPython("3.13") ?? findPython("3.12");
    environment = python === null ? null : await buildEnvironment(python);
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-coverage-"));
    for (const name of ["dist", "index"]) mkdirSync(join(folder, name));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (place: "dist" | "index", name: string, draft: Partial<WheelDraft> = {}) =>
    writeFileSync(
      join(folder, place, `${name}.whl`),
      wheelOf({ name, requiresPython: ">=3.14,<3.15", ...draft }),
    );

  /** Without a network: what there is beside the package lies in a folder. */
  function run(args: readonly string[] = [], bin = environment?.bin ?? "") {
    const env = {
      PATH: `${bin}:/usr/bin:/bin`,
      UV_CACHE_DIR: join(folder, "cache"),
      UV_FIND_LINKS: join(folder, "index"),
      UV_OFFLINE: "1",
      GITHUB_OUTPUT: join(folder, "output"),
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
    };
    return spawnSync(process.execPath, [program, "--files", join(folder, "dist"), ...args], {
      encoding: "utf8",
      env,
    });
  }

  it("counts a cell where the package and its dependencies have wheels, free-threaded ones by their own tags", function () {
    if (environment === null) this.skip();
    put("dist", "my_pkg-1.0-py3-none-any", { requires: ["dep", "colours; sys_platform == 'win32'"] });
    put("index", "dep-1.0-cp314-cp314-manylinux_2_17_x86_64");
    put("index", "dep-1.0-cp314-cp314-musllinux_1_2_aarch64");
    put("index", "dep-1.0-cp314-cp314-win_amd64");
    put("index", "dep-1.0-cp314-cp314-macosx_11_0_universal2");
    put("index", "dep-1.0-cp314-cp314t-macosx_11_0_arm64");
    const { status, stdout, stderr } = run();
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.match(stdout, /^Covered, each cell alike: 50\.0 % \(4 of 8\)$/m);
    assert.match(stdout, /^Covered, free-threaded: 12\.5 % \(1 of 8\)$/m);
    assert.match(stdout, /^3\.14 on manylinux aarch64: no wheel of dep: its wheels \(v1\.0\) are for /m);
    assert.match(stdout, /^3\.14 on Windows x86-64: no wheel of colours: /m);
    assert.match(stdout, /^3\.14t on manylinux x86-64: no wheel of dep: 1\.0 has no wheel for it$/m);
    assert.match(readFileSync(join(folder, "output"), "utf8"), /^percent<<.*\n50\.0\n/m);
    const summary = readFileSync(join(folder, "summary.md"), "utf8");
    assert.match(
      summary,
      /\| 3\.14 \| yes \| no: dep \| no: dep \| yes \| yes \| yes \| no: colours \| no: /,
    );
  });

  it("asks about the very wheels of the folder: a platform without one is not covered, whatever the index has", function () {
    if (environment === null) this.skip();
    put("dist", "my_pkg-1.0-cp314-cp314-win_amd64");
    put("index", "my_pkg-1.0-cp314-cp314-win_arm64");
    const { status, stderr, stdout } = run(["--gate", "95"]);
    assert.equal(status, 1);
    assert.match(stdout, /^3\.14 on Windows arm64: no wheel of my-pkg: none of its own wheels is for it$/m);
    assert.match(
      stderr,
      /^coverage: is 12\.5 % \(1 of 8\), below 95 %; get wheels for my-pkg \(7 not covered\), or lower slipway:release\.coverage$/m,
    );
  });

  it("does not take a resolver that fails for a package without wheels", () => {
    put("dist", "my_pkg-1.0-py3-none-any");
    const bin = standInPython(
      join(folder, "bin"),
      'process.stderr.write("error: no route\\n"); process.exit(2);',
    );
    const { status, stderr } = run([], bin);
    assert.equal(status, 1);
    assert.match(stderr, /^uv: could not resolve: error: no route; run the job again, or install uv$/m);
  });

  it("tells misuse from failure", () => {
    assert.match(run().stderr, /dist: holds no wheel; fetch the built files into it first/);
    assert.equal(run(["--gate", "all"]).status, 2);
    put("dist", "my_pkg-1.0-py3-none-any", { requiresPython: "<3" });
    const { status, stderr } = run(["--gate", "95"]);
    assert.equal(status, 1);
    assert.match(stderr, /^coverage: is 0\.0 % \(0 of 0\), below 95 %; widen requires-python/);
  });
});
