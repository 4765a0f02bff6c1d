import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeArchive } from "../../../../rehearsal/image/archive.ts";
import { imageElsewhere } from "../../../../rehearsal/release/elsewhere/image.ts";
import { sha256Of } from "../../../../tasks/files/release-files.ts";
import { readOciImage } from "../../../../tasks/oci/read.ts";
import { tinyImage } from "../../../tasks/registry/tiny-image.ts";

describe("the image for an architecture that this machine is not", () => {
  const folder = mkdtempSync(join(tmpdir(), "image-elsewhere-test-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has the layers and labels of the one built here, its own digest, and a list of contents that says so", async () => {
    const [built, made] = [join(folder, "built"), join(folder, "made")];
    mkdirSync(built);
    const image = tinyImage({ labels: { "slipway.wheel.sha256": "00" } });
    writeArchive(join(built, "amd64.tar"), image);
    const purl = (digest: string, architecture: string) =>
      `pkg:oci/octo@${encodeURIComponent(digest)}?arch=${architecture}`;
    writeFileSync(
      join(built, "amd64.cdx.json"),
      JSON.stringify({ purl: purl(image.manifest.digest, "amd64") }),
    );
    const outputs = await imageElsewhere("arm64", { built, made });
    assert.deepEqual(readdirSync(made).sort(), ["arm64.cdx.json", "arm64.tar"]);
    const other = await readOciImage(join(made, "arm64.tar"));
    assert.notEqual(other.manifest.digest, image.manifest.digest);
    assert.equal(other.config.platform, "linux/arm64");
    assert.deepEqual(other.config.labels, { "slipway.wheel.sha256": "00" });
    assert.deepEqual(
      other.layers.map(({ digest }) => digest),
      image.layers.map(({ digest }) => digest),
    );
    const listed = readFileSync(join(made, "arm64.cdx.json"));
    assert.deepEqual(JSON.parse(listed.toString("utf8")), { purl: purl(other.manifest.digest, "arm64") });
    assert.deepEqual(outputs, { arm64: other.manifest.digest, "arm64-sbom": sha256Of(listed) });
  });
});
