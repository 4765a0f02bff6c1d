import assert from "node:assert/strict";
import { seedOf } from "../../../cli/rehearsal/seed.ts";

describe("what the emulated GitHub has before", () => {
  it("takes repository and reviewers from the stack file", () => {
    const seed = seedOf({
      "slipway:package": { repository: "octo/pkg" },
      "slipway:repository": { visibility: "private", defaultBranch: "trunk" },
      "slipway:environments": { pypi: { reviewers: ["ann", "octo/team"] }, test: { reviewers: ["ann"] } },
    });
    assert.deepEqual(seed, {
      repositories: [{ owner: "octo", name: "pkg", defaultBranch: "trunk", visibility: "private" }],
      users: ["ann"],
      teams: ["octo/team"],
    });
  });

  it("takes the files of an existing package, however its name is written, and of no other", () => {
    const filesOf = (repository: string) =>
      seedOf({ "slipway:package": { repository } }).repositories[0]?.files;
    assert.equal(filesOf("TheLustriVA/PyVenice"), filesOf("thelustriva/pyvenice"));
    assert.match(filesOf("TheLustriVA/PyVenice") ?? "", /rehearsal\/packages\/pyvenice$/);
    for (const other of ["TheLustriVA/PyVenice-staging", "octo/pyvenice", "octo/constructor"])
      assert.equal(filesOf(other), undefined);
  });

  it("makes nothing of what is not a repository, since it names a folder", () => {
    for (const repository of ["../../etc/passwd", "octo/..", "octo/.git", "octo", 7, undefined]) {
      assert.deepEqual(seedOf({ "slipway:package": { repository } }).repositories, []);
    }
  });

  const branchFor = (defaultBranch: string) =>
    seedOf({
      "slipway:package": { repository: "octo/pkg" },
      "slipway:repository": { defaultBranch },
    }).repositories[0]?.defaultBranch;

  it("takes any branch that git takes", () => {
    for (const branch of ["größe/日本", "@x", "release/1.x"]) assert.equal(branchFor(branch), branch);
  });

  it("leaves a branch that is none to the configuration's own check", () => {
    for (const branch of ["a..b", "x.lock", "-d", "HEAD"]) assert.equal(branchFor(branch), "main");
  });
});
