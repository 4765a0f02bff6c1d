import assert from "node:assert/strict";
import { parseSettings } from "../../config/parse.ts";
import { condaForgeEnvironment } from "../../plan/conda.ts";
import { buildPlan } from "../../plan/build.ts";
import { faultLines, least, rawConfig } from "./raw-config.ts";

const onPyPI = `${least.replace("testpypi", "pypi")}slipway:environments: {pypi: {reviewers: [octocat, hubot]}}\n`;
const planOf = (yaml: string) =>
  buildPlan({ project: "slipway", stack: "dev" }, parseSettings(rawConfig(yaml)));

describe("settings of an image", () => {
  it("default to owner and package in lower case, on slim, with the newest Python that a base is locked for", () => {
    const yaml = `${least.replace("example-package", "Example-Package").replace('"3.13"', '"3.12", "3.15", "3.14t", "3.13"')}slipway:image: {}\n`;
    assert.deepEqual(planOf(yaml).image, {
      registry: "ghcr.io",
      name: "octo-org/example-package",
      base: "slim",
      python: "3.13",
      command: ["python"],
    });
    assert.equal(planOf(least).image, null);
  });

  it("can't ask for a Python that the package or the lock lacks", () => {
    assert.deepEqual(faultLines(`${least}slipway:image: {python: "3.12"}\n`), [
      "slipway:image.python: 3.12 is none of the package's Pythons with a locked base image; choose out of 3.13",
    ]);
    assert.deepEqual(faultLines(`${least.replace("3.13", "3.15")}slipway:image: {}\n`), [
      "slipway:image.python: has no base image for any of the package's Pythons; add one of 3.11, 3.12, 3.13, 3.14 to slipway:package.pythons, or remove slipway:image",
    ]);
  });

  it("can't leave out a platform that nobody then tests", () => {
    const yaml = least.replace("  kind:", "  platforms: [linux-x86_64]\n  kind:");
    assert.deepEqual(faultLines(`${yaml}slipway:image: {}\n`), [
      "slipway:image: is made for two platforms, and slipway:package.platforms lacks linux-aarch64; add what is missing there, or remove slipway:image",
    ]);
  });
});

describe("settings of conda-forge", () => {
  const conda = "slipway:conda: {maintainers: [octocat]}\n";

  it("give the token an environment of its own, for the default branch alone, and say that it is yours to set", () => {
    const plan = planOf(onPyPI + conda);
    const environment = plan.environments.find(({ name }) => name === condaForgeEnvironment);
    assert.deepEqual([environment?.tags, environment?.branches], [[], ["main"]]);
    assert.match(
      plan.notices.map(({ text }) => text).join("\n"),
      /gh secret set CONDA_FORGE_TOKEN --env conda-forge/,
    );
  });

  it("let the stack set the token, without naming the environment a second time, and are silent then", () => {
    const secret =
      "slipway:secrets: {CONDA_FORGE_TOKEN: {environment: conda-forge, reason: It pushes to a fork.}}\nsecrets:CONDA_FORGE_TOKEN: {secure: ghp}\n";
    const { secrets, notices } = planOf(onPyPI + conda + secret);
    assert.deepEqual(
      secrets.map(({ environment }) => environment),
      [condaForgeEnvironment],
    );
    assert.ok(!notices.some(({ place }) => place === "slipway:conda"));
  });

  it("can't take sources from TestPyPI, where nothing stays", () => {
    assert.deepEqual(faultLines(least + conda), [
      "slipway:conda: takes the sdist from the index, and nothing on testpypi is for good; remove it from this stack, or set slipway:index.name to pypi",
    ]);
  });

  it("have compilers and libraries for native packages alone", () => {
    const yaml = `${onPyPI}slipway:conda: {maintainers: [octocat], compilers: [c], host: [openssl]}\n`;
    assert.deepEqual(
      faultLines(yaml).map((line) => line.split(";")[0]),
      ["compilers", "host"].map(
        (key) => `slipway:conda.${key}: is a setting of native packages, and the package is pure`,
      ),
    );
    assert.deepEqual(faultLines(yaml.replace("kind: pure", "kind: native")), []);
  });
});
