import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { routes } from "../../../rehearsal/github/api/routes.ts";
import { provenanceBundle } from "../../../rehearsal/github/attestation/provenance.ts";
import { GitHubModel } from "../../../rehearsal/runners/github-model.ts";
import { recordRun } from "../../../rehearsal/github/runs.ts";
import { appClaims } from "./app-claims.ts";
import { text, type CheckedClient } from "./checked-client.ts";
import { operationOf, responseSchema } from "./description.ts";
import { deviations } from "./deviations.ts";
import { selfHosted } from "./self-hosted.ts";
import { base64, emulate, type Emulated } from "./emulated.ts";
import { PackagesAlone } from "./pushed.ts";

const hello = "/repos/octocat/hello";

describe("the emulated GitHub and GitHub's own description", () => {
  it("has only operations that GitHub has, each documented where GitHub documents it", () => {
    for (const { method, path, documentation } of routes) {
      const url = operationOf(method, path)?.externalDocs?.url;
      assert.equal(`https://docs.github.com/rest/${documentation}`, url, `${method} ${path}`);
    }
  });

  it("deviates only where GitHub's description still says otherwise", () => {
    for (const { operation = "", of } of deviations) {
      const [method = "", path = ""] = operation.split(" ");
      const described = operationOf(method, path);
      assert.equal(described === null, operation === "", operation);
      if (described && typeof of === "number")
        assert.equal(responseSchema(described, of), null, `${operation}: ${of}`);
    }
  });

  it("takes and gives in every operation what GitHub describes", async () => {
    const packages = new PackagesAlone();
    const runners = new GitHubModel({ now: Date.now });
    await using github = await emulate({}, { packages, runners });
    const { client } = github;
    await containerPackages(client, packages);
    await accounts(client);
    await filesAndCommits(client);
    await pullRequests(client);
    await forksAndChecks(client);
    await releases(github);
    await selfHosted(client, runners);
    await settings(client);
    await environments(client);
    await secretsAndVariables(client, `${hello}/actions`);
    await secretsAndVariables(client, `${hello}/environments/pypi`);
    await client.delete(`${hello}/environments/pypi`);
    await repositories(client);
    const all = routes.map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(
      all.filter((name) => !client.covered.has(name)),
      [],
    );
  }).timeout(30_000);
});

async function accounts(client: CheckedClient): Promise<void> {
  const user = await client.get("/user");
  assert.equal(user.body["login"], "octocat");
  await client.get(`/user/${user.body["id"]}`);
  await client.get("/users/hubot");
  await client.get("/users/hubot/keys");
  await client.get("/users/hubot/gpg_keys");
  await client.get("/orgs/acme");
  const tokens = "/app/installations/1/access_tokens";
  assert.equal((await client.post(tokens, undefined, { token: appClaims() })).status, 201);
  assert.equal((await client.post(tokens, undefined, { token: "e30.e30.c2lnbmVk" })).status, 401);
  await client.get("/orgs/acme/teams/release");
  await client.get("/orgs/acme/teams/release/members");
  await client.get("/orgs/acme/teams/release/repos");
  await client.get(hello);
}

async function containerPackages(client: CheckedClient, packages: PackagesAlone): Promise<void> {
  for (const [owner, path] of [
    ["octocat", "/users/octocat"],
    ["acme", "/orgs/acme"],
  ] as const) {
    packages.push(`${owner}/image`, "a", "1.0");
    packages.push(`${owner}/image`, "b");
    const one = `${path}/packages/container/image`;
    assert.equal((await client.get(one)).body["version_count"], 2);
    const { body: versions } = await client.get(`${one}/versions?state=active`);
    const id = text(versions[0]?.["id"]);
    assert.equal((await client.get(`${one}/versions/${id}`)).body["name"], versions[0]?.["name"]);
    assert.equal((await client.delete(`${one}/versions/${id}`)).status, 204);
  }
}

async function filesAndCommits(client: CheckedClient): Promise<void> {
  const file = `${hello}/contents/docs/a.txt`;
  const made = await client.put(file, { message: "Add", content: base64("a") });
  assert.equal(made.status, 201);
  const sha = made.body["content"]?.["sha"];
  const changed = await client.put(file, { message: "Change", content: base64("b"), sha });
  assert.equal(changed.status, 200);
  await client.get(file);
  await client.get(`${hello}/contents/docs`);
  await client.delete(file, { message: "Remove", sha: changed.body["content"]?.["sha"] });
  await client.get(`${hello}/commits?per_page=2`);
  await client.get(`${hello}/commits/main`);
  await client.get(`${hello}/branches`);
  const branch = await client.get(`${hello}/branches/main`);
  await gitObjects(client, text(branch.body["commit"]?.["sha"]));
}

async function gitObjects(client: CheckedClient, head: string): Promise<void> {
  const git = `${hello}/git`;
  const blob = await client.post(`${git}/blobs`, { content: "text" });
  await client.get(`${git}/blobs/${blob.body["sha"]}`);
  const entry = { path: "b.txt", mode: "100644", type: "blob", sha: blob.body["sha"] };
  const tree = await client.post(`${git}/trees`, { base_tree: head, tree: [entry] });
  await client.get(`${git}/trees/${tree.body["sha"]}?recursive=1`);
  const commit = await client.post(`${git}/commits`, {
    message: "Both",
    tree: tree.body["sha"],
    parents: [head],
  });
  const sha = commit.body["sha"];
  await client.get(`${git}/commits/${sha}`);
  assert.equal((await client.post(`${git}/refs`, { ref: "refs/heads/topic", sha: head })).status, 201);
  assert.equal((await client.patch(`${git}/refs/heads/topic`, { sha })).status, 200);
  await client.get(`${git}/ref/heads/topic`);
  await client.get(`${git}/matching-refs/heads`);
  assert.equal((await client.delete(`${git}/refs/heads/topic`)).status, 204);
}

async function pullRequests(client: CheckedClient): Promise<void> {
  const { body: main } = await client.get(`${hello}/branches/main`);
  await client.post(`${hello}/git/refs`, { ref: "refs/heads/change", sha: main["commit"]?.["sha"] });
  await client.put(`${hello}/contents/c.txt`, { message: "c", content: base64("c"), branch: "change" });
  const made = await client.post(`${hello}/pulls`, { title: "Change", head: "change", base: "main" });
  assert.equal(made.status, 201);
  const one = `${hello}/pulls/${made.body["number"]}`;
  assert.equal((await client.patch(one, { title: "Changed" })).body["title"], "Changed");
  assert.equal((await client.get(one)).body["changed_files"], 1);
  await client.get(`${hello}/pulls?head=octocat:change&state=open`);
  assert.equal((await client.get(`${hello}/compare/main...change`)).body["ahead_by"], 1);
  const issue = `${hello}/issues/${made.body["number"]}/comments`;
  assert.equal((await client.post(issue, { body: "Looks good" })).status, 201);
  assert.equal((await client.get(issue)).body[0]?.["body"], "Looks good");
  assert.equal((await client.get(`${one}/merge`)).status, 404);
  assert.equal((await client.put(`${one}/merge`, { merge_method: "squash" })).status, 200);
  assert.equal((await client.get(`${one}/merge`)).status, 204);
  await client.post(`${hello}/branches/change/rename`, { new_name: "changed" });
}

async function forksAndChecks(client: CheckedClient): Promise<void> {
  assert.equal((await client.post(`${hello}/forks`, { organization: "acme", name: "hi" })).status, 202);
  assert.equal((await client.get(`${hello}/forks`)).body[0]?.["full_name"], "acme/hi");
  const file = { message: "f", content: base64("f"), branch: "main" };
  assert.equal((await client.put("/repos/acme/hi/contents/f.txt", file)).status, 201);
  const pull = { title: "Add f", head: "acme:main", base: "main" };
  const made = await client.post(`${hello}/pulls`, pull);
  assert.equal(made.body["head"]?.["repo"]?.["full_name"], "acme/hi");
  const files = await client.get(`${hello}/pulls/${made.body["number"]}/files`);
  assert.equal(files.body[0]?.["filename"], "f.txt");
  assert.equal((await client.get(`${hello}/compare/main...acme:main`)).body["ahead_by"], 1);
  const found = await client.get("/search/issues?q=repo:octocat/hello+is:pr+is:open+in:title+add");
  const [first] = Object.values(found.body["items"] ?? {});
  assert.equal(first?.["number"], made.body["number"]);
  const sha = text(made.body["head"]["sha"]);
  const check = { name: "lint", head_sha: sha, conclusion: "failure" };
  assert.equal((await client.post(`${hello}/check-runs`, check)).status, 201);
  assert.equal((await client.get(`${hello}/commits/${sha}/check-runs`)).body["total_count"], 1);
  const status = { state: "success", context: "linux" };
  assert.equal((await client.post(`${hello}/statuses/${sha}`, status)).status, 201);
  assert.equal((await client.get(`${hello}/commits/${sha}/status`)).body["state"], "success");
}

async function repositories(client: CheckedClient): Promise<void> {
  assert.equal((await client.patch(hello, { archived: true })).body["archived"], true);
  await client.patch(hello, { archived: false });
  assert.equal((await client.post(`${hello}/transfer`, { new_owner: "acme" })).status, 202);
}

async function releases({ client, root }: Emulated): Promise<void> {
  const all = `${hello}/releases`;
  const made = await client.post(all, { tag_name: "v1", draft: true, generate_release_notes: true });
  assert.equal(made.status, 201);
  const one = `${all}/${made.body["id"]}`;
  const uploads = text(made.body["upload_url"]).replace(/^.*?(?=\/api\/)|\{.*$/g, "");
  const sent = await client.post(`${uploads}?name=a.txt`, "content");
  assert.equal(sent.status, 201);
  assert.equal((await client.post(`${uploads}?name=a.txt`, "content")).status, 422);
  const asset = `${all}/assets/${sent.body["id"]}`;
  await client.get(asset);
  const octets = { accept: "application/octet-stream" };
  assert.equal((await client.get(asset, { headers: octets })).status, 302);
  await client.patch(asset, { name: "b.txt", label: "B" });
  assert.equal((await client.get(`${one}/assets`)).body[0]?.["name"], "b.txt");
  assert.equal((await client.patch(one, { draft: false })).body["assets"]?.length, 1);
  assert.equal((await client.get(all)).body[0]?.["tag_name"], "v1");
  await client.get(one);
  await client.get(`${all}/latest`);
  assert.equal((await client.get(`${all}/tags/v1`)).status, 200);
  const notes = await client.post(`${all}/generate-notes`, { tag_name: "v2", previous_tag_name: "v1" });
  assert.match(notes.body["body"] ?? "", /compare\/v1\.\.\.v2/);
  assert.equal((await client.delete(asset)).status, 204);
  assert.equal((await client.delete(one)).status, 204);
  await tagsAndAttestations(client);
  await runs(client, root);
}

async function tagsAndAttestations(client: CheckedClient): Promise<void> {
  const { body: branch } = await client.get(`${hello}/branches/main`);
  const commit = text(branch["commit"]?.["sha"]);
  const tag = { tag: "v9", message: "Nine", object: commit, type: "commit" };
  const made = await client.post(`${hello}/git/tags`, tag);
  assert.equal(made.status, 201);
  assert.equal((await client.get(`${hello}/git/tags/${made.body["sha"]}`)).body["message"], "Nine");
  const sha256 = "ab".repeat(32);
  const subjects = [{ name: "a.whl", sha256 }];
  const attesting = { subjects, workflow: "release.yml", commit, ref: "refs/tags/v9" };
  const bundle = provenanceBundle("octocat/hello", attesting);
  assert.equal((await client.post(`${hello}/attestations`, { bundle })).status, 201);
  const found = await client.get(`${hello}/attestations/sha256:${sha256}?predicate_type=provenance`);
  assert.equal(found.body["attestations"]?.length, 1);
  assert.equal((await client.post(`${hello}/attestations`, { bundle: {} })).status, 422);
}

async function runs(client: CheckedClient, root: string): Promise<void> {
  const { body: branch } = await client.get(`${hello}/branches/main`);
  const jobs = [{ name: "build", status: "completed", conclusion: "success" }] as const;
  const ended = { status: "completed", conclusion: "success", jobs };
  const commit = text(branch["commit"]?.["sha"]);
  const run = { workflow: "ci.yml", event: "push", branch: "main", commit, ...ended };
  const id = await recordRun(root, "octocat/hello", run);
  const actions = `${hello}/actions`;
  const listed = await client.get(`${actions}/workflows/ci.yml/runs?head_sha=${commit}`);
  assert.equal(listed.body["total_count"], 1);
  await client.get(`${actions}/runs?event=push`);
  await client.get(`${actions}/runs/${id}`);
  await client.get(`${actions}/runs/${id}/attempts/1`);
  await client.get(`${actions}/runs/${id}/attempts/1/jobs`);
  assert.equal((await client.get(`${actions}/runs/${id}/jobs`)).body["jobs"]?.length, 1);
  const file = { message: "Build", content: base64("on: workflow_dispatch\n") };
  await client.put(`${hello}/contents/.github/workflows/ci.yml`, file);
  const dispatches = `${actions}/workflows/ci.yml/dispatches`;
  assert.equal((await client.post(dispatches, { ref: "main" })).status, 204);
  assert.equal((await client.post(dispatches, { ref: "main", return_run_details: true })).status, 200);
  const started = await client.get(`${actions}/runs?event=workflow_dispatch`);
  assert.deepEqual(
    [started.body["total_count"], started.body["workflow_runs"]?.[0]?.["status"]],
    [2, "queued"],
  );
}

async function settings(client: CheckedClient): Promise<void> {
  const actions = `${hello}/actions/permissions`;
  await client.put(actions, { enabled: true, allowed_actions: "selected", sha_pinning_required: true });
  await client.get(actions);
  const selected = {
    github_owned_allowed: true,
    verified_allowed: false,
    patterns_allowed: ["octo-org/octo@*"],
  };
  await client.put(`${actions}/selected-actions`, selected);
  await client.get(`${actions}/selected-actions`);
  await client.put(`${actions}/workflow`, { default_workflow_permissions: "read" });
  await client.get(`${actions}/workflow`);
  for (const one of ["vulnerability-alerts", "immutable-releases"]) {
    await client.put(`${hello}/${one}`);
    await client.get(`${hello}/${one}`);
    await client.delete(`${hello}/${one}`);
    assert.equal((await client.get(`${hello}/${one}`)).status, 404);
  }
  const ruleset = {
    name: "releases stay",
    target: "tag",
    enforcement: "active",
    conditions: { ref_name: { include: ["refs/tags/v*"], exclude: [] } },
    rules: [{ type: "deletion" }, { type: "update" }],
  };
  const made = await client.post(`${hello}/rulesets`, ruleset);
  const one = `${hello}/rulesets/${made.body["id"]}`;
  await client.put(one, { ...ruleset, enforcement: "disabled" });
  await client.get(one);
  await client.get(`${hello}/rulesets`);
  await client.delete(one);
}

async function environments(client: CheckedClient): Promise<void> {
  const { body: person } = await client.get("/users/hubot");
  const { body: team } = await client.get("/orgs/acme/teams/release");
  const all = `${hello}/environments`;
  await client.put(`${all}/pypi`, {
    wait_timer: 10,
    prevent_self_review: true,
    can_admins_bypass: false,
    reviewers: [
      { type: "User", id: person["id"] },
      { type: "Team", id: team["id"] },
    ],
    deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
  });
  await client.get(all);
  await client.get(`${all}/pypi`);
  const policies = `${all}/pypi/deployment-branch-policies`;
  const { body: policy } = await client.post(policies, { name: "v*", type: "tag" });
  await client.get(policies);
  const one = `${policies}/${policy["id"]}`;
  await client.put(one, { name: "w*" });
  await client.get(one);
  await client.delete(one);
}

async function secretsAndVariables(client: CheckedClient, holder: string): Promise<void> {
  const { body: key } = await client.get(`${holder}/secrets/public-key`);
  const secret = { encrypted_value: randomBytes(64).toString("base64"), key_id: key["key_id"] };
  assert.equal((await client.put(`${holder}/secrets/TOKEN`, secret)).status, 201);
  assert.equal((await client.put(`${holder}/secrets/TOKEN`, secret)).status, 204);
  await client.get(`${holder}/secrets`);
  await client.get(`${holder}/secrets/TOKEN`);
  await client.delete(`${holder}/secrets/TOKEN`);
  assert.equal((await client.post(`${holder}/variables`, { name: "INDEX", value: "a" })).status, 201);
  await client.patch(`${holder}/variables/INDEX`, { value: "b" });
  await client.get(`${holder}/variables`);
  assert.equal((await client.get(`${holder}/variables/INDEX`)).body["value"], "b");
  await client.delete(`${holder}/variables/INDEX`);
}
