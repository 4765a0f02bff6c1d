import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { DeclaredPackage } from "../../../tasks/declaration/declaration.ts";
import { readTar } from "../../../tasks/tar/read.ts";
import { parse } from "yaml";
import { wheelOf } from "../wheel/wheels.ts";
import { type RealSdist, fetched, rattlerBuild, real } from "./fetched.ts";
import { Workplace, feedstockOf } from "./recipes.ts";

const golden = join(import.meta.dirname, "golden", "pyvenice.yaml");

interface Case {
  readonly sdist: RealSdist;
  readonly declared: Partial<DeclaredPackage>;
  readonly wheel: string;
}

const cases: Readonly<Record<string, Case>> = {
  "pure, by setuptools": {
    sdist: real.pyvenice,
    declared: { name: "pyvenice", distribution: "pyvenice", importName: "pyvenice" },
    wheel: "pyvenice-0.3.1-py3-none-any",
  },
  "pure, by hatchling": {
    sdist: real.httpx,
    declared: { name: "httpx", distribution: "httpx", importName: "httpx" },
    wheel: "httpx-0.28.1-py3-none-any",
  },
  "native, in C": {
    sdist: real.markupsafe,
    declared: { name: "markupsafe", distribution: "markupsafe", importName: "markupsafe", kind: "native" },
    wheel: "markupsafe-3.0.4-cp313-cp313-manylinux_2_28_x86_64",
  },
  "native, in Rust": {
    sdist: real.rpds,
    declared: { name: "rpds-py", distribution: "rpds_py", importName: "rpds", kind: "native" },
    wheel: "rpds_py-2026.9.1-cp313-cp313-manylinux_2_28_x86_64",
  },
};

/** A wheel that says what its sdist says. */
async function builtOf({ sdist, wheel }: Case): Promise<Readonly<Record<string, Buffer>>> {
  const content = await fetched(sdist);
  const info = readTar(sdist.file, gunzipSync(content)).find(({ path }) => /^[^/]+\/PKG-INFO$/.test(path));
  const metadata = info?.kind === "file" ? Buffer.from(info.content).toString("utf8") : "";
  return { [sdist.file]: content, [`${wheel}.whl`]: wheelOf({ name: wheel, metadata }) };
}

describe("recipes made of real sdists", function () {
  this.timeout(180_000);
  before(async () => {
    await rattlerBuild();
  });

  for (const [what, one] of Object.entries(cases)) {
    it(`keep all rules, require what the wheel asks for, and are rendered: ${what}`, async () => {
      using place = new Workplace(await builtOf(one));
      const declaration = feedstockOf(one.declared);
      const made = await place.make(declaration);
      assert.deepEqual(made.faults, []);
      const { faults, lines } = await place.check(declaration, made.text ?? "", "required");
      assert.deepEqual(faults, []);
      assert.match(lines.join("\n"), new RegExp(`Rendered: .*${one.sdist.project} ${one.sdist.version}`));
    });
  }

  it("are the one that stands here for pyvenice: a person could have written it", async () => {
    using place = new Workplace({ [real.pyvenice.file]: await fetched(real.pyvenice) });
    const { text } = await place.make(feedstockOf({ name: "pyvenice" }));
    if (process.env["GOLDEN"] === "write") writeFileSync(golden, text ?? "");
    assert.equal(text, readFileSync(golden, "utf8"));
  });

  it("name the programs that a package for any machine brings along", async () => {
    using place = new Workplace({ [real.httpx.file]: await fetched(real.httpx) });
    const { text } = await place.make(feedstockOf({ name: "httpx" }));
    const recipe = parse(text ?? "") as { build: { python: unknown }; context: object };
    assert.deepEqual(recipe.build.python, { entry_points: ["httpx = httpx:main"] });
    assert.ok(!("python_min" in recipe.context), "conda-forge's own is newer than 3.8");
  });

  it("carry the licenses of the crates that are linked in", async () => {
    using place = new Workplace({ [real.rpds.file]: await fetched(real.rpds) });
    const { text } = await place.make(feedstockOf(cases["native, in Rust"]!.declared));
    const recipe = parse(text ?? "") as {
      build: { script: readonly string[] };
      requirements: { build: readonly unknown[]; host: readonly string[] };
      about: { license_file: readonly string[] };
    };
    assert.deepEqual(recipe.about.license_file, ["LICENSE", "THIRDPARTY.yml"]);
    assert.match(recipe.build.script[0] ?? "", /^cargo-bundle-licenses .*THIRDPARTY\.yml$/);
    assert.ok(recipe.requirements.build.includes("${{ compiler('rust') }}"));
    assert.deepEqual(recipe.requirements.host, ["python", "pip", "maturin >=1.9,<2.0"]);
  });
});
