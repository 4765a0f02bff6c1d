import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { sdistOf } from "../wheel/wheels.ts";
import { Workplace, feedstockOf, simpleUrl } from "./recipes.ts";

const kept = `# Ours, for reasons of its own.
schema_version: 1

context:
  version: '0.9'   # by hand
  name: demo

package:
  name: \${{ name }}
  version: \${{ version }}

source:
  - url: https://old.example.org/demo-\${{ version }}.tar.gz
    sha256: ${"b".repeat(64)}
  - url: https://example.org/data.zip
    sha256: ${"c".repeat(64)}

build: {number: 3, noarch: python}

about:
  license_file: [LICENSE, "THIRDPARTY.yml"]
  description: |
    version: 0.9 stays
`;

const metadata = "Metadata-Version: 2.4\nName: demo\nVersion: 1.0\n\n";
const content = sdistOf("demo-1.0", { metadata, files: { LICENSE: "MIT", "THIRDPARTY.yml": "" } });

/** The recipe that is written of a kept one, or the faults. */
async function updated(text: string, name = "demo") {
  using place = new Workplace({ "demo-1.0.tar.gz": content });
  const recipe = join(place.folder, "kept.yaml");
  writeFileSync(recipe, text);
  const told = await place.make(feedstockOf({ name: "demo" }, { recipe, name }));
  return { text: told.text, faults: told.faults.join("\n").replaceAll(`${place.folder}/`, "") };
}

describe("a recipe that the repository keeps", () => {
  it("gets version, address and hash of the sdist, and stays byte for byte otherwise", async () => {
    const { text, faults } = await updated(kept);
    assert.equal(faults, "");
    const folder = new URL("/packages/source/d/demo/", simpleUrl).href;
    const wanted = kept
      .replace("'0.9'", '"1.0"')
      .replace("https://old.example.org/", folder)
      .replace("b".repeat(64), sha256Of(content));
    assert.equal(text, wanted);
  });

  it("keeps an address that leads to the sdist in words of its own", async () => {
    const own = `${simpleUrl.replace("simple/", "packages/source")}/\${{ name[0] }}/\${{ name | lower }}/\${{ name }}-\${{ version }}.tar.gz`;
    const text = kept.replace("https://old.example.org/demo-${{ version }}.tar.gz", own);
    assert.ok((await updated(text)).text?.includes(`url: ${own}\n`));
  });

  it("is taken with Windows' line ends, and with its version in place", async () => {
    assert.match(
      (await updated(kept.replaceAll("\n", "\r\n"))).text ?? "",
      /version: "1\.0" {3}# by hand\r\n/,
    );
    const plain = kept
      .replace(/context:[^]*?\n\n/, "")
      .replaceAll("${{ name }}", "demo")
      .replaceAll("${{ version }}", "0.9");
    const { text } = await updated(plain);
    assert.match(text ?? "", /^ {2}version: "1\.0"$/m);
    assert.match(text ?? "", /\/demo-1\.0\.tar\.gz$/m);
  });

  it("is refused where it is another package's", async () => {
    assert.match((await updated(kept, "other")).faults, /^kept\.yaml: is the recipe of demo, not of other; /);
  });

  it("is refused with the line where it is no YAML, and where it is of the older format", async () => {
    assert.match((await updated(kept.replace("package:", "package"))).faults, /^kept\.yaml:\d+: /);
    assert.match((await updated(`{% set version = "1" %}\n${kept}`)).faults, /^kept\.yaml:1: /);
  });

  it("is refused where it has no place for what is set", async () => {
    const { faults } = await updated(kept.replace(/source:[^]*?\n\n/, ""));
    assert.match(faults, /has not one source\.url; write it out\n.*has not one source\.sha256; /);
  });

  it("is refused where it names a license file that the sdist does not hold", async () => {
    assert.match(
      (await updated(kept.replace("[LICENSE,", "[COPYING,"))).faults,
      /^kept\.yaml:\d+: names the license file COPYING, which the sdist does not hold; /,
    );
  });

  it("is refused where it is not there", async () => {
    using place = new Workplace({ "demo-1.0.tar.gz": content });
    const { faults } = await place.make(
      feedstockOf({ name: "demo" }, { recipe: join(place.folder, "none.yaml") }),
    );
    assert.match(faults.join("\n"), /none\.yaml: is not there; add it, or leave slipway:conda\.recipe out$/);
  });
});
