import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { condaChannel } from "../../../tasks/ledger/conda-channel.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { clientOf } from "../github/clients.ts";
import { declared, recipeOf } from "./recipes.ts";
import { sdistOf } from "./sdist-index.ts";
import { StagedWorld } from "./staged-world.ts";

/** conda-forge as a channel of `my-pkg`. */
function channelOf(world: StagedWorld) {
  const { conda, package: declaredPackage } = declared();
  assert.ok(conda);
  return condaChannel(clientOf(world.url), { conda, package: declaredPackage });
}

describe("conda-forge as a channel", () => {
  it("holds nothing before there is a feedstock", async () => {
    await using world = await StagedWorld.start();
    assert.deepEqual(await channelOf(world).read("1.2.0"), []);
  });

  it("holds the sdist of the version that its recipe is of, and keeps no content", async () => {
    await using world = await StagedWorld.start();
    const files = join(world.root, "feedstock");
    mkdirSync(join(files, "recipe"), { recursive: true });
    writeFileSync(join(files, "recipe", "recipe.yaml"), recipeOf());
    const name = "my-pkg-feedstock";
    const feedstock = {
      owner: "conda-forge",
      name,
      defaultBranch: "trunk",
      visibility: "public",
      files,
    } as const;
    await seedGitHub(world.root, { repositories: [feedstock], users: [], teams: [] });
    rmSync(files, { recursive: true });
    const channel = channelOf(world);
    const sha256 = sha256Of(sdistOf("1.2.0").content);
    const file = { name: "my_pkg-1.2.0.tar.gz", sha256, size: null, uploaded: null };
    assert.deepEqual(await channel.read("1.2"), [file]);
    assert.deepEqual(await channel.read("1.3.0"), []);
    assert.equal(channel.page("1.2.0"), "https://github.com/conda-forge/my-pkg-feedstock");
    await assert.rejects(channel.fetch(file), TaskError);
  });
});
