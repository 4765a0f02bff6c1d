import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import sodium from "libsodium-wrappers";
import { text } from "../checked-client.ts";
import { base64, emulate } from "../emulated.ts";

const hello = "/repos/octocat/hello";

describe("settings of the emulated GitHub", () => {
  it("refuse a variable, a ruleset and a tag policy that exist", async () => {
    await using github = await emulate();
    const { client } = github;
    await client.put(`${hello}/environments/pypi`, { deployment_branch_policy: custom });
    for (const holder of [`${hello}/actions`, `${hello}/environments/pypi`]) {
      await client.post(`${holder}/variables`, { name: "INDEX", value: "1" });
      const again = await client.post(`${holder}/variables`, { name: "index", value: "2" });
      assert.deepEqual(
        [again.status, again.body["message"]],
        [409, "Already exists - Variable already exists"],
      );
    }
    const ruleset = { name: "tags", target: "tag", enforcement: "active" };
    await client.post(`${hello}/rulesets`, ruleset);
    const again = await client.post(`${hello}/rulesets`, ruleset);
    assert.deepEqual([again.status, again.body["errors"]], [422, ["Name must be unique"]]);
    const policies = `${hello}/environments/pypi/deployment-branch-policies`;
    const made = await client.post(policies, { name: "v*", type: "tag" });
    const same = await client.post(policies, { name: "v*", type: "tag" });
    assert.equal(same.status, 303);
    assert.match(same.headers.get("location") ?? "", new RegExp(`/${made.body["id"]}$`));
  });

  it("start a workflow only where there is one that says so", async () => {
    await using github = await emulate();
    const { client } = github;
    const dispatches = `${hello}/actions/workflows/ci.yml/dispatches`;
    assert.equal((await client.post(dispatches, { ref: "main" })).status, 404);
    const file = { message: "Build", content: base64("on: push\n") };
    await client.put(`${hello}/contents/.github/workflows/ci.yml`, file);
    for (const [ref, message] of [
      ["main", "Workflow does not have 'workflow_dispatch' trigger"],
      ["nowhere", "No ref found for: nowhere"],
    ]) {
      const { status, body } = await client.post(dispatches, { ref });
      assert.deepEqual([status, body["message"]], [422, message]);
    }
  });

  it("take selected actions only where the policy is to select", async () => {
    await using github = await emulate();
    const selected = { github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] };
    assert.equal(
      (await github.client.put(`${hello}/actions/permissions/selected-actions`, selected)).status,
      409,
    );
    assert.equal((await github.client.get(`${hello}/actions/permissions/selected-actions`)).status, 409);
    const unknown = await github.client.put(
      `${hello}/actions/permissions`,
      { enabled: true, allowed_actions: "some" },
      { wrong: true },
    );
    assert.equal(unknown.status, 422);
  });

  it("replace an environment's protection as a whole, and keep what is in it", async () => {
    await using github = await emulate();
    const { client } = github;
    const { body: person } = await client.get("/users/hubot");
    const reviewers = [{ type: "User", id: person["id"] }];
    await client.put(`${hello}/environments/pypi`, { wait_timer: 5, reviewers, prevent_self_review: true });
    await client.post(`${hello}/environments/pypi/variables`, { name: "INDEX", value: "1" });
    const { body } = await client.put(`${hello}/environments/pypi`, {});
    assert.deepEqual(body["protection_rules"], []);
    assert.equal((await client.get(`${hello}/environments/pypi/variables/INDEX`)).status, 200);
  });

  it("refuse an environment with reviewers that are not there, too long a wait, or both kinds of branches", async () => {
    await using github = await emulate();
    const at = `${hello}/environments/pypi`;
    const wrong = [
      { reviewers: [{ type: "User", id: 1 }] },
      { wait_timer: 43_201 },
      { deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } },
    ];
    for (const body of wrong)
      assert.equal((await github.client.put(at, body)).status, 422, JSON.stringify(body));
    assert.equal((await github.client.get(at)).status, 404);
    await github.client.put(at, {});
    const policies = await github.client.post(`${at}/deployment-branch-policies`, {
      name: "v*",
      type: "tag",
    });
    assert.equal(policies.status, 404, "the environment does not have policies of its own");
  });

  it("keep secrets as they came, sealed with their own key, and refuse others", async () => {
    await using github = await emulate();
    const { client } = github;
    await sodium.ready;
    const { body: key } = await client.get(`${hello}/actions/secrets/public-key`);
    const publicKey = sodium.from_base64(text(key["key"]), sodium.base64_variants.ORIGINAL);
    const sealed = sodium.crypto_box_seal("planted-secret", publicKey);
    const encrypted_value = sodium.to_base64(sealed, sodium.base64_variants.ORIGINAL);
    const at = `${hello}/actions/secrets`;
    assert.equal((await client.put(`${at}/token`, { encrypted_value, key_id: key["key_id"] })).status, 201);
    assert.equal((await client.get(`${at}/TOKEN`)).body["name"], "TOKEN");
    const kept = readFileSync(join(github.root, "github.json"), "utf8");
    assert.ok(kept.includes(encrypted_value));
    assert.ok(!kept.includes("planted-secret"));
    const refused = await Promise.all([
      client.put(`${at}/A`, { encrypted_value, key_id: "1" }),
      client.put(`${at}/A`, { encrypted_value: "planted-secret", key_id: key["key_id"] }, { wrong: true }),
      client.put(`${at}/GITHUB_A`, { encrypted_value, key_id: key["key_id"] }),
      client.put(`${at}/1A`, { encrypted_value, key_id: key["key_id"] }),
      client.post(`${hello}/actions/variables`, { name: "GITHUB_A", value: "" }),
    ]);
    assert.deepEqual(
      refused.map(({ status }) => status),
      [422, 422, 422, 422, 422],
    );
    assert.ok(refused.every(({ body }) => !JSON.stringify(body).includes("planted-secret")));
  });
});

const custom = { protected_branches: false, custom_branch_policies: true };
