import assert from "node:assert/strict";
import type { EmulatedIndexOptions } from "../../../rehearsal/index/server.ts";
import { git } from "../../rehearsal/github/on-disk.ts";
import { claims, serveTokens, tokenOf } from "../oidc/tokens.ts";
import { World, sdist } from "./world.ts";

/** Answers differently as long as a test wants it. */
function fault(): {
  intercept: NonNullable<EmulatedIndexOptions["intercept"]>;
  now: EmulatedIndexOptions["intercept"];
} {
  const held = {
    now: undefined as EmulatedIndexOptions["intercept"],
    intercept: () => undefined,
  } as ReturnType<typeof fault>;
  held.intercept = (asked) => held.now?.(asked);
  return held;
}

/** The outputs of a step by name. */
function outputsOf(file: string): Readonly<Record<string, string>> {
  const entries = [...file.matchAll(/^(\w+)<<(\S+)\n(.*?)\n\2$/gms)].map(([, name, , value]) => [
    name,
    value,
  ]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

/** The faults that a job shows, without the rest of what it said. */
function faultsOf(output: string): readonly string[] {
  return output.split("\n").flatMap((line) => (line.startsWith("::error::") ? [line.slice(9)] : []));
}

describe("preflight", function () {
  this.timeout(60_000);
  const index = fault();
  let world: World;
  before(async () => {
    world = await World.start({ index: { intercept: index.intercept } });
  });
  after(() => world[Symbol.asyncDispose]());
  afterEach(() => {
    index.now = undefined;
  });

  it("lets a sound tag be released, shows what it looked at, and hands on its version", async () => {
    const { code, output, outputs, summary } = await world.run("preflight");
    assert.equal(code, 0, output);
    assert.deepEqual(outputsOf(outputs), {
      tag: "v1.2.0",
      version: "1.2.0",
      prerelease: "false",
      latest: "true",
    });
    for (const check of [
      "Tag",
      "Commit",
      "Sources",
      "Changelog",
      "OIDC claims",
      "Clock",
      "Environment pypi",
      "Index PyPI",
      "Build",
    ])
      assert.match(summary, new RegExp(`^\\| ${check} \\| passed \\|`, "m"));
    assert.equal(
      output
        .split("\n")
        .filter((line) => line.includes("ey"))
        .every((line) => line.startsWith("::add-mask::")),
      true,
    );
    assert.doesNotMatch(output + summary, /ghs_secret/);
  });

  it("refuses a tag that is no version, with what else is wrong, all at once", async () => {
    const { code, output, outputs } = await world.run("preflight", {
      ...{ GITHUB_REF: "refs/tags/nightly", ACTIONS_ID_TOKEN_REQUEST_URL: "" },
    });
    assert.equal(code, 1);
    assert.deepEqual(
      faultsOf(output).map((line) => line.split(";")[0]),
      [
        "tag nightly: does not begin with v",
        "tag nightly: was deleted after this run had begun",
        "ACTIONS_ID_TOKEN_REQUEST_URL: is not set, so that this job may ask for no OIDC token",
        "environment pypi: does not let the tag nightly deploy",
      ],
    );
    assert.equal(outputs, "");
  });

  it("waits for people where the index answers 500, and goes on when it is run again", async () => {
    index.now = () => ({ status: 500, body: {}, headers: { "retry-after": "0" } });
    const failed = await world.run("preflight");
    assert.equal(failed.code, 1);
    assert.deepEqual(faultsOf(failed.output), [
      "PyPI: answered 500, 6 times; run the job again when it is well; what is done stays done",
    ]);
    index.now = undefined;
    assert.equal((await world.run("preflight")).code, 0);
  });

  it("asks again where the index answers 429, then half a page", async () => {
    index.now = () => {
      asked += 1;
      if (asked === 1) return { status: 429, body: {}, headers: { "retry-after": "0" } };
      return asked === 2 ? "half, broken" : undefined;
    };
    let asked = 0;
    const { code, output } = await world.run("preflight");
    assert.equal(code, 0, output);
    assert.match(output, /^PyPI answered 429; again in 0 s$/m);
    assert.equal(asked, 3);
  });

  it("shows a clock that is off", async () => {
    const iat = Math.floor(Date.now() / 1000) + 3600;
    const job = { ...world.claims(), job_workflow_ref: undefined, iat, nbf: iat, exp: iat + 300 };
    await using service = await serveTokens(() => ({ value: tokenOf(claims(job)) }));
    const endpoint = {
      ACTIONS_ID_TOKEN_REQUEST_URL: service.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: service.token,
    };
    const { code, output } = await world.run("preflight", endpoint);
    assert.equal(code, 1);
    assert.match(faultsOf(output).join("\n"), /^clock: is 60 min behind GitHub's: [^\n]*$/);
    assert.deepEqual(service.audiences, ["https://github.com/acme/pkg"]);
  });

  it("does not wait for a build where something else stops the release", async () => {
    const { code, output } = await world.run("preflight", {
      GITHUB_SHA: git(world.remote, "rev-parse", "v1.1.0"),
    });
    assert.equal(code, 1);
    assert.match(output, /tag v1\.2\.0: was moved to [0-9a-f]{12} after this run had begun;/);
    assert.match(output, /build\.yml: has no run for a push to main/);
    assert.match(output, /OIDC claim sha: is /);
  });

  it("checks the publisher alone where it is told so", async () => {
    const { code, output, summary } = await world.run("preflight", { MODE: "check-publisher" });
    assert.equal(code, 0, output);
    assert.doesNotMatch(summary, /Changelog|Build|Index/);
    const onBranch = await world.run("preflight", {
      ...{ MODE: "check-publisher", GITHUB_REF: "refs/heads/main" },
      ...world.github.allowTokens(world.claims({ ref: "refs/heads/main" })),
    });
    assert.match(
      faultsOf(onBranch.output).join("\n"),
      /^environment pypi: lets only tags deploy, .*gh workflow run release\.yml --ref TAG -f mode=check-publisher$/,
    );
  });

  it("says how it is used, and tells misuse from failure", async () => {
    const help = await world.run("preflight", {}, ["--help"]);
    assert.match(help.output, /Usage: node preflight\.mjs/);
    for (const variables of [
      { GITHUB_REF: "" },
      { MODE: "publish" },
      { GITHUB_SHA: "main" },
      { GH_TOKEN: "" },
    ])
      assert.equal((await world.run("preflight", variables)).code, 2);
    assert.equal((await world.run("preflight", {}, ["--wait", "long"])).code, 2);
  });
});

describe("preflight of what can't be released", function () {
  this.timeout(60_000);

  it("refuses a commit off the default branch and a changelog without the version; mended, it goes on", async () => {
    await using world = await World.start();
    git(world.remote, "checkout", "--quiet", "-b", "side");
    world.write("CHANGELOG.md", "# Changes\n\n## 1.1.0\n\n- First.\n");
    const commit = world.commitAll("On the side");
    git(world.remote, "tag", "--force", "v1.2.0");
    await world.built("failure", commit);
    world.take();
    const job = world.github.allowTokens(world.claims({ sha: commit }));
    const { code, output, outputs } = await world.run("preflight", { GITHUB_SHA: commit, ...job });
    assert.equal(code, 1);
    assert.deepEqual(
      faultsOf(output).map((line) => line.split(/[;,] |: http/)[0]),
      [
        `tag v1.2.0: is at ${commit.slice(0, 12)}`,
        "CHANGELOG.md: has no heading that names 1.2.0",
        "build.yml: ended as failure on the tagged commit",
      ],
    );
    assert.equal(outputs, "");
    git(world.remote, "tag", "--force", "v1.2.0", world.commit);
    git(world.remote, "checkout", "--quiet", "main");
    git(world.remote, "checkout", "--quiet", world.commit, "--", ".");
    world.take();
    git(world.checkout, "checkout", "--quiet", "v1.2.0");
    const mended = await world.run("preflight");
    assert.equal(mended.code, 0, mended.output);
  });

  it("refuses an index that holds other contents, and goes on with its own", async () => {
    await using world = await World.start();
    await world.upload(sdist);
    const refused = await world.run("preflight");
    assert.equal(refused.code, 1);
    assert.match(
      faultsOf(refused.output).join("\n"),
      /^PyPI, pkg-1\.2\.0\.tar\.gz: is other contents than this release's: .*release a new version: /,
    );
    await world.attest(sdist, "0".repeat(40));
    assert.equal((await world.run("preflight")).code, 1);
    await world.attest(sdist);
    const own = await world.run("preflight");
    assert.equal(own.code, 0, own.output);
  });

  it("refuses a release that was begun more than 14 days ago and lacks a file", async () => {
    const day = 24 * 60 * 60 * 1000;
    await using world = await World.start({ index: { now: () => Date.now() - 15 * day } });
    await world.upload(sdist);
    await world.attest(sdist);
    const { code, output } = await world.run("preflight");
    assert.equal(code, 1);
    assert.match(
      faultsOf(output).join("\n"),
      /^PyPI: takes no new file, .* 15 days ago and lacks the wheel; release a new/,
    );
  });

  it("refuses a checkout without its history, and an environment without its rules", async () => {
    await using world = await World.start();
    git(world.checkout, "remote", "rename", "origin", "elsewhere");
    await world.call("PUT", "repos/acme/pkg/environments/pypi", { prevent_self_review: true });
    const { code, output } = await world.run("preflight", {}, ["--wait", "0"]);
    assert.equal(code, 1);
    assert.deepEqual(
      faultsOf(output).map((line) => line.split(";")[0]),
      [
        "checkout: does not hold refs/remotes/origin/main",
        "environment pypi: does not have the reviewers mona",
        "environment pypi: lets whoever started a release approve it",
        "environment pypi: lets any branch and tag deploy, declared are the tags v*",
      ],
    );
  });
});
