import assert from "node:assert/strict";
import { emulate, type Emulated } from "../emulated.ts";

const hello = "/repos/octocat/hello";

/** An environment that lets only what is named deploy. */
async function restrict(
  { client }: Emulated,
  policies: readonly { name: string; type: string }[],
): Promise<void> {
  const policy = { protected_branches: false, custom_branch_policies: true };
  await client.put(`${hello}/environments/pypi`, { deployment_branch_policy: policy });
  for (const one of policies) await client.post(`${hello}/environments/pypi/deployment-branch-policies`, one);
}

describe("an environment of the emulated GitHub", () => {
  it("takes tags and branches by their own policies alone, and says so of others in GitHub's words", async () => {
    await using github = await emulate();
    await restrict(github, [
      { name: "v*", type: "tag" },
      { name: "release/*", type: "branch" },
    ]);
    const faultOf = (ref: string) => github.server.deploymentFault("octocat/hello", "PyPI", ref);
    assert.equal(faultOf("refs/tags/v1.0"), null);
    assert.equal(faultOf("refs/heads/release/1"), null);
    assert.equal(
      faultOf("refs/heads/v1.0"),
      'Branch "v1.0" is not allowed to deploy to pypi due to environment protection rules.',
    );
    assert.equal(
      faultOf("refs/tags/release/1"),
      'Tag "release/1" is not allowed to deploy to pypi due to environment protection rules.',
    );
    assert.notEqual(faultOf("refs/tags/v1/x"), null, "a star stays within a part of the name");
  });

  it("takes nothing where its policies name nothing, and all where it has none or is not there", async () => {
    await using github = await emulate();
    await restrict(github, []);
    const faultOf = (environment: string) =>
      github.server.deploymentFault("octocat/hello", environment, "refs/heads/main");
    assert.notEqual(faultOf("pypi"), null);
    await github.client.put(`${hello}/environments/open`, {});
    assert.deepEqual([faultOf("open"), faultOf("unheard-of")], [null, null]);
  });

  it("takes protected branches alone, once there are some, and never a tag", async () => {
    await using github = await emulate();
    const { client, server } = github;
    const policy = { protected_branches: true, custom_branch_policies: false };
    await client.put(`${hello}/environments/pypi`, { deployment_branch_policy: policy });
    const faultOf = (ref: string) => server.deploymentFault("octocat/hello", "pypi", ref);
    assert.equal(faultOf("refs/heads/topic"), null);
    assert.notEqual(faultOf("refs/tags/v1"), null);
    await client.post(`${hello}/rulesets`, {
      name: "default",
      target: "branch",
      enforcement: "active",
      conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      rules: [{ type: "deletion" }],
    });
    assert.equal(faultOf("refs/heads/main"), null);
    assert.notEqual(faultOf("refs/heads/topic"), null);
  });

  it("names who may let a job in: people and teams", async () => {
    await using github = await emulate();
    const { client, server } = github;
    const user = (await client.get("/users/hubot")).body["id"];
    const team = (await client.get("/orgs/acme/teams/release")).body["id"];
    const reviewers = [
      { type: "User", id: user },
      { type: "Team", id: team },
    ];
    await client.put(`${hello}/environments/pypi`, { reviewers });
    assert.deepEqual(server.reviewersOf("octocat/hello", "pypi"), ["hubot", "acme/release"]);
    assert.deepEqual(server.reviewersOf("octocat/hello", "testpypi"), []);
  });
});
