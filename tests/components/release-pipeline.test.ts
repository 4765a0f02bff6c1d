import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { deliveryArgs } from "../../components/delivery-lookup.ts";
import { ReleasePipeline } from "../../components/release-pipeline.ts";
import { slipwayProvider } from "../../components/slipway-provider.ts";
import { parseSettings } from "../../config/parse.ts";
import { buildPlan } from "../../plan/build.ts";
import { least, rawConfig } from "../config/raw-config.ts";
import { declaredBy, only } from "./mocked-engine.ts";

const release = ".github/workflows/release.yml";
const registries = {
  registryAuth: undefined,
  unasked: "nobody asks here",
  ownerType: undefined,
  imageLock: undefined,
};
const type = (name: string) => `github:index/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;

function pipeline(section = "", singly: Readonly<Record<string, string>> = {}) {
  const plan = buildPlan(
    { project: "slipway", stack: "dev" },
    parseSettings(rawConfig(`${least}${section}\n`)),
  );
  const documents = [{ path: release, content: "name: Release\n" }];
  const secretValues = Object.fromEntries(plan.secrets.map(({ name }) => [name, pulumi.secret("planted")]));
  const github = { owner: "octo-org", baseUrl: undefined, token: undefined, appAuth: undefined };
  const delivery = deliveryArgs(plan, documents);
  return declaredBy(() => {
    const slipway = slipwayProvider("example", github);
    const allowedActions = ["actions/checkout@*"];
    const args = { plan, delivery, singly, allowedActions, secretValues, slipway, registries };
    return new ReleasePipeline("example", args);
  });
}

describe("ReleasePipeline", () => {
  it("allows the actions of the documents alone, each by commit", async () => {
    const { inputs } = only(await pipeline(), type("ActionsRepositoryPermissions"));
    assert.equal(inputs["allowedActions"], "selected");
    assert.equal(inputs["shaPinningRequired"], true);
    assert.deepEqual(inputs["allowedActionsConfig"], {
      githubOwnedAllowed: false,
      verifiedAllowed: false,
      patternsAlloweds: ["actions/checkout@*"],
    });
  });

  it("gives workflows a token that reads", async () => {
    const { inputs } = only(await pipeline(), type("WorkflowRepositoryPermissions"));
    assert.equal(inputs["defaultWorkflowPermissions"], "read");
  });

  it("lets workflows open pull requests where upkeep proposes by itself, and nowhere else", async () => {
    const allowed = async (section: string) =>
      only(await pipeline(section), type("WorkflowRepositoryPermissions")).inputs[
        "canApprovePullRequestReviews"
      ];
    assert.equal(await allowed(""), true);
    assert.equal(await allowed("slipway:upkeep: {schedule: never}"), false);
  });

  it("forbids moving and deleting release tags, and changing releases", async () => {
    const declared = await pipeline();
    const { inputs } = only(declared, type("RepositoryRuleset"));
    assert.deepEqual(inputs["conditions"], { refName: { includes: ["refs/tags/v*"], excludes: [] } });
    assert.deepEqual(inputs["rules"], { update: true, deletion: true, nonFastForward: true });
    assert.equal(only(declared, "slipway:index:ImmutableReleases").inputs["repository"], "example");
  });

  it("lets tags alone deploy, approved by people and teams given by name", async () => {
    const declared = await pipeline(
      "slipway:environments: {testpypi: {reviewers: [octocat, octo-org/releasers], waitTimer: 5}}",
    );
    const { inputs } = only(declared, type("RepositoryEnvironment"));
    assert.deepEqual(inputs["reviewers"], [{ users: [7], teams: [109] }]);
    assert.deepEqual(inputs["deploymentBranchPolicy"], {
      protectedBranches: false,
      customBranchPolicies: true,
    });
    assert.equal(inputs["preventSelfReview"], true);
    assert.equal(inputs["waitTimer"], 5);
    assert.equal(inputs["canAdminsBypass"], false);
    assert.equal(only(declared, type("RepositoryEnvironmentDeploymentPolicy")).inputs["tagPattern"], "v*");
  });

  it("delivers files last, all of them by one resource", async () => {
    const declared = await pipeline("slipway:environments: {testpypi: {variables: {LEVEL: info}}}");
    const delivery = only(declared, "slipway:index:Delivery");
    assert.equal(declared.indexOf(delivery), declared.length - 1);
    assert.deepEqual(delivery.inputs["files"], { [release]: "name: Release\n" });
    assert.equal(delivery.inputs["by"], "pull-request");
    assert.equal(delivery.inputs["branch"], "slipway/dev");
    assert.deepEqual(
      [...declared].filter(({ type: each }) => each === type("RepositoryFile")),
      [],
    );
  });

  it("leaves in peace what an earlier version delivered one by one", async () => {
    const file = only(await pipeline("", { [release]: "name: Earlier\n" }), type("RepositoryFile"));
    assert.equal(file.name, `example-files-${release}`);
    assert.equal(file.inputs["content"], "name: Earlier\n");
  });

  it("puts each secret where it is declared", async () => {
    const section =
      "slipway:secrets: {CODECOV_TOKEN: {reason: no OIDC}, HOOK: {reason: no OIDC, environment: testpypi}}\n" +
      "secrets:CODECOV_TOKEN: {secure: a}\nsecrets:HOOK: {secure: b}";
    const declared = await pipeline(section);
    assert.equal(only(declared, type("ActionsSecret")).inputs["secretName"], "CODECOV_TOKEN");
    assert.equal(only(declared, type("ActionsEnvironmentSecret")).inputs["environment"], "testpypi");
  });
});
