import assert from "node:assert/strict";
import { requireSums, toldAlone } from "../../../tasks/ledger/sums.ts";

const [one, other] = ["1".repeat(64), "2".repeat(64)];
const file = (name: string, sha256: string) => ({ name, sha256, size: 1 });

describe("the sums that files have to be", () => {
  const files = [file("a.whl", one), file("b.whl", one)];

  it("are asked for where they are told", () => {
    requireSums(files, { folder: "dist", sums: `${one}  a.whl\n${one}  b.whl` });
    requireSums(files, { folder: "dist", sums: null });
  });

  it("name every file that is another, is not told of, or is not there", () => {
    const sums = `${other}  a.whl\n${one}  c.whl\n`;
    assert.throws(() => requireSums(files, { folder: "dist", sums }), {
      message:
        "a.whl: is not the file that was settled; fetch the files that were put on the draft\n" +
        "b.whl: was not settled; fetch the files that were put on the draft\n" +
        "c.whl: was settled, and is not in dist; fetch the files that were put on the draft",
    });
    assert.throws(
      () => requireSums(files, { folder: "dist", sums: "nonsense" }),
      /^MisuseError: SUMS: has a line/,
    );
    assert.throws(() => requireSums([], { folder: "dist", sums: null }), /dist: holds no sdist and no wheel/);
  });
});

describe("files of which some were told", () => {
  const files = [file("sbom.cdx.json", one), file("evil.whl", other)];

  it("are taken where they were told, each the very one", () => {
    assert.deepEqual(toldAlone(files, null), files);
    assert.deepEqual(toldAlone(files, ""), []);
    assert.deepEqual(toldAlone(files, `${one}  sbom.cdx.json\n`), files.slice(0, 1));
  });

  it("are a fault where they are others by now, or gone", () => {
    assert.throws(() => toldAlone(files, `${other}  sbom.cdx.json\n${one}  provenance.jsonl`), {
      message:
        "sbom.cdx.json: is not the file that was told; run all jobs again\n" +
        "provenance.jsonl: was told, and is not there; run all jobs again",
    });
  });
});
