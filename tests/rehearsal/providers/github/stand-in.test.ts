import assert from "node:assert/strict";
import { UNKNOWN, type Properties } from "../../../../provider/protocol/provider.ts";
import { actionsSecret } from "../../../../rehearsal/providers/github/actions-secret.ts";
import { branch } from "../../../../rehearsal/providers/github/branch.ts";
import type { Hub } from "../../../../rehearsal/providers/github/hub.ts";
import { joinId, splitId, timeOf } from "../../../../rehearsal/providers/github/naming.ts";
import {
  repositoryEnvironment,
  repositoryEnvironmentDeploymentPolicy,
} from "../../../../rehearsal/providers/github/repository-environment.ts";
import { repositoryFile } from "../../../../rehearsal/providers/github/repository-file.ts";
import { actionsRepositoryPermissions } from "../../../../rehearsal/providers/github/repository-permissions.ts";
import { resourceOf, type StandIn } from "../../../../rehearsal/providers/github/stand-in.ts";

const hub: Hub = {
  owner: () => Promise.resolve("example-owner"),
  request: () => Promise.reject(new Error("asked GitHub")),
  find: () => Promise.reject(new Error("asked GitHub")),
};

function check(standIn: StandIn, inputs: Properties) {
  return resourceOf(standIn).check(inputs, hub);
}

/** `before` are inputs, or inputs and outputs. */
function diff(standIn: StandIn, before: Properties | readonly [Properties, Properties], news: Properties) {
  const [inputs, outputs] = before instanceof Array ? before : [before, before];
  const found = resourceOf(standIn).diff({ type: standIn.type, id: "id", inputs, outputs }, news, hub);
  if (found instanceof Promise) throw new Error("a stand-in compares at once");
  return found;
}

describe("a stand-in's check", () => {
  it("fills in the provider's defaults", () => {
    const { inputs, failures } = check(repositoryEnvironment, { repository: "a", environment: "b" });
    assert.deepEqual(inputs, {
      repository: "a",
      environment: "b",
      canAdminsBypass: true,
      preventSelfReview: false,
    });
    assert.deepEqual(failures, []);
  });

  it("names missing, unknown and impossible inputs", () => {
    const { failures = [] } = check(actionsRepositoryPermissions, { allowedActions: "some", extra: 1 });
    assert.deepEqual(failures.map(({ property }) => property).sort(), [
      "allowedActions",
      "extra",
      "repository",
    ]);
  });

  it("lets through what is not known yet", () => {
    const inputs = { repository: UNKNOWN, allowedActions: UNKNOWN };
    assert.deepEqual(check(actionsRepositoryPermissions, inputs).failures, []);
  });

  it("wants one value of a secret, and one pattern of a policy", () => {
    const secret = { repository: "a", secretName: "B" };
    assert.equal(check(actionsSecret, secret).failures?.length, 1);
    assert.equal(check(actionsSecret, { ...secret, value: "c" }).failures?.length, 0);
    const policy = { repository: "a", environment: "b", branchPattern: "c", tagPattern: "d" };
    assert.equal(check(repositoryEnvironmentDeploymentPolicy, policy).failures?.length, 1);
  });
});

describe("a stand-in's diff", () => {
  const file = { repository: "a", file: "b", content: "c" };

  it("updates a file's content and replaces one with another path", () => {
    assert.deepEqual(diff(repositoryFile, file, { ...file, content: "d" }), {
      changes: ["content"],
      replaces: [],
    });
    assert.deepEqual(diff(repositoryFile, file, { ...file, file: "d" }), {
      changes: ["file"],
      replaces: ["file"],
    });
  });

  it("takes what the service decided for the same as what the program leaves open", () => {
    const outputs = { ...file, branch: "main", commitMessage: "Add b" };
    assert.deepEqual(diff(repositoryFile, [file, outputs], file).changes, []);
    assert.deepEqual(diff(repositoryFile, [file, outputs], { ...file, branch: "main" }).changes, []);
    assert.deepEqual(diff(repositoryFile, [file, outputs], { ...file, branch: "next" }).replaces, ["branch"]);
  });

  it("replaces a branch for whatever changes", () => {
    const old = { repository: "a", branch: "b", sourceBranch: "main" };
    assert.deepEqual(diff(branch, old, { ...old, sourceBranch: "c" }).replaces, ["sourceBranch"]);
  });

  it("takes lists without order as such", () => {
    const config = (patternsAlloweds: string[]) => ({
      repository: "a",
      allowedActionsConfig: { githubOwnedAllowed: true, patternsAlloweds },
    });
    assert.deepEqual(diff(actionsRepositoryPermissions, config(["a", "b"]), config(["b", "a"])).changes, []);
    assert.equal(diff(actionsRepositoryPermissions, config(["a"]), config(["b"])).changes.length, 1);
  });

  it("takes absent, empty, false and 0 for the same", () => {
    const old = { repository: "a", environment: "b", waitTimer: 0, reviewers: [] };
    assert.deepEqual(diff(repositoryEnvironment, old, { repository: "a", environment: "b" }).changes, []);
  });

  it("replaces a policy that turns from branches to tags, and changes a pattern in place", () => {
    const policy = { repository: "a", environment: "b", branchPattern: "c" };
    const tags = { repository: "a", environment: "b", tagPattern: "c" };
    assert.deepEqual(diff(repositoryEnvironmentDeploymentPolicy, policy, tags).replaces, [
      "branchPattern",
      "tagPattern",
    ]);
    assert.deepEqual(
      diff(repositoryEnvironmentDeploymentPolicy, tags, { ...tags, tagPattern: "d" }).replaces,
      [],
    );
  });

  it("sees by its time that somebody else set a secret", () => {
    const secret = { repository: "a", secretName: "B", value: "c" };
    const outputs = { ...secret, updatedAt: "1", remoteUpdatedAt: "2" };
    assert.deepEqual(diff(actionsSecret, [secret, outputs], secret).changes, ["updatedAt"]);
  });
});

describe("a stand-in's refresh", () => {
  const read = async (live: Properties, inputs: Properties) => {
    const standIn: StandIn = { ...actionsRepositoryPermissions, read: () => Promise.resolve(live) };
    return resourceOf(standIn).read(hub, {
      type: standIn.type,
      id: "a",
      inputs,
      outputs: { repository: "a" },
    });
  };
  const inputs = {
    repository: "a",
    enabled: true,
    allowedActionsConfig: { githubOwnedAllowed: true, patternsAlloweds: ["b", "a"] },
  };

  it("keeps the program's way of writing what means the same", async () => {
    const live = {
      repository: "a",
      enabled: true,
      shaPinningRequired: false,
      allowedActionsConfig: {
        githubOwnedAllowed: true,
        patternsAlloweds: ["a", "b"],
        verifiedAllowed: false,
      },
    };
    assert.deepEqual((await read(live, inputs))?.inputs, inputs);
  });

  it("shows in the inputs what differs, given or not", async () => {
    const found = await read(
      { repository: "a", enabled: false, allowedActions: "all" },
      { repository: "a", enabled: true },
    );
    assert.deepEqual(found?.inputs, { repository: "a", enabled: false, allowedActions: "all" });
  });
});

describe("a stand-in's preview", () => {
  it("knows the inputs and leaves open what only the service can tell", () => {
    const resource = resourceOf(repositoryEnvironment);
    const inputs = { repository: "a", environment: "b" };
    assert.deepEqual(resource.preview(inputs), { ...inputs, repositoryId: UNKNOWN });
    const old = { type: "", id: "", inputs, outputs: { ...inputs, repositoryId: 7 } };
    assert.equal(resource.preview({ ...inputs, waitTimer: 1 }, old)["repositoryId"], 7);
  });
});

describe("the provider's ids and times", () => {
  it("escape the colon", () => {
    assert.equal(joinId("repo", "a:b", "c"), "repo:a??b:c");
    assert.deepEqual(splitId("repo:a??b", "repository", "environment"), {
      repository: "repo",
      environment: "a:b",
    });
    assert.throws(() => splitId("repo", "repository", "environment"), /expected repository:environment/);
  });

  it("are written as Go writes them", () => {
    assert.equal(timeOf("2026-01-02T03:04:05Z"), "2026-01-02 03:04:05 +0000 UTC");
  });
});
