import assert from "node:assert/strict";
import { formatFault } from "../../../tasks/program/fault.ts";
import { inspectSdist } from "../../../tasks/wheel/inspect-sdist.ts";
import { inspectWheel } from "../../../tasks/wheel/inspect-wheel.ts";
import { zip } from "../zip/archives.ts";
import { type WheelDraft, sdistOf, wheelOf } from "./wheels.ts";

const pure = "my_pkg-1.0-py3-none-any";
const native = "my_pkg-1.0-cp312-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64";

const wheelFaults = (draft: WheelDraft) =>
  inspectWheel(`${draft.name}.whl`, wheelOf(draft)).faults.map(formatFault);

describe("a wheel", () => {
  it("is sound as backends write it: pure, of two Pythons, native with abi3 and with several platforms", () => {
    const names = [
      pure,
      "my_pkg-1.0-py2.py3-none-any",
      native,
      "my_pkg-1.0-cp314-cp314t-musllinux_1_2_aarch64",
    ];
    for (const name of names) assert.deepEqual(wheelFaults({ name }), [], name);
    assert.deepEqual(wheelFaults({ name: pure, files: { 'my_pkg/a,"b".py': "x" } }).length, 2);
    assert.deepEqual(wheelFaults({ name: pure, files: { "my_pkg/a, b.py": "x" } }), []);
  });

  it("tells what it is for", () => {
    const {
      distribution,
      version,
      requiresPython,
      pure: isPure,
      platformTags,
    } = inspectWheel(`${native}.whl`, wheelOf({ name: native }));
    assert.deepEqual(
      { distribution, version, requiresPython, isPure, platformTags },
      {
        distribution: "my_pkg",
        version: "1.0",
        requiresPython: ">=3.11",
        isPure: false,
        platformTags: ["manylinux2014_x86_64", "manylinux_2_17_x86_64"],
      },
    );
  });

  const faulty: readonly (readonly [string, WheelDraft, RegExp])[] = [
    [
      "a file that was changed after RECORD was written",
      { name: pure, record: (rows) => rows.map((row) => row.replace(/^(my_pkg\/.*sha256=)./, "$1_")) },
      /^my_pkg-1\.0-py3-none-any\.whl, my_pkg\/__init__\.py: is not what RECORD says: it has another hash; /,
    ],
    [
      "another size than RECORD says",
      { name: pure, record: (rows) => rows.map((row) => row.replace(/^(my_pkg\/.*,)\d+$/, "$17")) },
      /__init__\.py: is not what RECORD says: it has another size/,
    ],
    [
      "a file that RECORD leaves out",
      { name: pure, record: (rows) => rows.slice(1) },
      /__init__\.py: is not listed in RECORD/,
    ],
    [
      "a file that is gone",
      { name: pure, record: (rows) => [...rows, "my_pkg/gone.py,sha256=x,1"] },
      /gone\.py: is listed in RECORD, and not there/,
    ],
    ["a file twice", { name: pure, record: (rows) => [...rows, rows[0] ?? ""] }, /is listed twice in RECORD/],
    [
      "a weak hash",
      { name: pure, record: (rows) => rows.map((row) => row.replace("sha256=", "md5=")) },
      /has no hash of sha256 or more/,
    ],
    [
      "another name inside",
      { name: pure, metadata: "Name: other\nVersion: 1.0\n\n" },
      /METADATA: says Name: other, but the file's name says my_pkg/,
    ],
    [
      "another version inside",
      { name: pure, metadata: "Name: my-pkg\nVersion: 1.1\n\n" },
      /METADATA: says Version: 1\.1, but the file's name says 1\.0/,
    ],
    ["no version", { name: pure, metadata: "Name: my-pkg\n\nVersion: 1.0" }, /METADATA: has not one Version/],
    [
      "other tags inside",
      { name: pure, wheel: "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py2-none-any\n" },
      /WHEEL: has other tags than the file's name: py2-none-any, py3-none-any/,
    ],
    [
      "a purelib that its tags deny",
      {
        name: "my_pkg-1.0-cp312-cp312-win_amd64",
        wheel: "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: cp312-cp312-win_amd64\n",
      },
      /does not say Root-Is-Purelib: false/,
    ],
    [
      "a wheel format of tomorrow",
      { name: pure, wheel: "Wheel-Version: 2.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n" },
      /names no wheel format/,
    ],
    [
      "a compiled module, though it is for any system",
      { name: pure, files: { "my_pkg/_c.cpython-312-x86_64-linux-gnu.so": "\x7fELF" } },
      /_c\.cpython-312-x86_64-linux-gnu\.so: is compiled, in a wheel for any system; .*slipway:package\.kind/,
    ],
    [
      "a tag that no index takes",
      { name: "my_pkg-1.0-cp312-cp312-linux_x86_64" },
      /is tagged linux_x86_64, which no index takes: auditwheel has not repaired it/,
    ],
    ["a link", { name: pure, mode: 0o120777 }, /__init__\.py: is a link/],
  ];
  for (const [name, draft, fault] of faulty) {
    it(`is told of with ${name}`, () => {
      const faults = wheelFaults(draft);
      assert.ok(
        faults.some((line) => fault.test(line)),
        faults.join("\n"),
      );
    });
  }

  it("is told of without metadata, and with a name that is none", () => {
    const bare = inspectWheel(`${pure}.whl`, zip([{ name: "my_pkg/a.py" }])).faults.map(formatFault);
    assert.match(bare.join("\n"), /has not one folder my_pkg-1\.0\.dist-info/);
    assert.match(
      inspectWheel("my-pkg.whl", zip([])).faults.map(formatFault).join(),
      /is not named as a wheel/,
    );
  });
});

describe("an sdist", () => {
  const faults = (name: string, file: Uint8Array) =>
    inspectSdist(`${name}.tar.gz`, file).faults.map(formatFault).join("\n");

  it("is sound where name, folder and PKG-INFO agree, in any spelling of the name inside", () => {
    assert.equal(faults("my_pkg-1.0", sdistOf("my_pkg-1.0")), "");
    const metadata = "Name: My.Pkg\nVersion: 1.0.0\n\n";
    assert.equal(faults("my_pkg-1.0", sdistOf("my_pkg-1.0", { metadata })), "");
  });

  it("is told of by its place where they don't", () => {
    assert.match(faults("my_pkg-1.0", sdistOf("my_pkg-1.1")), /my_pkg-1\.1: is not named as the file is/);
    assert.match(
      faults("my_pkg-1.0", sdistOf("my_pkg-1.0", { metadata: "Name: my_pkg\nVersion: 2\n\n" })),
      /^my_pkg-1\.0\.tar\.gz, my_pkg-1\.0\/PKG-INFO: says Version: 2, but/,
    );
    assert.match(faults("my_pkg-1.0", sdistOf("my_pkg-1.0", { metadata: "" })), /has not one Name/);
    assert.match(faults("My.Pkg-1.0", sdistOf("My.Pkg-1.0")), /does not begin with my_pkg-, as PEP 625/);
    assert.match(faults("my_pkg", sdistOf("my_pkg-1.0")), /is not named as an sdist is/);
  });

  it("is refused cut off", () => {
    const whole = sdistOf("my_pkg-1.0");
    assert.throws(
      () => inspectSdist("my_pkg-1.0.tar.gz", whole.subarray(0, -9)),
      /my_pkg-1\.0\.tar\.gz: ends too early; build or fetch it again/,
    );
  });
});
