import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forPlatforms, isStandIn, retagged } from "../../../../rehearsal/release/elsewhere/retag.ts";
import { tagsFor } from "../../../../rehearsal/release/elsewhere/tags.ts";
import { wheelsElsewhere } from "../../../../rehearsal/release/elsewhere/wheels.ts";
import { writeZip } from "../../../../rehearsal/release/elsewhere/write-zip.ts";
import { parseWheelName } from "../../../../tasks/wheel/filename.ts";
import { inspectWheel } from "../../../../tasks/wheel/inspect-wheel.ts";
import { readZip } from "../../../../tasks/zip/read.ts";

const platform = "manylinux2014_x86_64.manylinux_2_17_x86_64";

/** A wheel with a compiled module, as a backend would have written it. */
function wheel(tag: string, module: string) {
  const [pythons = "", abis = "", platforms = ""] = tag.split("-");
  const tags = platforms.split(".").map((one) => `Tag: ${pythons}-${abis}-${one}`);
  const header = [
    "Wheel-Version: 1.0",
    "Generator: setuptools (82.0.0)",
    "Root-Is-Purelib: false",
    ...tags,
    "",
  ];
  const files = {
    "spam/__init__.py": "",
    [`spam/${module}`]: "\x7fELF",
    "spam-1.0.dist-info/METADATA":
      "Metadata-Version: 2.4\nName: spam\nVersion: 1.0\nRequires-Python: >=3.12\n",
    "spam-1.0.dist-info/WHEEL": header.join("\n"),
  };
  const record = Object.entries(files).map(([path, text]) => {
    return `${path},sha256=${createHash("sha256").update(text).digest("base64url")},${text.length}`;
  });
  const all = {
    ...files,
    "spam-1.0.dist-info/RECORD": [...record, "spam-1.0.dist-info/RECORD,,", ""].join("\n"),
  };
  const entries = Object.entries(all).map(([path, text]) => {
    return { path, kind: "file", mode: 0o644, content: Buffer.from(text) } as const;
  });
  return { name: `spam-1.0-${tag}.whl`, content: writeZip(entries) };
}

const built = wheel(`cp313-cp313-${platform}`, "_fast.cpython-313-x86_64-linux-gnu.so");

function tagOf(identifier: string, name = built.name, macosTarget: string | null = null): string | null {
  const tags = tagsFor(identifier, { like: parseWheelName(name)!, macosTarget });
  return tags && [tags.pythons, tags.abis, tags.platforms].map((part) => part.join(".")).join("-");
}

describe("what stands in for wheels that are built elsewhere", () => {
  it("has the tags that cibuildwheel would have given it", () => {
    assert.equal(tagOf("cp314-win_arm64"), "cp314-cp314-win_arm64");
    assert.equal(tagOf("cp314t-musllinux_x86_64"), "cp314-cp314t-musllinux_1_2_x86_64");
    assert.equal(
      tagOf("cp312-manylinux_aarch64"),
      "cp312-cp312-manylinux2014_aarch64.manylinux_2_17_aarch64",
    );
    assert.equal(tagOf("cp312-macosx_x86_64"), "cp312-cp312-macosx_10_13_x86_64");
    assert.equal(tagOf("cp312-macosx_arm64"), "cp312-cp312-macosx_11_0_arm64");
    assert.equal(tagOf("cp312-macosx_x86_64", built.name, "11.0"), "cp312-cp312-macosx_11_0_x86_64");
    assert.equal(tagOf("pp311-win_amd64"), null);
  });

  it("names no tag of Intel alone on another architecture", () => {
    const old = "spam-1.0-cp313-cp313-manylinux1_x86_64.manylinux_2_5_x86_64.whl";
    assert.equal(tagOf("cp313-manylinux_aarch64", old), "cp313-cp313-manylinux_2_28_aarch64");
  });

  it("is one for all Pythons with a GIL where the ABI is the stable one", () => {
    const stable = `spam-1.0-cp312-abi3-${platform}.whl`;
    assert.equal(tagOf("cp313-win_amd64", stable), "cp312-abi3-win_amd64");
    assert.equal(tagOf("cp314t-win_amd64", stable), "cp314-cp314t-win_amd64");
  });

  it("is a sound wheel that says it was not compiled, and always the same", () => {
    const tags = tagsFor("cp314-win_amd64", { like: parseWheelName(built.name)!, macosTarget: null })!;
    const made = retagged(built, "cp314-win_amd64", tags);
    assert.equal(made.name, "spam-1.0-cp314-cp314-win_amd64.whl");
    assert.deepEqual(inspectWheel(made.name, made.content).faults, []);
    assert.deepEqual(
      readZip(made.name, made.content).map(({ path }) => path),
      [
        "spam/__init__.py",
        "spam/_fast.cp314-win_amd64.pyd",
        "spam-1.0.dist-info/METADATA",
        "spam-1.0.dist-info/WHEEL",
        "spam-1.0.dist-info/RECORD",
      ],
    );
    assert.deepEqual([isStandIn(built), isStandIn(made)], [false, true]);
    assert.deepEqual(retagged(built, "cp314-win_amd64", tags), made);
  });

  it("is not what a wheel becomes that has but other platform tags", () => {
    const made = forPlatforms(built, ["manylinux_2_28_x86_64"]);
    assert.equal(made.name, "spam-1.0-cp313-cp313-manylinux_2_28_x86_64.whl");
    assert.deepEqual(inspectWheel(made.name, made.content).faults, []);
    assert.equal(isStandIn(made), false);
  });

  describe("as a whole platform", function () {
    this.timeout(120_000);
    let folder: string;
    let config: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "slipway-elsewhere-"));
      config = join(folder, "cibuildwheel.toml");
      writeFileSync(
        config,
        '[tool.cibuildwheel]\nbuild = ["cp311-*", "cp313-*", "cp314t-*"]\nskip = ["*musl*"]\n',
      );
      mkdirSync(join(folder, "built"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const elsewhere = (name: string) => {
      const into = join(folder, "into");
      return wheelsElsewhere({ built: join(folder, "built"), config, platform: name, into });
    };

    it("is what the settings choose of it, for Pythons that the package takes, made from what was compiled", async () => {
      const tags = tagsFor("cp314-manylinux_x86_64", {
        like: parseWheelName(built.name)!,
        macosTarget: null,
      })!;
      for (const { name, content } of [built, retagged(built, "cp314-manylinux_x86_64", tags)])
        writeFileSync(join(folder, "built", name), content);
      const names = await elsewhere("windows-arm64");
      assert.deepEqual(names, ["spam-1.0-cp313-cp313-win_arm64.whl", "spam-1.0-cp314-cp314t-win_arm64.whl"]);
      assert.deepEqual(readdirSync(join(folder, "into")), names);
      const faults = names.map((name) => inspectWheel(name, readFileSync(join(folder, "into", name))).faults);
      assert.deepEqual(faults, [[], []]);
    });

    it("is refused where nothing was compiled here, and where no such platform is known", async () => {
      await assert.rejects(elsewhere("windows-arm64"), /nothing can stand in for.*; declare the platform/);
      rmSync(join(folder, "built"), { recursive: true });
      await assert.rejects(elsewhere("windows-arm64"), /nothing can stand in for/);
      await assert.rejects(elsewhere("amiga-m68k"), /amiga-m68k: is no platform/);
    });
  });
});
