import assert from "node:assert/strict";
import { ShapeError } from "../../../tasks/json/shape.ts";
import { completeSbom } from "../../../tasks/sbom/complete.ts";
import { readReport } from "../../../tasks/sbom/report.ts";

const digest = (digit: string) => digit.repeat(64);
const sdist = { name: "My_Pkg-1.0.tar.gz", sha256: digest("a"), size: 1 };
const wheel = { name: "my_pkg-1.0-py3-none-any.whl", sha256: digest("b"), size: 1 };
const other = { name: "my_pkg-1.0-cp313-cp313-win_amd64.whl", sha256: digest("c"), size: 1 };
const listed = JSON.stringify({
  bomFormat: "CycloneDX",
  metadata: { component: { "bom-ref": "root-component", name: "My_Pkg", version: "1.0", type: "library" } },
  components: [{ name: "typing_extensions", version: "4.0" }],
});

/** What the tests look at of a list. */
interface Listed {
  readonly metadata: {
    readonly component: { readonly purl: string; readonly hashes?: unknown; readonly components: unknown };
  };
  readonly components: readonly unknown[];
}

function complete(files: readonly (typeof wheel)[], sha256 = digest("d")): Listed {
  const installed = [{ name: "typing-extensions", version: "4.0", sha256 }];
  return JSON.parse(completeSbom(listed, { name: "My_Pkg", files, installed })) as Listed;
}

const hash = (content: string) => [{ alg: "SHA-256", content }];

describe("completeSbom", () => {
  it("names the package by its address, with its files and its one wheel by hash", () => {
    const { component } = complete([sdist, wheel]).metadata;
    assert.equal(component.purl, "pkg:pypi/my-pkg@1.0");
    assert.deepEqual(component.hashes, hash(wheel.sha256));
    assert.deepEqual(component.components, [
      { type: "file", name: sdist.name, hashes: hash(sdist.sha256) },
      { type: "file", name: wheel.name, hashes: hash(wheel.sha256) },
    ]);
  });

  it("lets no wheel stand for a package of several", () => {
    assert.equal(complete([wheel, other]).metadata.component.hashes, undefined);
  });

  it("adds the hash of the installed wheel, however the component is spelt", () => {
    assert.deepEqual(complete([]).components, [
      { name: "typing_extensions", version: "4.0", hashes: hash(digest("d")) },
    ]);
  });

  it("takes a list without components, and none that is no list", () => {
    const bare = JSON.stringify({ metadata: { component: { name: "a", version: "1+x" } } });
    assert.match(completeSbom(bare, { name: "a", files: [], installed: [] }), /"pkg:pypi\/a@1%2Bx"/);
    assert.throws(() => completeSbom("[]", { name: "a", files: [], installed: [] }), ShapeError);
  });
});

describe("readReport", () => {
  it("reads what pip installed, sorted by name", () => {
    const entry = (name: string, sha256: string) => ({
      download_info: { url: "https://example.com/a.whl", archive_info: { hashes: { sha256 } } },
      metadata: { name, version: "1" },
    });
    const report = JSON.stringify({ version: "1", install: [entry("b.c", "1"), entry("A_B", "2")] });
    assert.deepEqual(readReport(Buffer.from(report)), [
      { name: "a-b", version: "1", sha256: "2" },
      { name: "b-c", version: "1", sha256: "1" },
    ]);
  });
});
