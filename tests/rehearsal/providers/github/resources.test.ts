import assert from "node:assert/strict";
import { join } from "node:path";
import { lstat, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import type { Properties, Provider } from "../../../../provider/protocol/provider.ts";
import { textOf } from "../../../../provider/protocol/values.ts";
import { seedGitHub } from "../../../../rehearsal/github/seed.ts";
import {
  startEmulatedGitHub,
  type EmulatedGitHub,
  type TokenRules,
} from "../../../../rehearsal/github/server.ts";
import { githubStandIn } from "../../../../rehearsal/providers/github.ts";
import { temporaryFolder } from "../stack.ts";

const [owner, repository, environment] = ["example-owner", "example-package", "pypi"];
const types = {
  file: "github:index/repositoryFile:RepositoryFile",
  variable: "github:index/actionsVariable:ActionsVariable",
  environment: "github:index/repositoryEnvironment:RepositoryEnvironment",
  environmentVariable: "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  policy: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  permissions: "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions",
  workflow: "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions",
  alerts: "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts",
  ruleset: "github:index/repositoryRuleset:RepositoryRuleset",
  secret: "github:index/actionsSecret:ActionsSecret",
  branch: "github:index/branch:Branch",
} as const;

describe("the github stand-in at the emulated GitHub", () => {
  let folder: string;
  let github: EmulatedGitHub | undefined;

  const open = async (token: TokenRules = {}): Promise<Provider> => {
    await github?.close();
    github = await startEmulatedGitHub({ root: folder, token });
    return githubStandIn({ baseUrl: github.url }).configure({ owner });
  };
  const make = async (provider: Provider, type: string, given: Properties) => {
    const { inputs, failures = [] } = await provider.check(type, given);
    assert.deepEqual(failures, []);
    return { type, inputs, ...(await provider.create(type, inputs, false)) };
  };

  beforeEach(async () => {
    folder = await temporaryFolder();
    await seedGitHub(folder, {
      repositories: [{ owner, name: repository, defaultBranch: "main", visibility: "public" }],
      users: ["reviewer"],
      teams: ["example-organization/release"],
    });
  });
  afterEach(async () => {
    await github?.close();
    github = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  it("refuses a file that exists, unless it may overwrite it", async () => {
    const provider = await open();
    const file = { repository, file: "a.txt", content: "a\n" };
    assert.equal((await make(provider, types.file, file)).id, `${repository}:a.txt:main`);
    await assert.rejects(
      make(provider, types.file, file),
      /refusing to overwrite existing file: configure `overwrite_on_create`/,
    );
    const { outputs } = await make(provider, types.file, {
      ...file,
      content: "b\n",
      overwriteOnCreate: true,
    });
    assert.equal(outputs["content"], "b\n");
  });

  it("refuses a file on a branch that is not there", async () => {
    const file = { repository, file: "a.txt", content: "a\n", branch: "none" };
    await assert.rejects(
      make(await open(), types.file, file),
      /branch none not found in repository example-owner\/example-package/,
    );
  });

  it("refuses a variable, a branch and a ruleset that exist, as the service does", async () => {
    const provider = await open();
    const variable = { repository, variableName: "A", value: "a" };
    await make(provider, types.variable, variable);
    await assert.rejects(
      make(provider, types.variable, variable),
      /^Error: POST http.*\/actions\/variables: 409 Already exists/,
    );
    await make(provider, types.branch, { repository, branch: "next" });
    await assert.rejects(
      make(provider, types.branch, { repository, branch: "next" }),
      /422 Reference already exists/,
    );
    const ruleset = {
      repository,
      name: "a",
      target: "tag",
      enforcement: "active",
      rules: { deletion: true },
    };
    await make(provider, types.ruleset, ruleset);
    await assert.rejects(make(provider, types.ruleset, ruleset), /^Error: POST http.*\/rulesets: 422 /);
  });

  it("overwrites a secret that exists, as the service does, and keeps it out of every file", async () => {
    const provider = await open();
    const secret = { repository, secretName: "A", value: "planted-3f1c9a-value" };
    await make(provider, types.secret, secret);
    assert.equal((await make(provider, types.secret, secret)).id, `${repository}:A`);
    assert.ok(!(await readFile(join(folder, "github.json"), "utf8")).includes("planted"));
  });

  it("prints a refusal as the provider does", async () => {
    const provider = await open({ permissions: { administration: "read" } });
    await assert.rejects(
      make(provider, types.workflow, { repository, defaultWorkflowPermissions: "read" }),
      /^Error: PUT http:\/\/127.0.0.1:\d+\/api\/v3\/repos\/example-owner\/example-package\/actions\/permissions\/workflow: 403 Resource not accessible by personal access token \[\]$/,
    );
  });

  it("refuses to overwrite what was changed since it was read", async () => {
    const provider = await open();
    const file = await make(provider, types.file, { repository, file: "a.txt", content: "a\n" });
    const byHand = { ...file, outputs: { ...file.outputs, sha: "0".repeat(40) } };
    await assert.rejects(provider.update(byHand, { ...file.inputs, content: "b\n" }, false), /409/);
  });

  it("regression: a folder in the place of a file broke refresh and update", async () => {
    const provider = await open();
    const file = await make(provider, types.file, { repository, file: "a.txt", content: "a\n" });
    const place = join(folder, "repository", owner, repository, "a.txt");
    await rm(place);
    await mkdir(place);
    await writeFile(join(place, "inside"), "b");
    assert.equal(await provider.read(file), null);
    const said =
      /^Error: example-owner\/example-package: a.txt: is a folder on branch main, where a file of that name has to be; remove or/;
    await assert.rejects(provider.create(types.file, file.inputs, false), said);
    await assert.rejects(provider.update(file, { ...file.inputs, content: "c\n" }, false), said);
    await rm(place, { recursive: true });
    await provider.create(types.file, file.inputs, false);
  });

  for (const [target, content] of [
    ["nowhere", ""],
    ["../outside", ""],
    [".", ""],
    ["README.md", `# ${repository}\n`],
  ] as const) {
    it(`regression: a link to ${target} in the place of a file broke refresh and update`, async () => {
      const provider = await open();
      const file = await make(provider, types.file, { repository, file: "a.txt", content: "a\n" });
      const place = join(folder, "repository", owner, repository, "a.txt");
      await rm(place);
      await symlink(target, place);
      const found = await provider.read(file);
      assert.equal(found?.outputs["content"], content);
      assert.deepEqual((await provider.diff({ ...file, ...found }, file.inputs)).changes, ["content"]);
      await provider.update({ ...file, ...found }, file.inputs, false);
      assert.ok((await lstat(place)).isFile());
      assert.equal(await readFile(place, "utf8"), "a\n");
    });
  }

  it("takes a whole environment apart into inputs again", async () => {
    const provider = await open();
    const user = await provider.invoke("github:index/getUser:getUser", { username: "reviewer" });
    const inputs = {
      repository,
      environment,
      waitTimer: 30,
      preventSelfReview: true,
      canAdminsBypass: false,
      reviewers: [{ users: [Number(user["id"])] }],
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    };
    const made = await make(provider, types.environment, inputs);
    assert.deepEqual((await provider.read(made))?.inputs, inputs);
  });

  it("takes a ruleset with parameters apart into inputs again", async () => {
    const provider = await open();
    const inputs = {
      repository,
      name: "main",
      target: "branch",
      enforcement: "active",
      conditions: { refName: { includes: ["~DEFAULT_BRANCH"], excludes: [] } },
      bypassActors: [{ actorId: 5, actorType: "RepositoryRole", bypassMode: "always" }],
      rules: {
        deletion: true,
        pullRequest: { requiredApprovingReviewCount: 1, dismissStaleReviewsOnPush: true },
        requiredStatusChecks: {
          requiredChecks: [{ context: "test" }],
          strictRequiredStatusChecksPolicy: true,
        },
      },
    };
    const made = await make(provider, types.ruleset, inputs);
    assert.deepEqual((await provider.read(made))?.inputs, inputs);
  });

  it("imports each resource by the id that it gave it", async () => {
    const provider = await open();
    const all: readonly (readonly [string, Properties])[] = [
      [types.environment, { repository, environment }],
      [types.environmentVariable, { repository, environment, variableName: "A", value: "a" }],
      [types.variable, { repository, variableName: "A", value: "a" }],
      [types.permissions, { repository, allowedActions: "all" }],
      [types.workflow, { repository, defaultWorkflowPermissions: "read" }],
      [types.file, { repository, file: "a.txt", content: "a\n" }],
      [types.branch, { repository, branch: "next" }],
    ];
    for (const [type, given] of all) {
      const { id, inputs } = await make(provider, type, given);
      const found = await provider.read({ type, id, inputs: {}, outputs: {} });
      assert.notEqual(found, null, `${type} ${id}`);
      const old = { type, id, inputs: found?.inputs ?? {}, outputs: found?.outputs ?? {} };
      assert.deepEqual((await provider.diff(old, inputs)).changes, [], type);
    }
  });

  it("finds gone what was deleted by hand", async () => {
    const provider = await open();
    for (const [type, given] of [
      [types.variable, { repository, variableName: "A", value: "a" }],
      [types.file, { repository, file: "a.txt", content: "a\n" }],
      [types.environment, { repository, environment }],
      [types.branch, { repository, branch: "next" }],
    ] as const) {
      const made = await make(provider, type, given);
      await provider.delete(made);
      assert.equal(await provider.read(made), null, type);
    }
  });

  it("works for whoever the token belongs to, where no owner is configured", async () => {
    await open();
    const provider = githubStandIn({ baseUrl: github?.url ?? "" }).configure({});
    await make(provider, types.variable, { repository, variableName: "A", value: "a" });
  });

  it("looks up repositories, teams, files and keys, and answers with nothing where there is none", async () => {
    const provider = await open();
    const invoke = (name: string, args: Properties) => provider.invoke(`github:index/${name}:${name}`, args);
    assert.equal((await invoke("getRepository", { name: repository }))["visibility"], "public");
    assert.deepEqual(await invoke("getRepository", { name: "none" }), {});
    const file = { repository, file: "a/b c.txt" };
    assert.deepEqual(await invoke("getRepositoryFile", file), {});
    await make(provider, types.file, { ...file, content: "é\n" });
    assert.equal((await invoke("getRepositoryFile", file))["content"], "é\n");
    assert.equal(typeof (await invoke("getActionsPublicKey", { repository }))["keyId"], "string");
    const organization = githubStandIn({ baseUrl: github?.url ?? "" }).configure({
      owner: "example-organization",
    });
    const team = await organization.invoke("github:index/getTeam:getTeam", { slug: "release" });
    assert.match(textOf(team, "id"), /^\d+$/);
  });
});
