import { ActionsRepositoryPermissions } from "@pulumi/github/actionsRepositoryPermissions.js";
import { RepositoryRuleset } from "@pulumi/github/repositoryRuleset.js";
import { RepositoryVulnerabilityAlerts } from "@pulumi/github/repositoryVulnerabilityAlerts.js";
import { WorkflowRepositoryPermissions } from "@pulumi/github/workflowRepositoryPermissions.js";
import * as pulumi from "@pulumi/pulumi";
import type { RepositoryPlan } from "../plan/plan.ts";
import { ImmutableReleases } from "../provider/sdk.ts";
import type { Provider as SlipwayProvider } from "../provider/sdk.ts";
import { repositoryChild } from "./repository-child.ts";

export interface RepositorySettingsArgs {
  readonly repository: pulumi.Input<string>;
  readonly plan: RepositoryPlan;
  /** Tags of releases: `v*`. */
  readonly tagPattern: string;
  /** Patterns of every action that workflows may use, nested ones included: `actions/checkout@*`. */
  readonly allowedActions: readonly string[];
  /** Whether workflows open pull requests: those of upkeep do. */
  readonly workflowsPropose: boolean;
  readonly slipway: SlipwayProvider;
}

/** What the repository lets workflows do, and what nobody may do to its releases. */
export class RepositorySettings extends pulumi.ComponentResource {
  constructor(name: string, args: RepositorySettingsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:github:RepositorySettings", name, {}, opts);
    const { repository, plan } = args;
    const child = repositoryChild(this);

    new ActionsRepositoryPermissions(`${name}-actions`, actionsInputs(args), child);
    new WorkflowRepositoryPermissions(`${name}-token`, tokenInputs(args), child);
    if (plan.tagRuleset) new RepositoryRuleset(`${name}-tags`, rulesetInputs(args), child);
    if (plan.vulnerabilityAlerts) {
      new RepositoryVulnerabilityAlerts(`${name}-alerts`, { repository, enabled: true }, child);
    }
    if (plan.immutableReleases) {
      new ImmutableReleases(
        `${name}-immutable-releases`,
        { owner: plan.owner, repository },
        { parent: this, provider: args.slipway },
      );
    }
    this.registerOutputs();
  }
}

function actionsInputs({ repository, plan, allowedActions }: RepositorySettingsArgs) {
  return {
    repository,
    enabled: true,
    allowedActions: "selected",
    allowedActionsConfig: {
      githubOwnedAllowed: false,
      verifiedAllowed: false,
      patternsAlloweds: [...allowedActions],
    },
    shaPinningRequired: plan.requirePinnedActions,
  };
}

/**
 * GitHub has one switch for opening pull requests and for approving them by a job's token, and it is off in a new
 * repository. A job still needs `pull-requests: write` of its own for either, which no delivered job but upkeep's has.
 */
function tokenInputs({ repository, workflowsPropose }: RepositorySettingsArgs) {
  return {
    repository,
    defaultWorkflowPermissions: "read",
    canApprovePullRequestReviews: workflowsPropose,
  };
}

function rulesetInputs({ repository, tagPattern }: RepositorySettingsArgs) {
  return {
    repository,
    name: "Release tags stay as they are",
    target: "tag",
    enforcement: "active",
    conditions: { refName: { includes: [`refs/tags/${tagPattern}`], excludes: [] } },
    rules: { update: true, deletion: true, nonFastForward: true },
  };
}
