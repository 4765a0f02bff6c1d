import assert from "node:assert/strict";
import { ApiError } from "../../../rehearsal/github/http/error.ts";
import { secondaryRateLimit } from "../../../rehearsal/github/http/intercept.ts";
import { TaskError } from "../../../tasks/program/fault.ts";
import { base64, changeRecords } from "../../rehearsal/github/emulated.ts";
import { sdistOf } from "./sdist-index.ts";
import { StagedWorld, fork, upstream } from "./staged-world.ts";

function fault(pattern: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof TaskError, String(error));
    assert.match(error.message, pattern);
    return true;
  };
}

/** Somebody else's pull request from their own fork. */
async function proposeAs(world: StagedWorld, login: string, title: string): Promise<void> {
  const path = "recipes/my-pkg/recipe.yaml";
  const theirs = `/repos/${login}/staged-recipes`;
  await world.as(login, async () => {
    await world.api("POST", `/repos/${upstream}/forks`);
    const sha = world.git(upstream, "rev-parse", "main");
    for (let asked = 0; asked < 3; asked += 1)
      await world.api("POST", `${theirs}/git/refs`, { ref: "refs/heads/add", sha });
    await world.api("PUT", `${theirs}/contents/${path}`, {
      message: "add",
      content: base64("a"),
      branch: "add",
    });
    await world.api("POST", `/repos/${upstream}/pulls`, { title, head: `${login}:add`, base: "main" });
  });
}

describe("submitting a recipe to conda-forge", () => {
  it("forks, waits for the fork, and opens one pull request with the recipe's folder", async () => {
    await using world = await StagedWorld.start();
    const submitted = await world.submit({ beside: { "build.sh": "true\n", "patches/a.patch": "a\n" } });
    const pull = await world.requireOne(["build.sh", "patches/a.patch", "recipe.yaml"]);
    assert.deepEqual([submitted.state, submitted.url], ["open", pull.html_url]);
    assert.equal(pull.title, "Add my-pkg");
    assert.deepEqual(world.waited, [3000, 3000]);
    assert.equal(world.git(upstream, "show", `${pull.head.sha}:recipes/my-pkg/build.sh`), "true");
  });

  it("ticks what was checked, leaves open what was not, and what it does not know", async () => {
    await using world = await StagedWorld.start();
    const { open } = await world.submit();
    const ticks = (body: string) =>
      [...body.matchAll(/^- \[([ x])\] (\w+ \w+)/gm)].map(([, a, b]) => `${a} ${b}`);
    assert.deepEqual(ticks((await world.requireOne()).body), [
      "x Title of",
      "x License file",
      "x Source is",
      "  Package does",
      "x If static",
      "x Build number",
      "x A tarball",
      "x GitHub users",
      "  Something that",
    ]);
    assert.deepEqual(open, ["Package does not vendor other packages.", "Something that was added lately."]);
    assert.doesNotMatch((await world.requireOne()).body, /Thank you/);
  });

  it("ticks no license that the sdist has not, no other build number, and nobody's word but one's own", async () => {
    await using world = await StagedWorld.start();
    const said = { license: "COPYING", buildNumber: 1, maintainers: ["mona", "hubot"] };
    const { open } = await world.submit({ ...said, confirmed: ["vendored"] });
    assert.deepEqual(open, [
      "License file is packaged (see there for an example).",
      "Build number is 0.",
      "GitHub users listed in the maintainer section have posted a comment.",
      "Something that was added lately.",
    ]);
  });

  it("changes nothing when it is done again, and brings another recipe to the same pull request", async () => {
    await using world = await StagedWorld.start();
    await world.submit({ beside: { "build.sh": "true\n" } });
    const before = await world.requireOne(["build.sh", "recipe.yaml"]);
    await world.submit({ beside: { "build.sh": "true\n" } });
    assert.deepEqual(await world.requireOne(["build.sh", "recipe.yaml"]), before);
    world.index.files = [sdistOf("1.2.0"), sdistOf("1.3.0")];
    await world.submit({ version: "1.3.0" });
    const { number, head } = await world.requireOne();
    assert.equal(number, before.number);
    assert.match(world.git(upstream, "show", `${head.sha}:recipes/my-pkg/recipe.yaml`), /1\.3\.0/);
    assert.equal(world.git(upstream, "rev-parse", `${head.sha}^`), before.head.sha);
  });

  it("begins where staged-recipes is by now, with a fork that is behind it", async () => {
    await using world = await StagedWorld.start();
    await world.api("POST", `/repos/${upstream}/forks`);
    const before = world.git(fork, "rev-parse", "main");
    const change = { message: "more", content: base64("a") };
    await world.as("conda-forge", () => world.api("PUT", `/repos/${upstream}/contents/more`, change));
    await world.submit();
    const { head } = await world.requireOne();
    assert.equal(world.git(upstream, "rev-parse", `${head.sha}^`), world.git(upstream, "rev-parse", "main"));
    assert.equal(world.git(fork, "rev-parse", "main"), before);
  });

  it("goes on where staged-recipes moves between two of its runs", async () => {
    await using world = await StagedWorld.start();
    world.intercept = ({ operation }) =>
      operation.endsWith("/pulls") && operation.startsWith("POST") ? "break before" : undefined;
    await assert.rejects(world.submit(), TaskError);
    world.intercept = () => undefined;
    const change = { message: "more", content: base64("a") };
    await world.as("conda-forge", () => world.api("PUT", `/repos/${upstream}/contents/more`, change));
    await world.submit();
    await world.requireOne();
  });

  it("takes the fork that there is, whatever it is called, and no other repository of that name", async () => {
    await using world = await StagedWorld.start();
    await world.api("POST", `/repos/${upstream}/forks`, { name: "recipes" });
    changeRecords(world.root, ({ repositories }) => {
      repositories[fork] = { ...structuredClone(repositories["conda-forge/feedstock-outputs"]!), id: 5 };
    });
    await world.submit();
    await world.requireOne();
    assert.match(world.git("mona/recipes", "branch", "--list", "slipway/*"), /slipway\/my-pkg/);
  });

  it("makes a fork under another name beside another repository of that name", async () => {
    await using world = await StagedWorld.start();
    changeRecords(world.root, ({ repositories }) => {
      repositories[fork] = { ...structuredClone(repositories["conda-forge/feedstock-outputs"]!), id: 5 };
    });
    await world.submit();
    await world.requireOne();
    assert.match(world.git(`${fork}-1`, "branch", "--list", "slipway/*"), /slipway\/my-pkg/);
  });

  it("has nothing to do where the feedstock is there, also under another feedstock's roof", async () => {
    await using world = await StagedWorld.start();
    const outputs = "/repos/conda-forge/feedstock-outputs/contents/outputs/m/y/p/my-pkg.json";
    const content = base64(JSON.stringify({ feedstocks: ["other"] }));
    await world.as("conda-forge", () => world.api("PUT", outputs, { message: "a", content }));
    changeRecords(world.root, ({ repositories }) => {
      repositories["conda-forge/other-feedstock"] = structuredClone(
        repositories["conda-forge/feedstock-outputs"]!,
      );
    });
    const { state, url } = await world.submit();
    assert.deepEqual([state, url], ["feedstock", "https://github.com/conda-forge/other-feedstock"]);
    changeRecords(world.root, ({ repositories }) => {
      repositories["conda-forge/my-pkg-feedstock"] = {
        ...repositories["conda-forge/other-feedstock"]!,
        archived: true,
      };
    });
    await assert.rejects(world.submit(), fault(/my-pkg-feedstock: is the feedstock, and is archived; ask/));
    assert.deepEqual(await world.pulls(), []);
  });

  it("stops before another's pull request for such a recipe, and not before one of a like name", async () => {
    await using world = await StagedWorld.start();
    await proposeAs(world, "hubot", "Adding my_pkg to conda-forge");
    await assert.rejects(
      world.submit(),
      fault(/staged-recipes\/pull\/1: proposes a recipe of that name, by hubot; agree with them/),
    );
    changeRecords(world.root, ({ repositories }) => {
      repositories[upstream]!.pulls[0]!.title = "Add my-pkg-extras";
    });
    await world.as("hubot", async () => {
      const path = "/repos/hubot/staged-recipes/contents/recipes/my-pkg/recipe.yaml";
      const { sha } = (await world.api("GET", `${path}?ref=add`)) as { readonly sha: string };
      await world.api("DELETE", path, { message: "away", sha, branch: "add" });
      const other = path.replace("my-pkg", "my-pkg-extras");
      await world.api("PUT", other, { message: "b", content: base64("b"), branch: "add" });
    });
    await world.submit();
    assert.equal((await world.pulls()).length, 2);
  });

  it("stops before a recipe of that name on staged-recipes itself", async () => {
    await using world = await StagedWorld.start();
    const path = `/repos/${upstream}/contents/recipes/my-pkg/recipe.yaml`;
    await world.as("conda-forge", () => world.api("PUT", path, { message: "a", content: base64("a") }));
    await assert.rejects(world.submit(), fault(/recipes\/my-pkg: is there already, and becomes a feedstock/));
  });

  it("tells of a pull request that is merged, and touches nothing", async () => {
    await using world = await StagedWorld.start();
    await world.submit();
    const { number } = await world.requireOne();
    await world.as("conda-forge", () => world.api("PUT", `/repos/${upstream}/pulls/${number}/merge`));
    assert.equal((await world.submit({ version: "1.3.0" })).state, "merged");
    assert.equal((await world.pulls()).length, 1);
  });

  it("tells of one that was closed, and opens it again only where that is asked for", async () => {
    await using world = await StagedWorld.start();
    await world.submit();
    const { number } = await world.requireOne();
    await world.api("PATCH", `/repos/${upstream}/pulls/${number}`, { state: "closed" });
    await assert.rejects(
      world.submit(),
      fault(/pull\/1: was closed without being merged; read there why.* -f reopen=true$/),
    );
    await world.api("DELETE", `/repos/${fork}/git/refs/heads/slipway/my-pkg`);
    await world.submit({ reopens: true });
    assert.equal((await world.requireOne()).number, number);
  });

  it("opens another one where the closed one can't be opened again", async () => {
    await using world = await StagedWorld.start();
    await world.submit();
    await world.api("PATCH", `/repos/${upstream}/pulls/1`, { state: "closed" });
    world.git(fork, "update-ref", "-d", "refs/heads/slipway/my-pkg");
    world.git(fork, "update-ref", "refs/heads/slipway/my-pkg", "main");
    await world.submit({ reopens: true });
    assert.deepEqual(
      (await world.pulls()).map(({ state }) => state),
      ["open", "closed"],
    );
  });

  it("leaves alone a branch that somebody else has committed to, unless nothing differs", async () => {
    await using world = await StagedWorld.start();
    await world.submit();
    const path = `/repos/${fork}/contents/recipes/my-pkg/recipe.yaml`;
    const branch = "slipway/my-pkg";
    const { sha, content } = (await world.api("GET", `${path}?ref=${branch}`)) as {
      readonly sha: string;
      readonly content: string;
    };
    const change = { message: "Review", content: base64("a: b\n"), branch, sha };
    await world.api("PUT", path, change);
    const theirs = world.git(fork, "rev-parse", branch);
    await assert.rejects(
      world.submit(),
      fault(new RegExp(`holds commit ${theirs.slice(0, 10)} of somebody else`)),
    );
    assert.equal(world.git(fork, "rev-parse", branch), theirs);
    const back = {
      message: "Back",
      content: content.replaceAll("\n", ""),
      branch,
      sha: world.git(fork, "rev-parse", `${branch}:recipes/my-pkg/recipe.yaml`),
    };
    await world.api("PUT", path, back);
    await world.submit();
    await world.requireOne();
  });

  it("refuses a recipe whose sdist is not there yet, or is another", async () => {
    await using world = await StagedWorld.start();
    await assert.rejects(world.submit({ version: "2.0" }), fault(/my-pkg 2\.0: has no sdist on PyPI/));
    await assert.rejects(
      world.submit({ sdist: sdistOf("9") }),
      fault(/the recipe: names another hash than my_pkg-1\.2\.0\.tar\.gz has; make it anew/),
    );
    assert.deepEqual(await world.pulls(), []);
  });

  it("says what the token lacks for a fork's branch, and for the pull request", async () => {
    await using world = await StagedWorld.start({ permissions: { workflows: "none" } });
    await world.api("POST", `/repos/${upstream}/forks`);
    await world.as("conda-forge", async () => {
      world.git(upstream, "mv", ".github/workflows/build.yml", ".github/workflows/other.yml");
      world.git(upstream, "commit", "--quiet", "--message", "Other workflows");
    });
    await assert.rejects(
      world.submit(),
      fault(
        /github\.com\/mona\/staged-recipes: takes no branch from where staged-recipes is now; .*Sync fork/,
      ),
    );
    world.git(fork, "merge", "--quiet", "--ff-only", world.git(upstream, "rev-parse", "main"));
    world.intercept = ({ operation }) =>
      operation === "POST /repos/{owner}/{repo}/pulls"
        ? new ApiError(403, "Resource not accessible by personal access token")
        : undefined;
    await assert.rejects(
      world.submit(),
      fault(/may not open pull requests.*compare\/main\.\.\.mona:slipway\/my-pkg\?expand=1/),
    );
  });

  it("waits as long as GitHub asks for, and gives up on a fork that never comes", async () => {
    await using world = await StagedWorld.start();
    const limits = [secondaryRateLimit(7), secondaryRateLimit(9)];
    world.intercept = ({ method }) => (method === "POST" ? limits.shift() : undefined);
    await world.submit();
    assert.deepEqual(world.waited.slice(0, 2), [7000, 9000]);
    await using other = await StagedWorld.start();
    other.intercept = ({ path }) =>
      path.includes("/git/") && path.startsWith("/repos/mona/")
        ? new ApiError(409, "Git Repository is empty.")
        : undefined;
    await assert.rejects(other.submit(), fault(/Git Repository is empty/));
    assert.equal(other.waited.length, 20);
  });

  it("two at once end in one pull request", async () => {
    await using world = await StagedWorld.start();
    const ended = await Promise.allSettled([world.submit(), world.submit()]);
    assert.ok(ended.some(({ status }) => status === "fulfilled"));
    await world.submit();
    await world.requireOne();
  });
});
