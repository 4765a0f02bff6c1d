import assert from "node:assert/strict";
import { basesOf, byDigest, qualified } from "../../../tasks/image/bases.ts";
import { bestWheel } from "../../../tasks/image/best-wheel.ts";
import { lackingPins } from "../../../tasks/image/completeness.ts";
import { pinsFor } from "../../../tasks/image/lock.ts";
import { readPlatform, targetOf } from "../../../tasks/image/platform.ts";
import { readLock } from "../../../tasks/lock/read.ts";
import { declaredImage } from "./declared.ts";

const slim = targetOf({ ...declaredImage, python: "3.14" }, "linux/amd64");
const alpine = targetOf({ ...declaredImage, kind: "alpine", python: "3.14" }, "linux/arm64");

function best(target: typeof slim, ...tags: readonly string[]): string | null {
  const found = bestWheel(
    tags.map((tag) => ({ name: `pkg-1.0-${tag}.whl` })),
    target,
  );
  return found?.name.slice("pkg-1.0-".length, -".whl".length) ?? null;
}

describe("the wheel of an image", () => {
  it("is the closest one, of those that its C library and machine can run", () => {
    const old = "cp314-cp314-manylinux_2_17_x86_64.manylinux2014_x86_64";
    const newer = "cp314-cp314-manylinux_2_28_x86_64";
    const stable = "cp311-abi3-manylinux_2_28_x86_64";
    assert.equal(best(slim, "py3-none-any", stable, old, newer), newer);
    assert.equal(best(slim, "py3-none-any", stable, "cp39-abi3-manylinux_2_28_x86_64"), stable);
    assert.equal(best(slim, "py3-none-any", "py2.py3-none-any"), "py3-none-any");
    assert.equal(best(slim, "py3-none-any", "py3-none-manylinux1_x86_64"), "py3-none-manylinux1_x86_64");
    assert.equal(
      best(alpine, newer, "cp314-cp314-musllinux_1_1_aarch64", "cp314-cp314-musllinux_1_2_aarch64"),
      "cp314-cp314-musllinux_1_2_aarch64",
    );
    assert.equal(best(slim, "1a-py3-none-any", "2-py3-none-any"), "2-py3-none-any");
  });

  it("is none of another system, machine, Python or a newer C library", () => {
    const others = [
      "cp314-cp314-manylinux_2_42_x86_64",
      "cp314-cp314-manylinux_2_28_aarch64",
      "cp314-cp314-musllinux_1_2_x86_64",
      "cp314-cp314t-manylinux_2_28_x86_64",
      "cp313-cp313-manylinux_2_28_x86_64",
      "cp315-abi3-manylinux_2_28_x86_64",
      "cp314-cp314-win_amd64",
      "cp314-cp314-linux_x86_64",
    ];
    assert.equal(best(slim, ...others), null);
    assert.equal(
      best(alpine, "cp314-cp314-musllinux_1_3_aarch64", "cp314-cp314-manylinux_2_28_aarch64"),
      null,
    );
  });

  it("is for a platform that images are made for", () => {
    assert.equal(readPlatform("linux/arm64"), "linux/arm64");
    assert.throws(
      () => readPlatform("linux/riscv64"),
      /--platform: is not one of linux\/amd64, linux\/arm64; write/,
    );
  });
});

const hash = ` --hash=sha256:${"0".repeat(64)}`;

describe("the lock of an image", () => {
  it("is taken as far as its markers hold there", () => {
    const lines = [
      "everywhere==1",
      'windows==1 ; sys_platform == "win32"',
      'old==1 ; python_full_version < "3.13"',
      'arm==1 ; platform_machine == "aarch64" and implementation_name == "cpython"',
    ];
    const pins = readLock("image.txt", lines.map((line) => `${line}${hash}\n`).join(""));
    const names = (target: typeof slim) => pinsFor("image.txt", pins, target).map(({ name }) => name);
    assert.deepEqual(names(slim), ["everywhere"]);
    assert.deepEqual(names(alpine), ["everywhere", "arm"]);
    const broken = readLock("image.txt", `a==1 ; moon == "full"${hash}`);
    assert.throws(
      () => pinsFor("image.txt", broken, slim),
      /image\.txt: has a marker of a that can't be read/,
    );
  });

  it("lacks what a wheel requires, by way of others and extras too, and nothing that is for elsewhere", () => {
    const root = {
      name: "Pkg",
      requires: ["a[fast]>=1", 'w; sys_platform == "win32"', 't; extra == "test"'],
    };
    const a = { name: "a", requires: ['quick ; extra == "fast"', "b", 'slow ; extra == "slow"'] };
    const lacking = (...wheels: readonly (typeof a)[]) =>
      lackingPins("image.txt", root, { wheels, target: slim }).map(({ fault }) => fault);
    assert.deepEqual(lacking(), ["lacks a, which Pkg requires on linux/amd64"]);
    assert.deepEqual(lacking(a), [
      "lacks b, which a requires on linux/amd64",
      "lacks quick, which a requires on linux/amd64",
    ]);
    const rest = ["b", "quick"].map((name) => ({ name, requires: ["A"] }));
    assert.deepEqual(lacking(a, ...rest), []);
  });
});

describe("the images that a build starts from", () => {
  const none = { committed: "/nowhere/images.json", base: "" };

  it("are those of the declaration, unless another base is given", () => {
    assert.deepEqual(basesOf(declaredImage, none).base, declaredImage.from);
    const digest = `sha256:${"a".repeat(64)}`;
    const { base } = basesOf(declaredImage, { ...none, base: `127.0.0.1:5000/x/y:1@${digest}` });
    assert.deepEqual([base.digest, byDigest(base)], [digest, `127.0.0.1:5000/x/y@${digest}`]);
  });

  it("are refused without a digest, all of them at once", () => {
    const bare = { ...declaredImage, from: { reference: "python:3.13-slim", digest: "" } };
    const zero = { ...bare, buildkit: { reference: "moby/buildkit:v1", digest: `sha256:${"0".repeat(64)}` } };
    assert.throws(
      () => basesOf(zero, none),
      /^TaskError: python:3\.13-slim: has no digest, so that it could be any image; give it .*\nmoby\/buildkit:v1: has a digest that is none/,
    );
    assert.throws(
      () => basesOf(declaredImage, { ...none, base: "python:3.13-slim" }),
      /python:3\.13-slim: has no digest/,
    );
  });

  it("are named with their registry", () => {
    assert.deepEqual(
      ["python:3.14-slim", "moby/buildkit:v1", "ghcr.io/a/b", "localhost/c", "127.0.0.1:5000/d"].map(
        qualified,
      ),
      [
        "docker.io/library/python:3.14-slim",
        "docker.io/moby/buildkit:v1",
        "ghcr.io/a/b",
        "localhost/c",
        "127.0.0.1:5000/d",
      ],
    );
  });
});
