import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openObjects } from "../../../cli/recovery/objects.ts";
import type { GitHubObjects } from "../../../cli/recovery/objects.ts";
import { readSettings } from "../../../provider/github/settings.ts";
import type { Properties, Provider } from "../../../provider/protocol/provider.ts";
import { githubStandIn } from "../../../rehearsal/providers/github.ts";
import { seedGitHub } from "../../../rehearsal/github/seed.ts";
import { startEmulatedGitHub } from "../../../rehearsal/github/server.ts";
import type { EmulatedGitHub } from "../../../rehearsal/github/server.ts";

const repository = "pkg";
const environment = "release";

/** What is read of git's objects as the service answers with them. */
interface Answered {
  readonly sha: string;
  readonly object: { readonly sha: string };
  readonly tree: { readonly sha: string };
}

/** By type: what was to be created, and another value for one of its inputs. */
const kinds: readonly (readonly [type: string, inputs: Properties, other: Properties])[] = [
  [
    "repositoryEnvironment:RepositoryEnvironment",
    {
      repository,
      environment,
      canAdminsBypass: true,
      preventSelfReview: false,
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    },
    { preventSelfReview: true },
  ],
  [
    "repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
    { repository, environment, tagPattern: "v*" },
    {},
  ],
  [
    "actionsEnvironmentVariable:ActionsEnvironmentVariable",
    { repository, environment, variableName: "A", value: "x" },
    { value: "y" },
  ],
  ["actionsVariable:ActionsVariable", { repository, variableName: "A", value: "x" }, { value: "y" }],
  [
    "repositoryRuleset:RepositoryRuleset",
    {
      repository,
      name: "Tags",
      target: "tag",
      enforcement: "active",
      conditions: { refName: { includes: ["refs/tags/v*"], excludes: [] } },
      rules: { update: true, deletion: true },
    },
    { enforcement: "disabled" },
  ],
  ["branch:Branch", { repository, branch: "next/one", sourceBranch: "main" }, {}],
  [
    "repositoryFile:RepositoryFile",
    {
      repository,
      file: "a/b.txt",
      content: "text\n",
      commitMessage: "Add it",
      commitAuthor: "Slipway",
      commitEmail: "slipway@noreply.invalid",
    },
    { content: "other\n" },
  ],
  [
    "actionsRepositoryPermissions:ActionsRepositoryPermissions",
    { repository, enabled: true, allowedActions: "local_only" },
    { allowedActions: "all" },
  ],
  [
    "workflowRepositoryPermissions:WorkflowRepositoryPermissions",
    { repository, defaultWorkflowPermissions: "write" },
    { defaultWorkflowPermissions: "read" },
  ],
  [
    "repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
    { repository, enabled: true },
    { enabled: false },
  ],
];

describe("what a creation made at GitHub", () => {
  let root: string;
  let github: EmulatedGitHub;
  let objects: GitHubObjects;
  let provider: Provider;
  before(async () => {
    root = mkdtempSync(join(tmpdir(), "slipway-objects-"));
    const one = { owner: "octo", name: repository, defaultBranch: "main", visibility: "public" } as const;
    await seedGitHub(root, { repositories: [one], users: [], teams: [] });
    github = await startEmulatedGitHub({ root });
    objects = openObjects(readSettings({ baseUrl: github.url, token: "any", owner: "octo" }, {}));
    provider = githubStandIn({ baseUrl: github.url }).configure({ owner: "octo" });
  });
  after(async () => {
    await github.close();
    rmSync(root, { recursive: true });
  });

  for (const [short, inputs, other] of kinds) {
    const type = `github:index/${short}`;
    it(`is found under the id that the provider gives it: ${type}`, async () => {
      const before = await objects.find(type, inputs);
      // What every repository has is only as it should be, or not yet.
      assert.ok(["absent", "repeatable"].includes(before.kind), before.kind);
      const { id } = await provider.create(type, inputs, false);
      const found = await objects.find(type, inputs);
      assert.ok(found.kind === "made", JSON.stringify(found));
      assert.equal(found.id, id);
      assert.equal(await objects.exists(type, id, { inputs, outputs: found.outputs }), true);
      const [changed] = Object.keys(other);
      if (changed === undefined) return;
      const differs = await objects.find(type, { ...inputs, ...other });
      if (objects.isRepeatable(type)) assert.equal(differs.kind, "repeatable");
      else assert.deepEqual(differs, { kind: "different", id, properties: [changed] });
    });
  }

  it("is somebody else's where a branch has a commit of its own, although it bears the name", async () => {
    const ask = async (method: string, path: string, body?: object): Promise<Answered> => {
      const headers = { Authorization: "Bearer somebody-else" };
      const more = body === undefined ? {} : { body: JSON.stringify(body) };
      const url = `${github.url}repos/octo/${repository}/git/${path}`;
      return (await fetch(url, { method, headers, ...more })).json() as Promise<Answered>;
    };
    const type = "github:index/branch:Branch";
    const inputs = { repository, branch: "theirs", sourceBranch: "main" };
    const { sha: head } = (await ask("GET", "ref/heads/main")).object;
    const { tree } = await ask("GET", `commits/${head}`);
    const { sha } = await ask("POST", "commits", { message: "Theirs", tree: tree.sha, parents: [head] });
    await ask("POST", "refs", { ref: "refs/heads/theirs", sha });
    const id = `${repository}:theirs`;
    assert.deepEqual(await objects.find(type, inputs), {
      kind: "different",
      id,
      properties: ["sourceBranch"],
    });
    assert.equal((await objects.find(type, { ...inputs, sourceBranch: "theirs" })).kind, "made");
  });

  it("is not there where the repository is no more", async () => {
    const type = "github:index/repositoryFile:RepositoryFile";
    const inputs = { repository: "gone", file: "a.txt", content: "" };
    assert.deepEqual(await objects.find(type, inputs), { kind: "absent" });
  });

  it("can't be told where nobody answers", async () => {
    const silent = openObjects(
      readSettings({ baseUrl: "http://127.0.0.1:9/", token: "any", owner: "octo" }, {}),
    );
    const type = "github:index/branch:Branch";
    await assert.rejects(
      silent.find(type, { repository, branch: "x", sourceBranch: "main" }),
      /127\.0\.0\.1:9/,
    );
  }).timeout(60_000);

  it("is not looked for where to create it once more does no harm, and said to be unknown where nobody knows how", async () => {
    assert.deepEqual(await objects.find("slipway:index:Delivery", {}), { kind: "repeatable" });
    assert.deepEqual(await objects.find("aws:sqs/queue:Queue", {}), { kind: "unknown" });
  });
});
