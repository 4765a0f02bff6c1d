import { ActionsEnvironmentVariable } from "@pulumi/github/actionsEnvironmentVariable.js";
import { RepositoryEnvironment } from "@pulumi/github/repositoryEnvironment.js";
import { RepositoryEnvironmentDeploymentPolicy } from "@pulumi/github/repositoryEnvironmentDeploymentPolicy.js";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentPlan } from "../plan/plan.ts";
import { reviewerIds } from "./reviewers.ts";
import { repositoryChild } from "./repository-child.ts";

export interface ReleaseEnvironmentArgs {
  readonly repository: pulumi.Input<string>;
  readonly plan: EnvironmentPlan;
}

/** A deployment environment of the repository: who may release, from which tags and branches, with which variables. */
export class ReleaseEnvironment extends pulumi.ComponentResource {
  readonly environmentName: pulumi.Output<string>;

  constructor(name: string, args: ReleaseEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:github:ReleaseEnvironment", name, {}, opts);
    const { repository, plan } = args;
    const child = repositoryChild(this);
    const environment = new RepositoryEnvironment(name, this.environmentInputs(args), child);
    this.environmentName = environment.environment;

    for (const tagPattern of plan.tags) {
      const inputs = { repository, environment: this.environmentName, tagPattern };
      new RepositoryEnvironmentDeploymentPolicy(`${name}-tags-${tagPattern}`, inputs, child);
    }
    for (const branchPattern of plan.branches) {
      const inputs = { repository, environment: this.environmentName, branchPattern };
      new RepositoryEnvironmentDeploymentPolicy(`${name}-branches-${branchPattern}`, inputs, child);
    }
    for (const [variableName, value] of Object.entries(plan.variables)) {
      const inputs = { repository, environment: this.environmentName, variableName, value };
      new ActionsEnvironmentVariable(`${name}-variable-${variableName}`, inputs, child);
    }
    this.registerOutputs({ environmentName: this.environmentName });
  }

  private environmentInputs({ repository, plan }: ReleaseEnvironmentArgs) {
    return {
      repository,
      environment: plan.name,
      canAdminsBypass: false,
      preventSelfReview: plan.preventSelfReview,
      waitTimer: plan.waitTimer,
      reviewers: plan.reviewers.length === 0 ? [] : [reviewerIds(plan.reviewers, { parent: this })],
      // What publishes may be deployed from tags alone: a branch would be a way around the tag ruleset.
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
    };
  }
}
