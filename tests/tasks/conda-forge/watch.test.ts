import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { observe } from "../../../tasks/conda-forge/watch/observe.ts";
import { base64, changeRecords } from "../../rehearsal/github/emulated.ts";
import { clientOf } from "../github/clients.ts";
import { run } from "../index/run.ts";
import { type Said, declared, recipeOf } from "./recipes.ts";
import { sdistOf } from "./sdist-index.ts";
import { type Pull, StagedWorld, upstream } from "./staged-world.ts";

const feedstock = "conda-forge/my-pkg-feedstock";
const now = Date.parse("2026-06-30T00:00:00Z");

/** A world in which the package has a feedstock with that recipe. */
async function withFeedstock(said: Said = {}): Promise<StagedWorld> {
  const world = await StagedWorld.start();
  const files = join(world.root, "feedstock");
  mkdirSync(join(files, "recipe"), { recursive: true });
  writeFileSync(join(files, "recipe", "recipe.yaml"), recipeOf(said));
  const [owner = "", name = ""] = feedstock.split("/");
  const repository = { owner, name, defaultBranch: "main", visibility: "public", files } as const;
  await seedGitHub(world.root, { repositories: [repository], users: [], teams: [] });
  rmSync(files, { recursive: true });
  return world;
}

/** A pull request of the bot's, opened that many days before now. */
async function propose(world: StagedWorld, title: string, days: number): Promise<Pull> {
  const branch = title.replaceAll(" ", "-");
  const at = `/repos/${feedstock}`;
  return await world.as("hubot", async () => {
    const sha = world.git(feedstock, "rev-parse", "main");
    await world.api("POST", `${at}/git/refs`, { ref: `refs/heads/${branch}`, sha });
    const file = { message: title, content: base64(title), branch };
    await world.api("PUT", `${at}/contents/${branch}`, file);
    const pull = (await world.api("POST", `${at}/pulls`, { title, head: branch, base: "main" })) as Pull;
    age(world, feedstock, { number: pull.number, days });
    return pull;
  });
}

/** Lets a pull request be that old. */
function age(
  world: StagedWorld,
  repository: string,
  { number, days }: { readonly number: number; readonly days: number },
): void {
  changeRecords(world.root, ({ repositories }) => {
    const pull = repositories[repository]!.pulls.find((one) => one.number === number)!;
    pull.created_at = new Date(now - days * 86_400_000).toISOString().replace(".000", "");
  });
}

/** What was observed, each as its verdict and what was found. */
async function observed(world: StagedWorld): Promise<readonly string[]> {
  const declaration = declared();
  const { conda } = declaration;
  assert.ok(conda);
  const call = { variables: { PYPI_SIMPLE_URL: world.index.simpleUrl }, say: () => undefined };
  const patience = { now, days: 7 };
  const all = await observe(clientOf(world.url), { ...declaration, conda }, { call, patience });
  return all.map(
    ({ fault, isNotable, found }) => `${fault ? "needed" : isNotable ? "notable" : "fine"}: ${found}`,
  );
}

/** What a service says of a pull request's commit. */
async function check(world: StagedWorld, { head }: Pull, state: string): Promise<void> {
  await world.as("hubot", () =>
    world.api("POST", `/repos/${feedstock}/statuses/${head.sha}`, { state, context: "linter" }),
  );
}

describe("the watch over a feedstock", () => {
  it("finds nothing where it has the newest stable version from the very sdist, and no pull request", async () => {
    await using world = await withFeedstock();
    world.index.files = [sdistOf("1.1.0"), sdistOf("1.2.0"), sdistOf("2.0rc1")];
    assert.deepEqual(await observed(world), [
      "fine: has 1.2.0, the newest on PyPI",
      "fine: is the sdist that PyPI has",
    ]);
  });

  it("gives the bot its days to follow a release, then calls a person", async () => {
    await using world = await withFeedstock();
    world.index.files = [sdistOf("1.2.0"), sdistOf("1.3.0", "2026-06-25T00:00:00Z")];
    assert.equal((await observed(world))[0], "notable: has 1.2.0; PyPI has 1.3.0 since 5 days");
    world.index.files = [sdistOf("1.2.0"), sdistOf("1.3.0", "2026-06-20T00:00:00Z")];
    assert.equal((await observed(world))[0], "needed: has 1.2.0; PyPI has 1.3.0 since 10 days");
  });

  it("tells of another hash than the sdist's, and of a version that the index has not", async () => {
    await using world = await withFeedstock({ sdist: sdistOf("9.9") });
    assert.equal((await observed(world))[1], "needed: has another hash than the sdist that PyPI has");
    world.index.files = [sdistOf("1.1.0")];
    assert.deepEqual(await observed(world), [
      "notable: has 1.2.0; PyPI has 1.1.0, which is older",
      "notable: PyPI tells no hash of an sdist of it",
    ]);
  });

  it("lets a pull request wait for some days, whether or not it is checked, then calls a person", async () => {
    await using world = await withFeedstock();
    const [first, second] = [await propose(world, "v1.3.0", 3), await propose(world, "v1.4.0", 1)];
    await check(world, first, "success");
    await check(world, second, "pending");
    assert.deepEqual((await observed(world)).slice(2), [
      'fine: "v1.3.0" by hubot, open for 3 days, passes',
      'fine: "v1.4.0" by hubot, open for 1 day, still checked by linter',
    ]);
    age(world, feedstock, { number: first.number, days: 8 });
    assert.equal((await observed(world))[2], 'needed: "v1.3.0" by hubot, open for 8 days, passes');
  });

  it("calls a person at once where a status or a check fails", async () => {
    await using world = await withFeedstock();
    await check(world, await propose(world, "v1.3.0", 0), "failure");
    const { head } = await propose(world, "v1.4.0", 0);
    const failed = { name: "linux_64_", head_sha: head.sha, conclusion: "timed_out" };
    await world.as("hubot", () => world.api("POST", `/repos/${feedstock}/check-runs`, failed));
    assert.deepEqual((await observed(world)).slice(2), [
      'needed: "v1.3.0" by hubot, open for 0 days, fails: linter',
      'needed: "v1.4.0" by hubot, open for 0 days, fails: linux_64_',
    ]);
  });

  it("leaves a draft and what the bot makes anew in peace", async () => {
    await using world = await withFeedstock();
    const pulls = [await propose(world, "v1.3.0", 20), await propose(world, "v1.4.0", 20)];
    await check(world, pulls[0]!, "failure");
    changeRecords(world.root, ({ repositories }) => {
      repositories[feedstock]!.pulls[0]!.labels = ["bot-rerun"];
      repositories[feedstock]!.pulls[1]!.draft = true;
    });
    assert.deepEqual((await observed(world)).slice(2), [
      'notable: "v1.3.0" by hubot, open for 20 days, is made anew by the bot',
      'notable: "v1.4.0" by hubot, open for 20 days, not checked yet, is a draft',
    ]);
  });

  it("calls a person to a feedstock that is archived, or has lost its recipe", async () => {
    await using world = await withFeedstock();
    world.git(feedstock, "rm", "--quiet", "recipe/recipe.yaml");
    world.git(feedstock, "commit", "--quiet", "--message", "Away");
    assert.deepEqual(await observed(world), ["needed: has no recipe"]);
    changeRecords(world.root, ({ repositories }) => {
      repositories[feedstock]!.archived = true;
    });
    assert.deepEqual(await observed(world), ["needed: is archived"]);
  });

  it("reads an older recipe, and says where its version or its hash can't be told", async () => {
    await using world = await withFeedstock();
    const older = (version: string) =>
      `{% set version = "1.2.0" %}\npackage:\n  name: my-pkg\n  version: ${version}\nsource:\n  url: a/{{ version }}.tar.gz\n  sha256: {{ hash }}\n`;
    const folder = join(world.root, "repository", feedstock, "recipe");
    const put = (version: string) => {
      rmSync(join(folder, "recipe.yaml"), { force: true });
      writeFileSync(join(folder, "meta.yaml"), older(version));
      world.git(feedstock, "add", "--all");
      world.git(feedstock, "commit", "--quiet", "--message", version);
    };
    put("{{ version }}");
    assert.deepEqual(await observed(world), [
      "fine: has 1.2.0, the newest on PyPI",
      "notable: its hash can't be told from the recipe",
    ]);
    put("{{ load_setup_py_data().get('version') }}");
    assert.deepEqual(await observed(world), ["notable: its version can't be told from its recipe"]);
  });

  it("ends with 1 where a person is needed, and with a table in either case", async () => {
    await using world = await withFeedstock({ sdist: sdistOf("9.9") });
    const file = join(world.root, "release.json");
    writeFileSync(file, JSON.stringify(declared()));
    const summary = join(world.root, "summary");
    const variables = {
      GITHUB_API_URL: world.url.replace(/\/$/, ""),
      GITHUB_REPOSITORY: "owner/my-pkg",
      GH_TOKEN: "ghs_never-to-be-shown",
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: summary,
      PYPI_SIMPLE_URL: world.index.simpleUrl,
    };
    const task = join(import.meta.dirname, "../../../tasks/watch-feedstock.ts");
    const { code, output } = await run(process.execPath, [task, "--declaration", file], variables);
    assert.equal(code, 1, output);
    assert.match(
      output,
      /^::error::.*source of 1\.2\.0: has another hash than the sdist that PyPI has; find out/m,
    );
    assert.doesNotMatch(output, /never-to-be-shown/);
  });
});

describe("the watch before there is a feedstock", () => {
  const days = (world: StagedWorld, count: number) => age(world, upstream, { number: 1, days: count });

  it("tells that nothing is proposed yet", async () => {
    await using world = await StagedWorld.start();
    const [told = ""] = await observed(world);
    assert.match(told, /^notable: is not proposed to conda-forge yet/);
  });

  it("lets the pull request wait for some days, and calls a person to a review, a failure, and an end", async () => {
    await using world = await StagedWorld.start();
    await world.submit();
    const { head } = await world.requireOne();
    days(world, 2);
    assert.deepEqual(await observed(world), ['fine: "Add my-pkg" by mona, open for 2 days, not checked yet']);
    days(world, 9);
    assert.deepEqual(await observed(world), [
      'needed: "Add my-pkg" by mona, open for 9 days, not checked yet',
    ]);
    days(world, 0);
    changeRecords(world.root, ({ repositories }) => {
      repositories[upstream]!.pulls[0]!.labels = ["Awaiting author contribution"];
    });
    assert.match((await observed(world)).join(), /^needed: .* waits for its author$/);
    changeRecords(world.root, ({ repositories }) => {
      repositories[upstream]!.pulls[0]!.labels = ["python"];
    });
    const failed = { name: "staged-recipes", head_sha: head.sha, conclusion: "failure" };
    await world.as("hubot", () => world.api("POST", `/repos/${upstream}/check-runs`, failed));
    assert.match((await observed(world)).join(), /^needed: .* fails: staged-recipes$/);
    await world.api("PATCH", `/repos/${upstream}/pulls/1`, { state: "closed" });
    assert.deepEqual(await observed(world), ["needed: was closed without being merged"]);
  });

  it("waits for the feedstock of a pull request that is merged, and not for ever", async () => {
    await using world = await StagedWorld.start();
    await world.submit();
    await world.as("hubot", () => world.api("PUT", `/repos/${upstream}/pulls/1/merge`));
    days(world, 1);
    assert.match(
      (await observed(world)).join(),
      /^notable: is merged, opened 1 day ago, and there is no feedstock$/,
    );
    days(world, 30);
    assert.match((await observed(world)).join(), /^needed: is merged, opened 30 days ago/);
  });
});
