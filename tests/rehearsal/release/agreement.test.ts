import assert from "node:assert/strict";
import { agreementOn } from "../../../rehearsal/release/agreement.ts";
import type {
  NamedHash,
  Released,
  ReleasedFiles,
  ReleasedImage,
} from "../../../rehearsal/release/agreement/released.ts";
import type { ReleaseLedger } from "../../../tasks/ledger/release-ledger.ts";

const [sdist, wheel, sums, sbom, self] = [
  { name: "example-1.2.0.tar.gz", sha256: "a".repeat(64) },
  { name: "example-1.2.0-py3-none-any.whl", sha256: "b".repeat(64) },
  { name: "SHA256SUMS", sha256: "c".repeat(64) },
  { name: "sbom.cdx.json", sha256: "d".repeat(64) },
  { name: "release-ledger.json", sha256: "e".repeat(64) },
];
const files: readonly NamedHash[] = [sdist, wheel];
const asked = { package: "example", version: "1.2.0", tag: "v1.2.0", commit: "1".repeat(40) };
const other = "f".repeat(64);

const sized = (all: readonly NamedHash[]) => all.map((one) => ({ ...one, size: 1 }));
const held = (all: readonly NamedHash[]) => all.map((one) => ({ ...one, size: 1, uploaded: null }));
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

const image: ReleasedImage = {
  name: "ghcr.io/octo-org/example",
  digest: digest("2"),
  tags: ["1.2", "1.2.0", "latest"],
  base: "python",
  isAttested: true,
  platforms: ["linux/amd64", "linux/arm64"].map((platform) => ({
    platform,
    digest: digest(platform === "linux/amd64" ? "3" : "4"),
    version: "1.2.0",
    commit: asked.commit,
    wheel,
  })),
};

const channel = { read: "2026-11-22T10:00:00Z", decision: "publish", image: null } as const;
const ledger: ReleaseLedger = {
  schema: 1,
  ...asked,
  workflow: "release.yml",
  run: { id: 1, attempt: 1 },
  sealed: "2026-11-22T10:00:00Z",
  finished: "2026-11-22T10:10:00Z",
  files: sized(files),
  extras: sized([sums, sbom]),
  channels: [
    { ...channel, name: "testpypi", title: "TestPyPI", files: held(files) },
    { ...channel, name: "pypi", title: "PyPI", files: held(files) },
    {
      ...channel,
      name: "image",
      title: image.name,
      files: held([wheel]),
      image: {
        digest: image.digest,
        platforms: image.platforms.map((one) => ({ platform: one.platform, digest: one.digest })),
      },
    },
  ],
  tested: null,
};

const release: ReleasedFiles = {
  assets: [...files, sums, sbom, self],
  sums: files,
  provenance: files,
  ledger,
};
const attested = files.map((one) => ({ ...one, commit: asked.commit }));

/** Everything agrees. */
const released: Released = {
  asked,
  indexes: [
    { name: "testpypi", title: "TestPyPI", files, attested: files },
    { name: "pypi", title: "PyPI", files, attested: files },
  ],
  release,
  attested,
  image,
  faults: [],
};

const changed = (all: readonly NamedHash[], name: string) =>
  all.map((one) => (one.name === name ? { ...one, sha256: other } : one));
const without = (all: readonly NamedHash[], name: string) => all.filter((one) => one.name !== name);

function onIndex(title: string, change: Partial<Released["indexes"][number]>): Partial<Released> {
  const indexes = released.indexes.map((one) => (one.title === title ? { ...one, ...change } : one));
  return { indexes };
}

function onRelease(change: Partial<ReleasedFiles>): Partial<Released> {
  return { release: { ...release, ...change } };
}

function inLedger(change: Partial<ReleaseLedger>): Partial<Released> {
  return onRelease({ ledger: { ...ledger, ...change } });
}

function inChannel(name: string, change: Partial<ReleaseLedger["channels"][number]>): Partial<Released> {
  return inLedger({
    channels: ledger.channels.map((one) => (one.name === name ? { ...one, ...change } : one)),
  });
}

function onPlatform(change: Partial<ReleasedImage["platforms"][number]>): Partial<Released> {
  const [first, second] = image.platforms;
  return { image: { ...image, platforms: [{ ...first!, ...change }, second!] } };
}

const planted: Readonly<Record<string, readonly [Partial<Released>, ...string[]]>> = {
  "another file on the index": [
    onIndex("PyPI", { files: changed(files, wheel.name) }),
    `${wheel.name}: PyPI has ffffffffffff, attestation on PyPI bbbbbbbbbbbb`,
  ],
  "another file on the index before it": [
    onIndex("TestPyPI", { files: changed(files, sdist.name) }),
    `${sdist.name}: PyPI has aaaaaaaaaaaa, TestPyPI ffffffffffff`,
  ],
  "a file that an index lacks": [
    onIndex("PyPI", { files: without(files, sdist.name) }),
    `${sdist.name}: attestation on PyPI has it, PyPI has not`,
  ],
  "a file that an index has beyond the others": [
    onIndex("PyPI", { files: [...files, { name: "example-1.2.0-cp313-none-any.whl", sha256: other }] }),
    "example-1.2.0-cp313-none-any.whl: PyPI has it, GitHub release has not",
  ],
  "an index's attestation of something else": [
    onIndex("PyPI", { attested: changed(files, wheel.name) }),
    `${wheel.name}: PyPI has bbbbbbbbbbbb, attestation on PyPI ffffffffffff`,
  ],
  "an index without an attestation": [
    onIndex("PyPI", { attested: without(files, wheel.name) }),
    `${wheel.name}: PyPI has it, attestation on PyPI has not`,
  ],
  "another file on the GitHub release": [
    onRelease({ assets: changed(release.assets, wheel.name) }),
    `${wheel.name}: PyPI has bbbbbbbbbbbb, GitHub release ffffffffffff`,
  ],
  "a file that the GitHub release lacks": [
    onRelease({ assets: without(release.assets, sdist.name) }),
    `${sdist.name}: PyPI has it, GitHub release has not`,
  ],
  "an extra that is not what the ledger names": [
    onRelease({ assets: changed(release.assets, sbom.name) }),
    "sbom.cdx.json: GitHub release has ffffffffffff, ledger dddddddddddd",
  ],
  "an extra that is gone": [
    onRelease({ assets: without(release.assets, sbom.name) }),
    "sbom.cdx.json: ledger has it, GitHub release has not",
  ],
  "a release that nobody published": [{ release: "missing" }, "GitHub release v1.2.0: is not published"],
  "no ledger": [onRelease({ ledger: null }), "release-ledger.json: is not on the GitHub release"],
  "no SHA256SUMS": [onRelease({ sums: null }), "SHA256SUMS: is not on the GitHub release"],
  "other sums": [
    onRelease({ sums: changed(files, wheel.name) }),
    `${wheel.name}: PyPI has bbbbbbbbbbbb, SHA256SUMS ffffffffffff`,
  ],
  "sums that lack a file": [
    onRelease({ sums: without(files, wheel.name) }),
    `${wheel.name}: PyPI has it, SHA256SUMS has not`,
  ],
  "provenance of something else": [
    onRelease({ provenance: changed(files, wheel.name) }),
    `${wheel.name}: PyPI has bbbbbbbbbbbb, provenance.jsonl ffffffffffff`,
  ],
  "a ledger that names another file": [
    inLedger({ files: sized(changed(files, sdist.name)) }),
    `${sdist.name}: PyPI has aaaaaaaaaaaa, ledger ffffffffffff`,
  ],
  "a ledger of another commit": [
    inLedger({ commit: "9".repeat(40) }),
    `ledger: names commit ${"9".repeat(40)}, not ${asked.commit}`,
  ],
  "a ledger of another version": [inLedger({ version: "1.1.0" }), "ledger: names version 1.1.0, not 1.2.0"],
  "a ledger that nobody finished": [inLedger({ finished: null }), "ledger: is not finished"],
  "a ledger without a channel": [inLedger({ channels: ledger.channels.slice(1) }), "ledger: lacks TestPyPI"],
  "a channel of the ledger that held something else": [
    inChannel("pypi", { files: held(changed(files, wheel.name)) }),
    `${wheel.name}: PyPI has bbbbbbbbbbbb, the ledger's part on PyPI ffffffffffff`,
  ],
  "a channel of the ledger that lacks a file": [
    inChannel("pypi", { files: held(without(files, wheel.name)) }),
    `${wheel.name}: PyPI has it, the ledger's part on PyPI has not`,
  ],
  "a file that nobody attested": [
    { attested: attested.slice(1) },
    `${sdist.name}: PyPI has it, attestation has not`,
  ],
  "a file attested at another commit": [
    { attested: attested.map((one) => ({ ...one, commit: "9".repeat(40) })) },
    `${sdist.name}: attested at commit 999999999999, not 111111111111`,
    `${wheel.name}: attested at commit 999999999999, not 111111111111`,
  ],
  "an image that is missing": [{ image: "missing" }, "image: the registry has none under the tag 1.2.0"],
  "an image that nobody attested": [
    { image: { ...image, isAttested: false } },
    "ghcr.io/octo-org/example:1.2.0: is not attested",
  ],
  "an image of another wheel": [
    onPlatform({ wheel: { ...wheel, sha256: other } }),
    `${wheel.name}: ${image.name} has ffffffffffff, the ledger's part on ${image.name} bbbbbbbbbbbb`,
    `${image.name}:1.2.0, linux/amd64: was made of ${wheel.name} with ffffffffffff, not bbbbbbbbbbbb`,
  ],
  "an image of another commit": [
    onPlatform({ commit: "" }),
    `${image.name}:1.2.0, linux/amd64: its label names commit none, not ${asked.commit}`,
  ],
  "an image of another version": [
    onPlatform({ version: "1.1.0" }),
    `${image.name}:1.2.0, linux/amd64: its label names version 1.1.0, not 1.2.0`,
  ],
  "an image that lacks a platform": [
    { image: { ...image, platforms: image.platforms.slice(0, 1) } },
    `${image.name}:1.2.0: has no image for linux/arm64`,
  ],
  "an image other than the ledger names": [
    onPlatform({ digest: digest("9") }),
    `${image.name}: linux/amd64 is sha256:999999999999, in the ledger sha256:333333333333`,
  ],
  "a release without a wheel": [
    {
      ...onRelease({
        assets: without(release.assets, wheel.name),
        sums: [sdist],
        provenance: [sdist],
        ledger: { ...ledger, files: sized([sdist]), channels: [] },
      }),
      indexes: [],
      attested: attested.slice(0, 1),
      image: "none declared",
    },
    "no wheel was released",
  ],
  "what could not be read": [{ faults: ["PyPI: can't be read"] }, "PyPI: can't be read"],
};

describe("what a rehearsed release has left", () => {
  it("agrees, and is told with every place that has it", () => {
    const { files: seen, image: seenImage, faults } = agreementOn(released);
    assert.deepEqual(faults, []);
    const everywhere = [
      "PyPI",
      "attestation on PyPI",
      "TestPyPI",
      "attestation on TestPyPI",
      "GitHub release",
      "SHA256SUMS",
      "ledger",
      "provenance.jsonl",
      "attestation",
    ];
    const placesOf = (name: string) => seen.find((one) => one.name === name)?.places.toSorted();
    for (const { name } of files) assert.deepEqual(placesOf(name), everywhere.toSorted());
    assert.deepEqual(placesOf("sbom.cdx.json"), ["GitHub release", "ledger"]);
    assert.deepEqual(placesOf("release-ledger.json"), ["GitHub release"]);
    const { name, digest: named, tags, base } = image;
    assert.deepEqual(seenImage, { name, digest: named, tags, base });
  });

  it("agrees where only an index was declared", () => {
    const alone = { ...released, release: "none declared", attested: null, image: "none declared" } as const;
    const { faults, image: none } = agreementOn(alone);
    assert.deepEqual([faults, none], [[], null]);
  });

  for (const [what, [change, ...faults]] of Object.entries(planted)) {
    it(`disagrees on ${what}`, () => {
      const told = agreementOn({ ...released, ...change }).faults;
      for (const fault of faults) assert.ok(told.includes(fault), told.join("\n") || "nothing was told");
    });
  }

  it("shows both files where two bear one name", () => {
    const { files: seen } = agreementOn({
      ...released,
      ...onIndex("PyPI", { files: changed(files, wheel.name) }),
    });
    const own = seen.filter(({ name }) => name === wheel.name);
    assert.deepEqual(own.map(({ sha256 }) => sha256[0]).sort(), ["b", "f"]);
    assert.deepEqual(own.find(({ sha256 }) => sha256 === other)?.places, ["PyPI"]);
  });
});
