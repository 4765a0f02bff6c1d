import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { ActionsEnvironmentSecret } from "@pulumi/github/actionsEnvironmentSecret.js";
import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable.js";
import { ActionsRepositoryPermissions } from "@pulumi/github/actionsRepositoryPermissions.js";
import { ActionsSecret } from "@pulumi/github/actionsSecret.js";
import { ActionsVariable } from "@pulumi/github/actionsVariable.js";
import { Branch } from "@pulumi/github/branch.js";
import { getRepository } from "@pulumi/github/getRepository.js";
import { getRepositoryFile } from "@pulumi/github/getRepositoryFile.js";
import { getUser } from "@pulumi/github/getUser.js";
import { RepositoryEnvironment } from "@pulumi/github/repositoryEnvironment.js";
import { RepositoryEnvironmentDeploymentPolicy } from "@pulumi/github/repositoryEnvironmentDeploymentPolicy.js";
import { RepositoryFile } from "@pulumi/github/repositoryFile.js";
import { RepositoryRuleset } from "@pulumi/github/repositoryRuleset.js";
import { RepositoryVulnerabilityAlerts } from "@pulumi/github/repositoryVulnerabilityAlerts.js";
import { WorkflowRepositoryPermissions } from "@pulumi/github/workflowRepositoryPermissions.js";
import { ImmutableReleases, Provider } from "../../../provider/sdk.ts";
import { connect, type GitHubClient } from "../../../provider/github/client.ts";
import { slipway } from "../../../provider/slipway.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { startEmulatedGitHub, type EmulatedGitHub } from "../../../rehearsal/github/server.ts";
import { attachProviders, type AttachedProviders } from "../../../rehearsal/providers/attach.ts";
import { withEmulatedGitHub } from "../../../rehearsal/providers/emulated.ts";
import { githubStandIn } from "../../../rehearsal/providers/github.ts";
import { keptBy, openStack, temporaryFolder, type TestStack } from "./stack.ts";

const [owner, repository] = ["example-owner", "example-package"];
const planted = "planted-3f1c9a-value";

interface Settings {
  readonly content?: string;
  readonly variable?: string;
  readonly policy?: string;
  readonly secret?: string;
}

/** A program with one of each resource. */
const program =
  ({ content = "one\n", variable = "one", policy = "v*", secret = planted }: Settings = {}) =>
  async () => {
    const user = await getUser({ username: "reviewer" });
    const within = { repository };
    new ActionsRepositoryPermissions("permissions", {
      ...within,
      allowedActions: "selected",
      allowedActionsConfig: { githubOwnedAllowed: false, patternsAlloweds: ["b/two@*", "a/one@*"] },
      shaPinningRequired: true,
    });
    new WorkflowRepositoryPermissions("workflow", { ...within, defaultWorkflowPermissions: "read" });
    new RepositoryVulnerabilityAlerts("alerts", within);
    new RepositoryRuleset("tags", {
      ...within,
      name: "release tags",
      target: "tag",
      enforcement: "active",
      conditions: { refName: { includes: ["refs/tags/v*"], excludes: [] } },
      rules: { deletion: true, update: true, nonFastForward: true },
    });
    const { environment } = new RepositoryEnvironment("environment", {
      ...within,
      environment: "pypi",
      waitTimer: 10,
      preventSelfReview: true,
      reviewers: [{ users: [Number(user.id)] }],
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    });
    new RepositoryEnvironmentDeploymentPolicy("policy", { ...within, environment, tagPattern: policy });
    new ActionsVariable("variable", { ...within, variableName: "ONE", value: variable });
    new ActionsEnvironmentVariable("environment-variable", {
      ...within,
      environment,
      variableName: "TWO",
      value: variable,
    });
    new ActionsSecret("secret", { ...within, secretName: "SECRET", value: secret });
    new ActionsEnvironmentSecret("environment-secret", {
      ...within,
      environment,
      secretName: "SECRET",
      value: secret,
    });
    new Branch("branch", { ...within, branch: "next" });
    new RepositoryFile("file", { ...within, file: ".github/workflows/release.yml", branch: "main", content });
    const provider = new Provider("slipway", { owner });
    const releases = new ImmutableReleases("releases", { repository }, { provider });
    const missing = await getRepositoryFile({ repository, file: "none", branch: "main" });
    const { defaultBranch } = await getRepository({ name: repository });
    return { id: releases.id, enabled: releases.enabled, missing: Object.keys(missing), defaultBranch };
  };

describe("the stand-ins behind the engine", function () {
  this.timeout(120_000);
  let github: EmulatedGitHub;
  let attached: AttachedProviders;
  let stack: TestStack;
  let client: GitHubClient;
  const at = { owner, repo: repository };

  before(async () => {
    const folder = await temporaryFolder();
    await seedGitHub(folder, {
      repositories: [{ owner, name: repository, defaultBranch: "main", visibility: "public" }],
      users: ["reviewer"],
      teams: [],
    });
    github = await startEmulatedGitHub({ root: folder });
    attached = await attachProviders([
      githubStandIn({ baseUrl: github.url }),
      withEmulatedGitHub(slipway, { baseUrl: github.url }),
    ]);
    client = connect({ baseUrl: github.url, token: "by-hand", appAuth: null, owner });
    stack = await openStack(folder, { env: attached.env, config: { "github:owner": { value: owner } } });
  });

  after(async () => {
    attached.close();
    await github.close();
    await rm(stack.folder, { recursive: true, force: true });
  });

  it("creates each of the resources once", async () => {
    const operations = await stack.up(program());
    assert.deepEqual(new Set(Object.values(operations)), new Set(["create"]));
    assert.equal(Object.keys(operations).length, 13);
    const outputs = await stack.stack.outputs();
    assert.equal(outputs["id"]?.value, `${owner}/${repository}`);
    assert.equal(outputs["enabled"]?.value, true);
    assert.deepEqual(outputs["missing"]?.value, []);
    assert.equal(outputs["defaultBranch"]?.value, "main");
  });

  it("changes nothing the second time, and a refresh finds nothing", async () => {
    assert.deepEqual(new Set(Object.values(await stack.up(program()))), new Set(["same"]));
    assert.deepEqual(new Set(Object.values(await stack.refresh())), new Set(["same"]));
  });

  it("changes in place what can be, and nothing else", async () => {
    const changed = await stack.up(program({ content: "two\n", variable: "two", policy: "release-*" }));
    assert.deepEqual(
      Object.fromEntries(Object.entries(changed).filter(([, operation]) => operation !== "same")),
      { file: "update", variable: "update", "environment-variable": "update", policy: "update" },
    );
  });

  it("finds what was changed by hand, and mends it", async () => {
    await client.request("PATCH /repos/{owner}/{repo}/actions/variables/{name}", {
      ...at,
      name: "ONE",
      value: "x",
    });
    await client.request("DELETE /repos/{owner}/{repo}/immutable-releases", at);
    await client.request("PUT /repos/{owner}/{repo}/actions/permissions/workflow", {
      ...at,
      default_workflow_permissions: "write",
      can_approve_pull_request_reviews: false,
    });
    await client.request("PUT /repos/{owner}/{repo}/environments/{environment}", {
      ...at,
      environment: "pypi",
      wait_timer: 0,
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    });
    await client.request("DELETE /repos/{owner}/{repo}/actions/secrets/{name}", { ...at, name: "SECRET" });
    const wanted = program({ content: "two\n", variable: "two", policy: "release-*" });
    const drifted = { variable: "update", releases: "update", workflow: "update", environment: "update" };
    const differing = (found: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(found).filter(([, operation]) => operation !== "same" && operation !== "refresh"),
      );
    assert.deepEqual(differing(await stack.refresh()), { ...drifted, secret: "delete" });
    assert.deepEqual(differing(await stack.up(wanted)), { ...drifted, secret: "create" });
    const { data } = await client.request("GET /repos/{owner}/{repo}/immutable-releases", at);
    assert.equal((data as { readonly enabled: boolean }).enabled, true);
  });

  it("keeps secrets out of what the engine prints and keeps", async () => {
    const kept = await keptBy(stack.folder);
    assert.ok(kept.includes("example-package:SECRET"), "this is not the state");
    assert.ok(!kept.includes(planted), "the state holds the secret in clear");
    const printed = stack
      .output()
      .split("\n")
      .filter((line) => line.includes(planted));
    assert.deepEqual(printed, [], "the engine printed the secret");
  });

  it("takes everything away again", async () => {
    await stack.destroy();
    const { data } = await client.request("GET /repos/{owner}/{repo}/actions/variables", at);
    assert.equal((data as { readonly total_count: number }).total_count, 0);
  });
});
