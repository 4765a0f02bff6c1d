import assert from "node:assert/strict";
import type { Environment } from "../../../tasks/github/runs.ts";
import { checkEnvironment } from "../../../tasks/preflight/environment.ts";
import { fitsPattern } from "../../../tasks/preflight/ref-pattern.ts";
import { told } from "./told.ts";

const declared = {
  ...{ name: "pypi", reviewers: ["mona", "acme/release"], preventSelfReview: true },
  ...{ waitTimer: 10, tags: ["v*"] },
};
const sound: Environment = {
  ...declared,
  policies: { tags: ["v*"], branches: [] },
  protectedBranches: false,
};
const deployment = { tag: "v1.2.0", workflow: "release.yml", mode: "release" } as const;
const check = (more: Partial<Environment>, tag: string | null = "v1.2.0") =>
  checkEnvironment(declared, { ...sound, ...more }, { ...deployment, tag });

describe("the environment of a publishing job", () => {
  it("is sound with exactly the declared rules, names in any case", () => {
    const found = check({ reviewers: ["Mona", "acme/Release"] });
    assert.deepEqual([found.faults, found.notices], [[], []]);
  });

  it("is refused where it is missing or lets through what the declaration would hold", () => {
    assert.match(
      told(checkEnvironment(declared, null, deployment))[0] ?? "",
      /^environment pypi: is not there; let the stack make it so \(pulumi up\)/,
    );
    const lax: readonly (readonly [Partial<Environment>, RegExp])[] = [
      [{ reviewers: ["mona"] }, /does not have the reviewers acme\/release;/],
      [{ reviewers: [...declared.reviewers, "hubot"] }, /lets hubot approve, who are not declared;/],
      [{ preventSelfReview: false }, /lets whoever started a release approve it;/],
      [{ waitTimer: 5 }, /waits 5 min, declared are 10;/],
      [{ policies: null }, /lets any branch and tag deploy, declared are the tags v\*;/],
      [{ policies: { tags: ["v*", "*"], branches: [] } }, /lets the tags \* deploy, declared are v\*;/],
      [{ policies: { tags: ["v*"], branches: ["main"] } }, /lets the branches main deploy/],
    ];
    for (const [more, fault] of lax) {
      const faults = told(check(more));
      assert.equal(faults.length, 1, faults.join("\n"));
      assert.match(faults[0] ?? "", fault);
    }
    assert.equal(told(check({ reviewers: [], waitTimer: 0, policies: null })).length, 3);
  });

  it("may be stricter, which is told", () => {
    const loose = { ...declared, reviewers: [], preventSelfReview: false, waitTimer: 0, tags: ["v*", "w*"] };
    const found = checkEnvironment(loose, sound, deployment);
    assert.deepEqual(found.faults, []);
    assert.deepEqual(found.notices, [
      "asks mona, acme/release for approval, which is stricter than declared",
      "lets nobody approve a release of their own, which is stricter than declared",
      "waits 10 min, which is stricter than declared",
      "lets no tags w* deploy, which is stricter than declared",
    ]);
  });

  it("refuses a run on what it does not let deploy, with how to start it on a tag", () => {
    for (const [tag, fault] of [
      [
        "w1.2.0",
        /does not let the tag w1\.2\.0 deploy; start it on a tag that may \(v\*\): gh workflow run release\.yml --ref TAG -f mode=release$/,
      ],
      [null, /lets only tags deploy, and this run is on none; /],
    ] as const)
      assert.match(told(check({}, tag)).join("\n"), fault);
    assert.equal(told(check({ policies: null, protectedBranches: true })).length, 2);
  });

  it("takes tags by patterns as GitHub does", () => {
    for (const [name, pattern, fits] of [
      ["v1.2.0", "v*", true],
      ["v1.2.0", "v?.?.?", true],
      ["v1x2", "v1.2", false],
      ["pkg/v1", "v*", false],
      ["pkg/v1", "*", false],
      ["pkg/v1", "pkg/v*", true],
      ["a/b/v1", "**/v*", true],
      ["v1", "**/v*", true],
      ["v1", "v[0-9]", true],
      ["va", "v[!0-9]", true],
      ["v1", "v[^0-9]", false],
      ["v*", "v\\*", true],
      ["v1", "v\\*", false],
    ] as const)
      assert.equal(fitsPattern(name, pattern), fits, `${name} by ${pattern}`);
  });
});
