import assert from "node:assert/strict";
import { imageAddresses } from "../../plan/image-addresses.ts";
import type { ImagePlan, RepositoryPlan } from "../../plan/plan.ts";
import { parseSettings } from "../../config/parse.ts";
import { buildPlan } from "../../plan/build.ts";
import { least, rawConfig } from "../config/raw-config.ts";

const { repository } = buildPlan({ project: "slipway", stack: "dev" }, parseSettings(rawConfig(least)));
const image: ImagePlan = {
  registry: "ghcr.io",
  name: "octo-org/example/tools",
  base: "slim",
  python: "3.14",
  command: ["python"],
};
const page = (
  more: { readonly image?: Partial<ImagePlan>; readonly repository?: Partial<RepositoryPlan> } = {},
  ownerType?: "User" | "Organization",
) =>
  imageAddresses({ ...image, ...more.image }, { ...repository, ...more.repository }, ownerType).settingsPage;

describe("the addresses of an image", () => {
  it("lead to the newest stable release and to the default branch's", () => {
    const { latest, branch, pullCommand } = imageAddresses(
      image,
      { ...repository, defaultBranch: "release/next" },
      undefined,
    );
    assert.equal(latest, "ghcr.io/octo-org/example/tools:latest");
    assert.equal(branch, "ghcr.io/octo-org/example/tools:release-next");
    assert.equal(pullCommand, `docker pull ${latest}`);
  });

  it("lead to the settings of the package, which differ between people and organizations", () => {
    const settings = "octo-org/packages/container/example%2Ftools/settings";
    assert.equal(page({}, "User"), `https://github.com/users/${settings}`);
    assert.equal(page({}, "Organization"), `https://github.com/orgs/${settings}`);
  });

  it("lead to the repository's page of it where the owner is not known, or another one", () => {
    const ofRepository = "https://github.com/octo-org/example/pkgs/container/";
    assert.equal(page(), `${ofRepository}example%2Ftools`);
    assert.equal(page({ image: { name: "others/tools" } }, "User"), `${ofRepository}tools`);
  });

  it("lead to GitHub Enterprise's own pages, and nowhere for another registry", () => {
    assert.equal(
      page({ image: { registry: "containers.github.example.com" } }, "User"),
      "https://github.example.com/users/octo-org/packages/container/example%2Ftools/settings",
    );
    assert.equal(page({ image: { registry: "registry.example.com" } }, "User"), null);
  });
});
