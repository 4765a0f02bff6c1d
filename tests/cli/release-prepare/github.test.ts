import assert from "node:assert/strict";
import { FaultsError } from "../../../config/fault.ts";
import { prepare, type Asked } from "../../../documents/release/prepare.ts";
import { propose, type Proposal } from "../../../cli/release-prepare/propose.ts";
import { openRepository } from "../../../cli/release-prepare/repository.ts";
import { withFaults } from "../../../cli/release-prepare/refused.ts";
import { parseSettings } from "../../../config/parse.ts";
import { buildPlan } from "../../../plan/build.ts";
import { least, rawConfig } from "../../config/raw-config.ts";
import type { Intercept } from "../../../rehearsal/github/http/intercept.ts";
import * as tests from "../../provider/resources/delivery/repository.ts";

/** A stack whose package keeps its version, a module and a changelog; `more` is added to its package. */
function planOf(more = "  versionModules: [pkg/__init__.py]\n  changelog: CHANGELOG.md\n") {
  const config = least.replace("slipway:index:", `${more}slipway:index:`);
  return buildPlan({ project: "slipway", stack: "dev" }, parseSettings(rawConfig(config)));
}

const pyproject = '[project]\nname = "pkg"\nversion = "1.1.0"\n';
const files = {
  "pyproject.toml": pyproject,
  "pkg/__init__.py": '__version__ = "1.1.0"\n',
  "CHANGELOG.md": "# Changelog\n\n## [Unreleased]\n\n- A thing.\n\n## [1.1.0] - 2026-01-01\n\n- Old.\n",
};

type Result = Proposal & {
  readonly version: string;
  readonly paths: readonly string[];
  readonly notices: readonly string[];
};

interface Made {
  readonly sha: string;
}

describe("release:prepare on GitHub", function () {
  this.timeout(30_000);
  let repository: tests.TestRepository;
  const open = async (given: Readonly<Record<string, string>> = files, options?: object) => {
    repository = await tests.openRepository(options);
    await repository.edit(given);
  };
  afterEach(() => repository.dispose());

  const tag = async (name: string) => {
    const ref = {
      owner: "octo-org",
      repo: "example",
      ref: `refs/tags/${name}`,
      sha: await repository.head(),
    };
    await repository.client.request("POST /repos/{owner}/{repo}/git/refs", ref);
  };

  /** What came of it; a string: nothing was to be changed, or the faults. */
  const run = async (asked: Partial<Asked> = {}, plan = planOf()): Promise<Result | string> => {
    try {
      const found = await withFaults("", () => openRepository(repository.client, plan));
      const whole = { version: null, bump: null, today: "2026-11-22", ...asked };
      const preparation = await prepare(plan, found, whole);
      const { version, edits, notices } = preparation;
      if (edits.size === 0) return `nothing is to be changed for ${version}`;
      return { ...(await propose(plan, found, preparation)), version, paths: [...edits.keys()], notices };
    } catch (error) {
      if (error instanceof FaultsError) return error.message;
      throw error;
    }
  };
  const said = async (...args: Parameters<typeof run>): Promise<string> => {
    const result = await run(...args);
    return typeof result === "string" ? result : JSON.stringify(result);
  };
  const done = async (...args: Parameters<typeof run>): Promise<Result> => {
    const result = await run(...args);
    assert.ok(typeof result !== "string", JSON.stringify(result));
    return result;
  };
  const pullBody = async (pull_number: number) => {
    const asked = { owner: "octo-org", repo: "example", pull_number };
    const { data } = await repository.client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", asked);
    return data as { readonly title: string; readonly body: string };
  };

  it("proposes version, module and changelog in one commit, and says what happens next", async () => {
    await open();
    await tag("v1.1.0");
    const { action, number, branch, version, paths } = await done({ bump: "minor" });
    assert.deepEqual([action, branch, version], ["opened", "release/1.2.0", "1.2.0"]);
    assert.deepEqual(paths, ["pyproject.toml", "pkg/__init__.py", "CHANGELOG.md"]);
    const [pull] = await repository.pulls();
    assert.equal(pull?.commits, 1);
    assert.deepEqual(pull.paths, [...paths].sort());
    assert.equal(await repository.text("pyproject.toml", branch), pyproject.replace("1.1.0", "1.2.0"));
    assert.equal(await repository.text("pkg/__init__.py", branch), '__version__ = "1.2.0"\n');
    assert.match(
      (await repository.text("CHANGELOG.md", branch)) ?? "",
      /## \[1\.2\.0\] - 2026-11-22\n\n- A thing\./,
    );
    const { title, body } = await pullBody(number);
    assert.equal(title, "Prepare example-package 1.2.0");
    assert.match(body, /1\. Merge this pull request\.\n2\. Wait until the build/);
    assert.match(body, /git tag v1\.2\.0 origin\/main && git push origin v1\.2\.0/);
    assert.match(body, /GITHUB_TOKEN starts no workflow/);
  });

  it("proposes a pre-release that is asked for", async () => {
    await open();
    await tag("v1.1.0");
    const { version, branch } = await done({ version: "1.2.0rc1" });
    assert.equal(version, "1.2.0rc1");
    assert.match((await repository.text("pyproject.toml", branch)) ?? "", /version = "1\.2\.0rc1"/);
  });

  it("does nothing when it runs again, and follows what changes on the default branch", async () => {
    await open();
    await tag("v1.1.0");
    const first = await done();
    const head = await repository.head(first.branch);
    assert.equal((await done()).action, "unchanged");
    assert.equal(await repository.head(first.branch), head);
    await repository.edit({ "CHANGELOG.md": files["CHANGELOG.md"].replace("A thing.", "Another thing.") });
    const again = await done();
    assert.deepEqual([again.action, again.number], ["updated", first.number]);
    assert.match((await repository.text("CHANGELOG.md", first.branch)) ?? "", /Another thing\./);
    const [pull, ...others] = await repository.pulls();
    // The first, and one that brings it up to the default branch: nothing is ever moved by force.
    assert.deepEqual([pull?.commits, others], [2, []]);
    assert.ok((await repository.ancestors(first.branch)).includes(head));
    await repository.merge("merge");
    assert.equal(await run(), "nothing is to be changed for 1.1.1");
  });

  it("opens another pull request where the first was closed", async () => {
    await open();
    await tag("v1.1.0");
    await done();
    await repository.close();
    assert.equal((await done()).action, "opened");
  });

  it("leaves a branch alone that holds another's commits, or an amended one", async () => {
    await open();
    await tag("v1.1.0");
    const { branch } = await done();
    const theirs = await repository.edit({ "README.md": "Mine\n" }, branch);
    const refused =
      /^octo-org\/example: branch release\/1\.1\.1 holds commits that are not this stack's; merge/;
    assert.match(await said(), refused);
    assert.equal(await repository.head(branch), theirs);
    await repository.deleteBranch(branch);
    await done();
    const amended = await repository.amend(branch, { "README.md": "Mine\n" });
    assert.match(await said(), refused);
    assert.equal(await repository.head(branch), amended);
  });

  it("loses nothing that is pushed to its branch while it runs", async () => {
    let theirs = "";
    const intercept: Intercept = async ({ operation }) => {
      const isAgain = (await repository.pulls()).length > 0;
      if (operation === "POST /repos/{owner}/{repo}/git/commits" && isAgain)
        theirs = await repository.edit({ "README.md": "Mine\n" }, "release/1.2.0");
      return undefined;
    };
    await open(files, { intercept });
    await done({ version: "1.2.0" });
    await repository.edit({ "README.md": "New\n" });
    assert.match(
      await said({ version: "1.2.0" }),
      /^octo-org\/example: branch release\/1\.2\.0 was made or moved by another meanwhile; run it again/,
    );
    assert.equal(await repository.head("release/1.2.0"), theirs);
  });

  it("leaves a branch alone that another stack made", async () => {
    await open();
    await done({ version: "1.2.0" });
    const other = { ...planOf(), stack: "prod" };
    assert.match(await said({ version: "1.2.0" }, other), /holds commits that are not this stack's/);
  });

  it("refuses a version that is tagged, or lower, before anything is made", async () => {
    await open();
    await tag("v1.1.0");
    await tag("v1.3.0");
    assert.match(await said({ version: "1.3.0" }), /^--version 1\.3\.0: is tagged already/);
    assert.match(await said({ version: "1.2.0" }), /^--version 1\.2\.0: is lower than 1\.3\.0, the newest/);
    assert.deepEqual(await repository.pulls(), []);
  });

  it("tells all faults at once: a file without a version, a module without one", async () => {
    await open({ "pyproject.toml": '[project]\nname = "pkg"\n', "pkg/__init__.py": "", "CHANGELOG.md": "" });
    const lines = (await said({ version: "1.2.0" })).split("\n");
    assert.equal(lines.length, 2);
    assert.match(
      lines[0] ?? "",
      /^pyproject\.toml \(octo-org\/example, branch main\): states no version as a text; name/,
    );
    assert.match(lines[1] ?? "", /^pkg\/__init__\.py \(.*\): states no __version__ as a text; write/);
  });

  it("changes the module alone where pyproject.toml computes the version from it", async () => {
    await open({ ...files, "pyproject.toml": '[project]\nname = "pkg"\ndynamic = ["version"]\n' });
    assert.deepEqual((await done({ version: "1.2.0" })).paths, ["pkg/__init__.py", "CHANGELOG.md"]);
  });

  it("bumps nothing where tags decide: the changelog alone, or nothing at all", async () => {
    await open(files);
    await tag("v1.1.0");
    const fromTags = (more = "") => planOf(`  version: {from: tags}\n${more}`);
    assert.equal(await run({}, fromTags()), "nothing is to be changed for 1.1.1");
    const { paths } = await done({ bump: "minor" }, fromTags("  changelog: CHANGELOG.md\n"));
    assert.deepEqual(paths, ["CHANGELOG.md"]);
  });

  it("refuses a changelog in which nothing waits, and one that is not there", async () => {
    await open({ ...files, "CHANGELOG.md": "# Changelog\n\n## 1.1.0\n\n- Old.\n" });
    assert.match(
      await said({ version: "1.2.0" }),
      /^CHANGELOG\.md \(.*\): has no section for 1\.2\.0 and none that is headed Unreleased; write/,
    );
    await repository.edit({ "CHANGELOG.md": null });
    assert.match(
      await said({ version: "1.2.0" }),
      /^CHANGELOG\.md \(.*\): is not there as a text file; add it/,
    );
  });

  it("keeps the ends of lines, and what else is in the files", async () => {
    const dos = (text: string) => text.replaceAll("\n", "\r\n");
    await open({
      "pyproject.toml": dos(pyproject),
      "CHANGELOG.md": dos(files["CHANGELOG.md"]),
      "pkg/__init__.py": '__version__ = "1.1.0"',
    });
    const { branch } = await done({ version: "1.2.0" });
    assert.equal(await repository.text("pyproject.toml", branch), dos(pyproject).replace("1.1.0", "1.2.0"));
    assert.equal(await repository.text("pkg/__init__.py", branch), '__version__ = "1.2.0"');
    assert.ok(!/[^\r]\n/.test((await repository.text("CHANGELOG.md", branch)) ?? "\n"));
  });

  it("keeps the mode of a file, and refuses a link in the place of one", async () => {
    await open();
    const at = { owner: "octo-org", repo: "example" };
    const make = async (what: string, body: object) =>
      (
        (await repository.client.request(`POST /repos/{owner}/{repo}/git/${what}`, { ...at, ...body }))
          .data as Made
      ).sha;
    const parent = await repository.head();
    const entry = { path: "pyproject.toml", mode: "100755", type: "blob", content: pyproject };
    const tree = await make("trees", { base_tree: parent, tree: [entry] });
    const sha = await make("commits", { tree, parents: [parent], message: "By hand" });
    await repository.client.request("PATCH /repos/{owner}/{repo}/git/refs/heads/main", { ...at, sha });
    const { branch } = await done({ version: "1.2.0" });
    const route = "GET /repos/{owner}/{repo}/git/trees/{tree}";
    const { data } = await repository.client.request(route, { ...at, tree: branch });
    const entries = (data as { readonly tree: readonly { readonly path: string; readonly mode: string }[] })
      .tree;
    assert.equal(entries.find(({ path }) => path === "pyproject.toml")?.mode, "100755");
    await repository.put("pyproject.toml", "120000");
    assert.match(
      await said({ version: "1.2.0" }),
      /^pyproject\.toml \(.*\): is not there as a text file; name/,
    );
  });

  it("says which rule keeps it from its branch, and how to let it", async () => {
    await open();
    const { branch } = await done({ version: "1.2.0" });
    await repository.protect(`refs/heads/${branch}`);
    await repository.edit({ "README.md": "New\n" });
    assert.match(
      await said({ version: "1.2.0" }),
      /^octo-org\/example: can't move the branch release\/1\.2\.0: a rule of the repository protects that branch \(.*\); let the token's owner make and move release\/1\.2\.0/,
    );
  });

  it("works where the default branch takes nothing but pull requests", async () => {
    await open();
    await repository.protect("refs/heads/main");
    assert.equal((await done({ version: "1.2.0" })).action, "opened");
  });

  it("says which branch stands in the way of its name", async () => {
    await open();
    await repository.createBranch("release", await repository.head());
    assert.match(
      await said({ version: "1.2.0" }),
      /can't make the branch release\/1\.2\.0: a branch stands in the way .*; rename the branch release, then/,
    );
  });

  it("says what a token may not do, and a repository that it can't see", async () => {
    await open(files, { token: { permissions: { contents: "read" } } });
    assert.match(
      await said({ version: "1.2.0" }),
      /the token lacks the permission .*; give it "Contents: write"/,
    );
    const elsewhere = { ...planOf(), repository: { ...planOf().repository, name: "nowhere" } };
    assert.match(
      await said({ version: "1.2.0" }, elsewhere),
      /^octo-org\/nowhere: is no repository that the token can see/,
    );
  });
});
