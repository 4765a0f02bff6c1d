import assert from "node:assert/strict";
import { type Expected, imageFaults, resolved } from "../../../tasks/image/image-faults.ts";
import { rootFaults } from "../../../tasks/image/root-faults.ts";
import type { RootEntry } from "../../../tasks/oci/flatten.ts";
import type { OciImage } from "../../../tasks/oci/image.ts";

type Planted = Partial<RootEntry> & { readonly path: string };

const plain = {
  mode: 0o644,
  uid: 0,
  target: "",
  capable: false,
  content: Buffer.alloc(0),
  layer: 0,
} as const;

function rootOf(...entries: readonly Planted[]): ReadonlyMap<string, RootEntry> {
  return new Map(entries.map((entry) => [entry.path, { kind: "file", ...plain, ...entry }]));
}

const packages = "opt/venv/lib/python3.13/site-packages";
const sound = rootOf(
  { path: "tmp", kind: "folder", mode: 0o1777 },
  { path: "dev/null", kind: "other", mode: 0o666 },
  { path: "usr/bin/su", mode: 0o4755 },
  { path: "usr/bin/python3", kind: "symlink", target: "python3.13", mode: 0o777 },
  { path: "usr/bin/python3.13", mode: 0o755 },
  { path: "usr/bin/ld.so", kind: "symlink", target: "/lib/ld", mode: 0o777 },
  { path: "usr/share/gcc", kind: "folder", mode: 0o755 },
  {
    path: "etc/passwd",
    content: Buffer.from("root:x:0:0::/:/bin/sh\napp:x:10001:10001::/tmp:/sbin/nologin\n"),
  },
  { path: "opt/venv/bin/python", kind: "symlink", target: "python3", mode: 0o777, layer: 1 },
  { path: "opt/venv/bin/python3", kind: "symlink", target: "/usr/bin/python3", mode: 0o777, layer: 1 },
  { path: `${packages}/pkg-1.0.dist-info/METADATA`, layer: 1 },
  { path: `${packages}/pipeline/__init__.py`, layer: 1 },
);

const expected: Expected = {
  platform: "linux/amd64",
  labels: { "slipway.wheel.sha256": "00" },
  distribution: "pkg",
  version: "1.0",
};

const image = {
  config: {
    platform: "linux/amd64",
    user: "10001:10001",
    labels: { "slipway.wheel.sha256": "00", more: "of the base" },
    diffIds: ["sha256:1", "sha256:2"],
  },
} as unknown as OciImage;
const layers = ["sha256:1", "sha256:2"].map((diffId) => ({ entries: [], diffId, size: 0 }));

describe("the root of an image", () => {
  it("has no fault where the base's own setuid programs, devices and sticky folders are all that is there", () => {
    assert.deepEqual(rootFaults(sound, { base: 1, wanted: new Set() }), []);
    assert.deepEqual(imageFaults(image, { root: sound, layers }, expected), []);
  });

  const planted: readonly (readonly [string, Planted, RegExp])[] = [
    ["a compiler", { path: "usr/bin/x86_64-linux-gnu-gcc-14" }, /is a compiler/],
    ["a link to a compiler", { path: "usr/bin/cc", kind: "symlink" }, /is a compiler/],
    ["a linker", { path: "usr/bin/ld" }, /is a compiler/],
    ["a part of a compiler", { path: "usr/libexec/gcc/x86_64-alpine-linux-musl/15/cc1" }, /is a compiler/],
    ["pip in the environment", { path: `${packages}/pip`, kind: "folder", mode: 0o755 }, /is pip/],
    [
      "pip's metadata",
      { path: "usr/local/lib/python3.14/site-packages/pip-25.1.dist-info", kind: "folder" },
      /is pip/,
    ],
    ["pip as a program", { path: "usr/local/bin/pip3.14", mode: 0o755 }, /is pip/],
    ["ensurepip", { path: "usr/lib/python3.13/ensurepip", kind: "folder" }, /is ensurepip/],
    ["setuptools", { path: "usr/lib/python3/dist-packages/pkg_resources", kind: "folder" }, /is setuptools/],
    ["a wheel", { path: "usr/share/python-wheels/pip-25.1.1-py3-none-any.whl" }, /is a wheel/],
    ["a file that others may write", { path: "etc/x", mode: 0o646 }, /can be written by everybody \(646\)/],
    ["a file that its group may write", { path: "etc/x", mode: 0o664 }, /can be written by its group/],
    [
      "a folder that all may write",
      { path: "srv", kind: "folder", mode: 0o777 },
      /can be written by everybody/,
    ],
    ["setuid above the base", { path: "opt/x", mode: 0o4755, layer: 1 }, /gives its runner rights/],
    ["capabilities above the base", { path: "opt/x", capable: true, layer: 1 }, /gives its runner rights/],
    ["a device above the base", { path: "opt/x", kind: "other", layer: 1 }, /is a device/],
    ["a file of another's above the base", { path: "opt/x", uid: 10001, layer: 1 }, /belongs to 10001/],
  ];
  for (const [name, entry, fault] of planted) {
    it(`is refused with ${name}`, () => {
      const faults = rootFaults(new Map([...sound, ...rootOf(entry)]), { base: 1, wanted: new Set() });
      assert.equal(faults.length, 1);
      assert.match(`${faults[0]?.place ?? ""}: ${faults[0]?.fault ?? ""}`, fault);
      assert.ok(faults[0]?.place.includes(entry.path));
    });
  }

  it("may hold an installer that the lock names, since the package needs it to run", () => {
    const root = new Map([
      ...sound,
      ...rootOf({ path: `${packages}/setuptools`, kind: "folder", mode: 0o755 }),
    ]);
    assert.deepEqual(rootFaults(root, { base: 1, wanted: new Set(["setuptools"]) }), []);
  });
});

describe("what an image says of itself", () => {
  const changed: readonly (readonly [string, Partial<OciImage["config"]>, RegExp])[] = [
    ["another platform", { platform: "linux/arm64" }, /is for linux\/arm64/],
    ["root as its user", { user: "" }, /runs as root/],
    ["another wheel in its labels", { labels: {} }, /is not what it was built with/],
    ["other layers than it has", { diffIds: ["sha256:1"] }, /other layers/],
  ];
  for (const [name, config, fault] of changed) {
    it(`is refused with ${name}`, () => {
      const other = { ...image, config: { ...image.config, ...config } };
      const faults = imageFaults(other, { root: sound, layers }, expected);
      assert.deepEqual([faults.length, fault.test(faults[0]?.fault ?? "")], [1, true]);
    });
  }

  const missing: readonly (readonly [string, string, RegExp])[] = [
    ["no account", "etc/passwd", /knows no account/],
    ["no Python where the environment's leads to", "usr/bin/python3.13", /leads to no Python/],
    ["no package", `${packages}/pkg-1.0.dist-info/METADATA`, /lacks pkg 1\.0/],
  ];
  for (const [name, path, fault] of missing) {
    it(`is refused with ${name}`, () => {
      const root = new Map([...sound].filter(([one]) => one !== path));
      const faults = imageFaults(image, { root, layers }, expected);
      assert.deepEqual([faults.length, fault.test(faults[0]?.fault ?? "")], [1, true]);
    });
  }

  it("is not fooled by links that lead around in a circle", () => {
    const root = rootOf(
      { path: "a", kind: "symlink", target: "/b" },
      { path: "b", kind: "symlink", target: "a" },
    );
    assert.equal(resolved(root, "a/python"), undefined);
  });
});
