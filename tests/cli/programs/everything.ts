import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable.js";
import { ActionsRepositoryPermissions } from "@pulumi/github/actionsRepositoryPermissions.js";
import { ActionsSecret } from "@pulumi/github/actionsSecret.js";
import { ActionsVariable } from "@pulumi/github/actionsVariable.js";
import { Branch } from "@pulumi/github/branch.js";
import { RepositoryEnvironment } from "@pulumi/github/repositoryEnvironment.js";
import { RepositoryEnvironmentDeploymentPolicy } from "@pulumi/github/repositoryEnvironmentDeploymentPolicy.js";
import { RepositoryFile } from "@pulumi/github/repositoryFile.js";
import { RepositoryRuleset } from "@pulumi/github/repositoryRuleset.js";
import { RepositoryVulnerabilityAlerts } from "@pulumi/github/repositoryVulnerabilityAlerts.js";
import { WorkflowRepositoryPermissions } from "@pulumi/github/workflowRepositoryPermissions.js";
import * as pulumi from "@pulumi/pulumi";

const repository = "pkg";

/** One of each kind of resource that can be left half made. */
export default async function everything(): Promise<void> {
  new ActionsRepositoryPermissions("actions", { repository, enabled: true, allowedActions: "local_only" });
  new WorkflowRepositoryPermissions("token", { repository, defaultWorkflowPermissions: "read" });
  new RepositoryVulnerabilityAlerts("alerts", { repository, enabled: true });
  new RepositoryRuleset("tags", {
    repository,
    name: "Tags stay",
    target: "tag",
    enforcement: "active",
    conditions: { refName: { includes: ["refs/tags/v*"], excludes: [] } },
    rules: { update: true, deletion: true },
  });
  new ActionsVariable("variable", { repository, variableName: "COLOUR", value: "green" });
  new ActionsSecret("secret", {
    repository,
    secretName: "KEY",
    value: new pulumi.Config("secrets").requireSecret("PLANTED"),
  });
  const branch = new Branch("branch", { repository, branch: "next" });
  const environment = new RepositoryEnvironment("release", {
    repository,
    environment: "release",
    deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
  });
  const within = { repository, environment: environment.environment };
  new RepositoryEnvironmentDeploymentPolicy("policy", { ...within, tagPattern: "v*" });
  new ActionsEnvironmentVariable("within", { ...within, variableName: "INDEX", value: "testpypi" });
  for (const name of ["one", "two"]) {
    const file = { file: `${name}.txt`, content: `${name}\n`, commitMessage: `Add ${name}` };
    const author = { commitAuthor: "Slipway", commitEmail: "slipway@noreply.invalid" };
    // After the branch, which would else begin before or after them.
    const options = { dependsOn: branch };
    new RepositoryFile(name, { repository, branch: "main", ...file, ...author }, options);
  }
}
