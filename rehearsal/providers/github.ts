import { connect } from "../../provider/github/client.ts";
import { readSettings } from "../../provider/github/settings.ts";
import { dispatcher } from "../../provider/protocol/dispatch.ts";
import type { ProviderPackage } from "../../provider/protocol/provider.ts";
import { actionsEnvironmentSecret, actionsSecret } from "./github/actions-secret.ts";
import { actionsEnvironmentVariable, actionsVariable } from "./github/actions-variable.ts";
import { branch } from "./github/branch.ts";
import { functions } from "./github/functions.ts";
import { openHub, type Hub } from "./github/hub.ts";
import {
  repositoryEnvironment,
  repositoryEnvironmentDeploymentPolicy,
} from "./github/repository-environment.ts";
import { repositoryFile } from "./github/repository-file.ts";
import {
  actionsRepositoryPermissions,
  workflowRepositoryPermissions,
} from "./github/repository-permissions.ts";
import { repositoryRuleset } from "./github/repository-ruleset.ts";
import { repositoryVulnerabilityAlerts } from "./github/repository-vulnerability-alerts.ts";
import { resourceOf } from "./github/stand-in.ts";
import { emulated, type EmulatedGitHub } from "./emulated.ts";

/** The resources of the github provider that a release pipeline needs: as requests to a GitHub, whichever it is. */
export const githubResources = [
  actionsEnvironmentSecret,
  actionsEnvironmentVariable,
  actionsRepositoryPermissions,
  actionsSecret,
  actionsVariable,
  branch,
  repositoryEnvironment,
  repositoryEnvironmentDeploymentPolicy,
  repositoryFile,
  repositoryRuleset,
  repositoryVulnerabilityAlerts,
  workflowRepositoryPermissions,
].map(resourceOf);

/** Stands in for the github provider: the resources a release pipeline needs, at the emulated GitHub. */
export function githubStandIn(options: EmulatedGitHub): ProviderPackage {
  return {
    name: "github",
    version: "6.15.0",
    configure(configured) {
      const settings = emulated(configured, options);
      // Nothing comes from the environment: it may hold real credentials.
      const client = connect(readSettings({ owner: settings["organization"], ...settings }, {}));
      return dispatcher<Hub>({ resources: githubResources, functions }, openHub(client));
    },
  };
}
