import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../index/run.ts";
import { wheelOf } from "../wheel/wheels.ts";
import { Workplace, feedstockOf } from "./recipes.ts";
import { rattlerBuild } from "./fetched.ts";

const pyvenice = feedstockOf({ name: "pyvenice" });
const sound = readFileSync(join(import.meta.dirname, "golden", "pyvenice.yaml"), "utf8");
const wheel = "pyvenice-0.3.1-py3-none-any";
const requires = ["httpx>=0.27.0", "pydantic>=2.0.0", "python-dateutil>=2.8.0", "typing-extensions>=4.0.0"];
const files = { [`${wheel}.whl`]: wheelOf({ name: wheel, requires, requiresPython: ">=3.12" }) };
const program = join(import.meta.dirname, "../../../tasks/check-recipe.ts");

describe("check-recipe", function () {
  this.timeout(120_000);

  it("tells broken rules, differences and what can't be rendered at once", async () => {
    using place = new Workplace(files);
    const text = sound
      .replace("license: MIT", "license: MITT")
      .replace("    - pip\n", "")
      .replace("httpx >=0.27.0", "httpx");
    const { faults } = await place.check(pyvenice, text.replace("  number: 0\n", ""), "required");
    assert.equal(faults.length, 3, faults.join("\n"));
    assert.match(faults[0] ?? "", /^recipe\.yaml:17: has no build\.number \(build-number, R-008\); /);
    assert.match(faults[1] ?? "", /requires httpx any version, and the wheel asks for httpx>=0\.27\.0; /);
    assert.match(faults[2] ?? "", /can't be rendered for linux-64, osx-arm64, win-64: .*MITT.*; /);
  });

  it("finds by rendering what no rule knows: a key that there is not", async () => {
    using place = new Workplace(files);
    const { faults } = await place.check(pyvenice, sound.replace("pip_check", "pip_chek"), "auto");
    assert.match(faults.join("\n"), /can't be rendered for .*pip_chek/);
  });

  it("leaves rendering out where py-rattler-build is not installed, unless it is required", async () => {
    using place = new Workplace(files);
    const recipe = place.write("recipe.yaml", sound);
    const declaration = place.write("release.json", JSON.stringify(pyvenice));
    const args = [program, "--recipe", recipe, "--files", place.dist, "--declaration", declaration];
    const auto = await run(process.execPath, args);
    assert.equal(auto.code, 0, auto.output);
    assert.match(auto.output, /It was not rendered: py-rattler-build is not installed\./);
    const required = await run(process.execPath, [...args, "--render", "required"]);
    assert.equal(required.code, 1);
    assert.match(
      required.output,
      /^py-rattler-build: is not installed, .*; install \.github\/slipway\/requirements\/conda\.txt first$/m,
    );
    assert.equal((await run(process.execPath, [...args, "--render", "maybe"])).code, 2);
    const PATH = `${await rattlerBuild()}:${process.env["PATH"] ?? ""}`;
    const rendered = await run(process.execPath, [...args, "--render", "required"], { PATH });
    assert.match(rendered.output, /^Rendered: noarch: pyvenice 0\.3\.1\.$/m);
  });

  it("refuses broken YAML with its line, a missing wheel, a missing recipe and another's sdist", async () => {
    using place = new Workplace(files);
    const broken = await place.check(pyvenice, sound.replace("build:\n", "build\n"));
    assert.match(broken.faults.join("\n"), /^recipe\.yaml:16: is no key with a colon behind it; correct it$/);
    const twice = await place.check(pyvenice, `${sound}extra: {}\n`);
    assert.match(twice.faults.join("\n"), /^recipe\.yaml:\d+: has extra twice; /);
    using empty = new Workplace({ "pyvenice-0.3.1.tar.gz": Buffer.from("") });
    assert.match(
      (await empty.check(pyvenice, sound)).faults.join("\n"),
      /dist: holds no wheel of pyvenice; /,
    );
    using sdist = new Workplace({ ...files, "pyvenice-0.3.1.tar.gz": Buffer.from("another") });
    assert.match(
      (await sdist.check(pyvenice, sound)).faults.join("\n"),
      /^recipe\.yaml:14: has a sha256 that is not that of pyvenice-0\.3\.1\.tar\.gz; /,
    );
    const declaration = place.write("release.json", JSON.stringify(pyvenice));
    const none = await run(process.execPath, [
      program,
      "--recipe",
      "none.yaml",
      "--files",
      place.dist,
      "--declaration",
      declaration,
    ]);
    assert.match(none.output, /^none\.yaml: is not there; let conda-recipe write it first$/m);
  });
});
