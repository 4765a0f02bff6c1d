import assert from "node:assert/strict";
import type { Verification } from "../../../tasks/github/attestations.ts";
import type { IndexFile } from "../../../tasks/index/holdings.ts";
import { type Candidate, checkHoldings } from "../../../tasks/preflight/holdings.ts";
import { told } from "./told.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const daysAgo = (days: number) => now - days * 24 * 60 * 60 * 1000;
const file = (name: string, uploaded: number | null): IndexFile => {
  const url = `https://index.example.org/${name}`;
  return { name, uploaded, url, sha256: null, size: null, yanked: false, provenance: null };
};
const [sdist, wheel] = ["pkg-1.2.0.tar.gz", "pkg-1.2.0-py3-none-any.whl"];

interface Case extends Partial<Candidate> {
  readonly files: readonly IndexFile[];
  readonly index?: "pypi" | "custom";
  readonly verification?: Verification;
}

function check({ files, index = "pypi", verification = { verified: true }, ...more }: Case) {
  const candidate = { kind: "pure", version: "1.2.0", attestations: true, ...more } as const;
  const ports = {
    files: () => Promise.resolve(files),
    attested: () => Promise.resolve(verification),
    now: () => now,
  };
  return checkHoldings({ name: index, title: "PyPI" }, candidate, ports);
}

describe("what an index holds of a version", () => {
  it("is no hindrance where it is nothing, or this workflow's own", async () => {
    for (const files of [[], [file(sdist, daysAgo(1))], [file(sdist, null), file(wheel, null)]])
      assert.deepEqual((await check({ files })).faults, []);
  });

  it("stops a release where it is other contents, naming each file", async () => {
    const verification = { verified: false, reason: "no attestation", lasting: true } as const;
    const files = [file(sdist, daysAgo(1)), file(wheel, daysAgo(1))];
    const faults = told(await check({ files, verification }));
    assert.equal(faults.length, 2);
    assert.match(
      faults[0] ?? "",
      /^PyPI, pkg-1\.2\.0\.tar\.gz: is other contents than this release's: .*\(no attestation\); release a new version/,
    );
  });

  it("is asked for again where an attestation could not be looked up", async () => {
    const verification = { verified: false, reason: "gh is not there", lasting: false } as const;
    const [fault] = told(await check({ files: [file(sdist, null)], verification }));
    assert.match(fault ?? "", /could not be checked for its attestation: gh is not there; run the job again/);
  });

  it("is left to the ledger where nothing is attested", async () => {
    const verification = { verified: false, reason: "", lasting: true } as const;
    const found = await check({ files: [file(sdist, null)], attestations: false, verification });
    assert.deepEqual(found.faults, []);
    assert.match(found.notices.join(), /compared by hash/);
  });

  it("is too old for what it lacks after 14 days", async () => {
    const [fault] = told(await check({ files: [file(sdist, daysAgo(15))] }));
    assert.match(
      fault ?? "",
      /^PyPI: takes no new file, since its release 1\.2\.0 was begun 15 days ago and lacks the wheel; release a new/,
    );
    // The first file counts, not the last.
    assert.equal(
      (await check({ files: [file(wheel, daysAgo(20)), file(wheel, daysAgo(1))] })).faults.length,
      1,
    );
    for (const sound of [
      { files: [file(sdist, daysAgo(13.9))] },
      { files: [file(sdist, daysAgo(400)), file(wheel, daysAgo(400))] },
      { files: [file(sdist, daysAgo(400))], index: "custom" as const },
    ])
      assert.deepEqual((await check(sound)).faults, []);
  });

  it("is told of where a native package's wheels would come too late, since what lacks is not yet known", async () => {
    const found = await check({ files: [file(sdist, daysAgo(15))], kind: "native" });
    assert.deepEqual(found.faults, []);
    assert.match(found.notices.join(), /was begun 15 days ago: it takes no further wheel/);
    assert.equal((await check({ files: [file(wheel, daysAgo(15))], kind: "native" })).faults.length, 1);
  });
});
