import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { text, type Answer, type CheckedClient } from "./checked-client.ts";
import { base64, emulate } from "./emulated.ts";

/** Where terraform-provider-github 6 sends everything, given an address that is not GitHub's own. */
const api = "/api/v3";
const hello = `${api}/repos/octocat/hello`;

async function expect(answer: Promise<Answer>, status: number): Promise<void> {
  const got = await answer;
  assert.equal(got.status, status, JSON.stringify(got.body));
}

/** The requests of each resource in the order of the provider's sources, with the fields that it reads of the answers. */
describe("the requests of the real github provider, answered by the emulated GitHub", () => {
  it("configure it for a person or an organization", async () => {
    await using github = await emulate();
    const { client } = github;
    assert.equal((await client.get(`${api}/user`)).body["login"], "octocat");
    assert.equal((await client.get(`${api}/orgs/octocat`)).status, 404);
    assert.equal(typeof (await client.get(`${api}/orgs/acme`)).body["id"], "number");
  });

  it("create, read, change and delete a RepositoryFile", async () => {
    await using github = await emulate();
    const { client } = github;
    const file = `${hello}/contents/.github/workflows/release.yml`;
    const author = { name: "Slipway", email: "slipway@example.com" };
    const request = {
      message: "Deliver",
      content: base64("on: push\n"),
      branch: "main",
      author,
      committer: author,
    };
    await expect(client.get(`${hello}/branches/main`), 200);
    await expect(client.get(`${file}?ref=main`), 404);
    const made = await client.put(file, request);
    const read = await readFile(client, file);
    assert.equal(read["committer"]?.["name"], "Slipway");
    assert.equal(read["message"], "Deliver");
    const sha = made.body["content"]?.["sha"];
    await expect(client.put(file, { ...request, content: base64("on: {}\n"), sha }), 200);
    const next = await client.get(`${file}?ref=main`);
    const deletion = {
      message: "Deliver",
      content: base64("on: {}\n"),
      sha: next.body["sha"],
      branch: "main",
    };
    await expect(client.delete(file, deletion), 200);
    await expect(client.get(`${file}?ref=main`), 404);
  });

  it("create, read and reset ActionsRepositoryPermissions and WorkflowRepositoryPermissions", async () => {
    await using github = await emulate();
    const { client } = github;
    const actions = `${hello}/actions/permissions`;
    const selected = { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ["a/b@*"] };
    await expect(
      client.put(actions, { enabled: true, allowed_actions: "selected", sha_pinning_required: true }),
      204,
    );
    await expect(client.put(`${actions}/selected-actions`, selected), 204);
    const { body } = await client.get(actions);
    assert.deepEqual(
      [body["enabled"], body["allowed_actions"], body["sha_pinning_required"]],
      [true, "selected", true],
    );
    assert.deepEqual((await client.get(`${actions}/selected-actions`)).body, selected);
    const workflow = { default_workflow_permissions: "read", can_approve_pull_request_reviews: false };
    await expect(client.put(`${actions}/workflow`, workflow), 204);
    assert.deepEqual((await client.get(`${actions}/workflow`)).body, workflow);
    await expect(client.put(actions, { enabled: true, allowed_actions: "all" }), 204);
  });

  it("create, read, change and delete a RepositoryRuleset", async () => {
    await using github = await emulate();
    const { client } = github;
    const ruleset = {
      name: "Release tags",
      target: "tag",
      source_type: "Repository",
      source: "hello",
      enforcement: "active",
      bypass_actors: [],
      conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
      rules: [{ type: "deletion" }, { type: "update", parameters: { update_allows_fetch_and_merge: false } }],
    };
    const made = await client.post(`${hello}/rulesets`, ruleset);
    const one = `${hello}/rulesets/${text(made.body["id"])}`;
    const { body } = await client.get(`${one}?includes_parents=false`);
    for (const key of ["name", "target", "enforcement", "bypass_actors", "conditions", "rules"] as const) {
      assert.deepEqual(body[key], ruleset[key], key);
    }
    await expect(client.put(one, { ...ruleset, rules: [{ type: "deletion" }] }), 200);
    await expect(client.delete(one), 204);
    await expect(client.get(`${one}?includes_parents=false`), 404);
  });

  it("create, read and delete a RepositoryEnvironment with its deployment policy", async () => {
    await using github = await emulate();
    const { client } = github;
    const { body: reviewer } = await client.get(`${api}/users/hubot`);
    const environment = `${hello}/environments/pypi`;
    await client.put(environment, {
      wait_timer: 5,
      can_admins_bypass: false,
      prevent_self_review: true,
      reviewers: [{ type: "User", id: reviewer["id"] }],
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    const { body } = await client.get(environment);
    assert.equal(body["can_admins_bypass"], false);
    const rules = body["protection_rules"] as unknown as readonly Record<string, unknown>[];
    assert.deepEqual(
      rules.map(({ type }) => type),
      ["wait_timer", "required_reviewers", "branch_policy"],
    );
    assert.equal(rules[1]?.["prevent_self_review"], true);
    const policies = `${environment}/deployment-branch-policies`;
    const policy = `${policies}/${text((await client.post(policies, { name: "v*", type: "tag" })).body["id"])}`;
    assert.equal((await client.get(policy)).body["type"], "tag");
    await expect(client.put(policy, { name: "w*" }), 200);
    await expect(client.delete(policy), 204);
    await expect(client.get(policy), 404);
    await expect(client.delete(environment), 204);
    await expect(client.get(environment), 404);
  });

  it("create, read, change and delete secrets and variables of a repository and an environment", async () => {
    await using github = await emulate();
    const { client } = github;
    await client.put(`${hello}/environments/pypi`, { can_admins_bypass: true, prevent_self_review: false });
    const id = text((await client.get(hello)).body["id"]);
    const inEnvironment = `${api}/repositories/${id}/environments/pypi/secrets`;
    for (const holder of [inEnvironment, `${hello}/actions/secrets`]) {
      const { body: key } = await client.get(`${holder}/public-key`);
      const encrypted_value = randomBytes(60).toString("base64");
      const secret = { key_id: key["key_id"], encrypted_value };
      await expect(client.put(`${holder}/TOKEN`, secret), 201);
      await expect(client.put(`${holder}/TOKEN`, secret), 204);
      const { body } = await client.get(`${holder}/TOKEN`);
      assert.match(text(body["updated_at"]), /^\d{4}-.*Z$/);
      await expect(client.delete(`${holder}/TOKEN`), 204);
      await expect(client.get(`${holder}/TOKEN`), 404);
    }
    for (const holder of [`${hello}/environments/pypi/variables`, `${hello}/actions/variables`]) {
      await expect(client.post(holder, { name: "INDEX", value: "1" }), 201);
      await expect(client.patch(`${holder}/INDEX`, { name: "INDEX", value: "2" }), 204);
      assert.equal((await client.get(`${holder}/INDEX`)).body["value"], "2");
      await expect(client.delete(`${holder}/INDEX`), 204);
      await expect(client.get(`${holder}/INDEX`), 404);
    }
  });

  it("switch RepositoryVulnerabilityAlerts, and look up people, teams and files", async () => {
    await using github = await emulate();
    const { client } = github;
    const alerts = `${hello}/vulnerability-alerts`;
    await expect(client.put(alerts), 204);
    await expect(client.get(alerts), 204);
    await expect(client.delete(alerts), 204);
    await expect(client.get(alerts), 404);
    await expect(client.get(`${api}/users/hubot`), 200);
    await expect(client.get(`${api}/users/hubot/gpg_keys`), 200);
    await expect(client.get(`${api}/users/hubot/keys`), 200);
    await expect(client.get(`${api}/users/nobody`), 404);
    await expect(client.get(`${hello}/contents/none?ref=main`), 404);
    const { body: team } = await client.get(`${api}/orgs/acme/teams/release`);
    const byId = `${api}/organizations/${text(team["organization"]?.["id"])}/team/${text(team["id"])}`;
    await expect(client.get(`${byId}/members?per_page=100`), 200);
    await expect(client.get(`${byId}/repos?per_page=100`), 200);
    await readFile(client, `${hello}/contents/README.md`);
  });
});

/** Content, then the reference out of its address, then the newest commit that holds the file. */
async function readFile(
  client: CheckedClient,
  file: string,
): Promise<Record<string, Record<string, unknown>>> {
  const { body } = await client.get(`${file}?ref=main`);
  const ref = new URL(text(body["url"])).searchParams.get("ref");
  const path = text(body["path"]);
  const commits = await client.get(`${hello}/commits?path=${encodeURIComponent(path)}&sha=${ref ?? ""}`);
  const [first] = commits.body as unknown as readonly Record<string, string>[];
  const commit = await client.get(`${hello}/commits/${first?.["sha"]}`);
  const files = commit.body["files"] as unknown as readonly { filename: string; status: string }[];
  assert.ok(files.some(({ filename, status }) => filename === path && status !== "removed"));
  return commit.body["commit"] as unknown as Record<string, Record<string, unknown>>;
}
