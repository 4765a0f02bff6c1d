import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TaskError } from "../../../tasks/program/fault.ts";
import { Programs } from "../release/services/programs.ts";
import { declared, recipeOf } from "./recipes.ts";
import { StagedWorld, fork, upstream } from "./staged-world.ts";

const beside = { "build.sh": "true\n" };
const names = ["build.sh", "recipe.yaml"];

/** Somebody's own work in the fork, and on staged-recipes: it is to stay as it is. */
async function startWorld(): Promise<StagedWorld> {
  const world = await StagedWorld.start();
  await world.api("POST", `/repos/${upstream}/forks`);
  world.git(fork, "branch", "other");
  return world;
}

async function requireWhole(world: StagedWorld): Promise<void> {
  await world.requireOne(names);
  assert.deepEqual(world.git(fork, "branch", "--format=%(refname:short)").split("\n"), [
    "main",
    "other",
    "slipway/my-pkg",
  ]);
  assert.equal(world.git(fork, "rev-parse", "main"), world.git(fork, "rev-parse", "other"));
}

/** How many requests one submission makes, and which of them write. */
async function requestsOf(): Promise<readonly boolean[]> {
  await using world = await startWorld();
  const writes: boolean[] = [];
  world.intercept = ({ method }) => void writes.push(method !== "GET");
  await world.submit({ beside });
  return writes;
}

/** Submits until it is done; answers how often that took. */
async function untilDone(world: StagedWorld): Promise<number> {
  for (let times = 1; ; times += 1) {
    try {
      await world.submit({ beside });
      return times;
    } catch (error) {
      if (!(error instanceof TaskError) || times > 3) throw error;
    }
  }
}

describe("a submission that is interrupted", () => {
  it("asks again whatever it reads, so that a connection that breaks each time at first keeps nothing", async () => {
    await using world = await startWorld();
    const asked = new Map<string, number>();
    world.intercept = ({ method, path }) => {
      if (method !== "GET") return undefined;
      const times = (asked.get(path) ?? 0) + 1;
      asked.set(path, times);
      return times % 2 === 1 ? "break before" : undefined;
    };
    assert.equal(await untilDone(world), 1);
    world.intercept = () => undefined;
    await requireWhole(world);
  }).timeout(30_000);

  it("ends in one pull request, whichever of its writes breaks before anything is done", async () => {
    const writes = await requestsOf();
    assert.ok(writes.length > 12, String(writes.length));
    for (const [at, isWrite] of writes.entries()) {
      if (!isWrite) continue;
      await using world = await startWorld();
      let asked = 0;
      world.intercept = () => (asked++ === at ? "break before" : undefined);
      assert.equal(await untilDone(world), 2, `request ${at}`);
      await requireWhole(world);
    }
  }).timeout(120_000);

  it("ends in one pull request, whichever of its answers is lost, and when it is killed there", async () => {
    const writes = await requestsOf();
    for (const [at, isWrite] of writes.entries()) {
      if (!isWrite) continue;
      await using world = await startWorld();
      let asked = 0;
      // Whoever is killed asks nothing more.
      world.intercept = () => (asked++ < at ? undefined : asked === at + 1 ? "break after" : "break before");
      await assert.rejects(world.submit({ beside }), TaskError);
      world.intercept = () => undefined;
      assert.equal(await untilDone(world), 1);
      await requireWhole(world);
    }
  }).timeout(120_000);

  it("ends in one pull request where its process is killed, and tells the address by its outputs", async () => {
    await using world = await startWorld();
    const folder = join(world.root, "job");
    mkdirSync(join(folder, "recipe"), { recursive: true });
    writeFileSync(join(folder, "recipe", "recipe.yaml"), recipeOf());
    writeFileSync(join(folder, "recipe", "build.sh"), beside["build.sh"]);
    writeFileSync(join(folder, "release.json"), JSON.stringify(declared()));
    const programs = new Programs();
    const task = join(import.meta.dirname, "../../../tasks/submit-recipe.ts");
    const env = {
      PATH: process.env["PATH"] ?? "",
      GITHUB_API_URL: world.url.replace(/\/$/, ""),
      GITHUB_REPOSITORY: "owner/my-pkg",
      GH_TOKEN: "token-of-mona",
      PYPI_SIMPLE_URL: world.index.simpleUrl,
      GITHUB_OUTPUT: join(folder, "output"),
    };
    const run = () => programs.run([task, "--declaration", "release.json"], { cwd: folder, env });
    for (const moment of ["/git/refs", "/pulls"]) {
      world.intercept = ({ method, path }) => {
        if (method !== "POST" || !path.endsWith(moment)) return undefined;
        programs.kill();
        return moment === "/pulls" ? "break after" : "break before";
      };
      assert.equal((await run()).killed, true);
    }
    world.intercept = () => undefined;
    const ended = await run();
    assert.equal(ended.code, 0, ended.output);
    assert.match(ended.output, /comment there: @conda-forge-admin, please ping conda-forge\/help-python/);
    assert.doesNotMatch(ended.output, /token-of-mona/);
    await requireWhole(world);
  }).timeout(60_000);
});
