import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { standInActions } from "../../../../rehearsal/actions/actions.ts";
import { hasCompiler, missingFor } from "../../../../rehearsal/actions/pypa/cibuildwheel/missing.ts";
import { hasPython, rehearsalCache } from "../../../../rehearsal/python/find.ts";
import { runToEnd } from "../../../../rehearsal/python/run.ts";
import { isStandIn } from "../../../../rehearsal/release/elsewhere/retag.ts";
import { fetchSdist } from "../../../../rehearsal/release/sources/fetch-sdist.ts";
import { inspectWheel } from "../../../../tasks/wheel/inspect-wheel.ts";

const locked = {
  name: "markupsafe",
  version: "3.0.4",
  sha256: "2e9ad7dd851bf45fab9f75cbff4cb493fee9979e8d8c7c9c3ee119022518edd6",
};

/** Settings as they are delivered, but for tests whose packages would have to be fetched. */
function settings(python: string): string {
  const number = python.replace(".", "");
  return [
    "[tool.cibuildwheel]",
    `build = ["cp${number}-*"]`,
    'archs = ["auto64"]',
    'test-command = ["python -c \\"import sys, markupsafe._speedups as m; assert m.__file__.startswith(sys.prefix)\\""]',
    'test-sources = ["tests"]',
    'build-frontend = { name = "build", args = ["--no-isolation"] }',
    "[tool.cibuildwheel.linux]",
    'before-all = "yum install -y libffi-devel || apk add libffi-dev"',
    `before-build = ["python -m pip install -q --require-hashes --no-deps --only-binary :all: -r \\"/host$GITHUB_WORKSPACE/backend.txt\\""]`,
    'environment-pass = ["GITHUB_WORKSPACE"]',
    'environment = { CFLAGS = "-g0" }',
  ].join("\n");
}

describe("what stands in for cibuildwheel", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "slipway-wheels-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("says all at once what this machine lacks to compile", () => {
    const faults = missingFor(["cp313-manylinux_x86_64", "cp314t-manylinux_x86_64"], {
      python: false,
      compiler: false,
    });
    assert.deepEqual(
      faults.map(({ place, fault }) => `${place} ${fault}`),
      [
        "CPython none is on this machine with its headers, of those that wheels are built for: 3.13, 3.14t",
        "C compiler is not on this machine, and neither Docker nor podman runs",
      ],
    );
    assert.deepEqual(missingFor(["cp313-manylinux_x86_64"], { python: true, compiler: true }), []);
  });

  it("compiles and tries a real package as cibuildwheel does, and completes the platform", async function () {
    this.timeout(180_000);
    const python = ["3.13", "3.12", "3.14"].find((minor) => hasPython(minor));
    if (process.platform !== "linux" || python === undefined || !hasCompiler()) this.skip();
    const put = (path: string, content: string | Uint8Array) => {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), content);
    };
    put("dist/markupsafe-3.0.4.tar.gz", await fetchSdist(locked, { cache: rehearsalCache(), say: () => {} }));
    put("cibuildwheel.toml", settings(python));
    put("backend.txt", readFileSync("documents/python/backend-requirements.txt"));
    mkdirSync(join(folder, "temp"));
    const inputs = {
      "package-dir": "dist/markupsafe-3.0.4.tar.gz",
      "output-dir": "wheelhouse",
      "config-file": "cibuildwheel.toml",
      only: "",
      extras: "",
    };
    await runToEnd(process.execPath, [join(standInActions().get("pypa/cibuildwheel") ?? "", "main.ts")], {
      folder,
      env: {
        ...process.env,
        GITHUB_WORKSPACE: folder,
        RUNNER_TEMP: join(folder, "temp"),
        REHEARSAL_NOTES: join(folder, "notes"),
        SOURCE_DATE_EPOCH: "1700000000",
        INPUTS: JSON.stringify(inputs),
      },
    });
    const output = join(folder, "wheelhouse");
    const wheels = readdirSync(output).map((name) => ({ name, content: readFileSync(join(output, name)) }));
    const start = `markupsafe-3.0.4-cp${python.replace(".", "")}-cp${python.replace(".", "")}`;
    const machine = process.arch === "x64" ? "x86_64" : "aarch64";
    assert.deepEqual(
      wheels.map((wheel) => [wheel.name, isStandIn(wheel)]),
      [
        [`${start}-manylinux2014_${machine}.manylinux_2_17_${machine}.manylinux_2_28_${machine}.whl`, false],
        [`${start}-musllinux_1_2_${machine}.whl`, true],
      ],
    );
    for (const { name, content } of wheels) assert.deepEqual(inspectWheel(name, content).faults, []);
    const notes = readFileSync(join(folder, "notes"), "utf8");
    assert.match(notes, /compiled on this machine \(CPython 3\./);
    assert.match(notes, /before-all was left out/);
    assert.match(notes, /builds of cp\d+-musllinux_\w+: wheels made from those that were compiled/);
  });
});
