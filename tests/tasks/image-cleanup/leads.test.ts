import assert from "node:assert/strict";
import { pointedTo } from "../../../tasks/image-cleanup/ledgers.ts";
import { readLeads, subjectOfTag } from "../../../tasks/image-cleanup/leads.ts";
import { agesOf, dryRunOf } from "../../../tasks/image-cleanup/options.ts";
import { now, day } from "./memory.ts";

const [a, b, c] = ["a", "b", "c"].map((digit) => digit.repeat(64)) as [string, string, string];

function leads(manifest: unknown) {
  return readLeads(Buffer.from(JSON.stringify(manifest)));
}

describe("what is read of an image before anything is removed", () => {
  it("is all that a manifest leads to, wherever it stands", () => {
    const index = {
      manifests: [{ digest: `sha256:${a}` }],
      subject: { digest: `sha256:${b}` },
      annotations: { "vnd.docker.reference.digest": `sha256:${c}` },
    };
    assert.deepEqual(leads(index), {
      parts: [`sha256:${a}`],
      subject: `sha256:${b}`,
      all: [`sha256:${a}`, `sha256:${b}`, `sha256:${c}`],
    });
    const longer = `sha512:${a}${b}`;
    assert.deepEqual(leads({ blobs: [{ digest: longer }] }), { parts: [], subject: null, all: [longer] });
  });

  it("is the image that a tag of referrers names", () => {
    assert.equal(subjectOfTag(`sha256-${a}`), `sha256:${a}`);
    assert.equal(subjectOfTag(`sha256-${a}.sig`), `sha256:${a}`);
    assert.equal(subjectOfTag("sha256-abc"), null);
    assert.equal(subjectOfTag("1.0"), null);
  });

  it("is every digest in a ledger, with its algorithm or without", () => {
    const ledger = { schema: 2, image: { digest: `sha256:${a}` }, channels: [{ platforms: [{ hex: b }] }] };
    const pointed = pointedTo(Buffer.from(JSON.stringify(ledger)));
    assert.deepEqual(pointed.toSorted(), [`sha256:${a}`, `sha256:${b}`]);
    assert.throws(() => pointedTo(Buffer.from('{"schema": 1')), /is not JSON/);
  });

  it("is how long versions stay, and whether only to look", () => {
    assert.deepEqual(agesOf("30", now), { since: now - 30 * day, why: "younger than 30 days" });
    for (const days of ["0", "-1", "3651", "1.5", "30d", ""])
      assert.throws(() => agesOf(days, now), /--keep-days: is not a number of days/);
    assert.deepEqual(["true", "false", ""].map(dryRunOf), [true, false, false]);
    assert.throws(() => dryRunOf("yes"), /--dry-run: is neither true nor false/);
  });
});
