import type { Route } from "../http/route.ts";
import { accounts } from "./accounts.ts";
import { actionsPermissions } from "./actions-permissions.ts";
import { apps } from "./apps.ts";
import { attestations } from "./attestations.ts";
import { branches } from "./branches.ts";
import { checks } from "./checks.ts";
import { commits } from "./commits.ts";
import { compare } from "./compare.ts";
import { contents } from "./contents.ts";
import { deploymentBranchPolicies } from "./deployment-branch-policies.ts";
import { environments } from "./environments.ts";
import { forks } from "./forks.ts";
import { gitObjects } from "./git-objects.ts";
import { gitRefs } from "./git-refs.ts";
import { gitTags } from "./git-tags.ts";
import { gitTrees } from "./git-trees.ts";
import { issueComments } from "./issue-comments.ts";
import { packages } from "./packages.ts";
import { pullFiles } from "./pull-files.ts";
import { pullMerge } from "./pull-merge.ts";
import { pulls } from "./pulls.ts";
import { releaseAssets } from "./release-assets.ts";
import { releaseNotes } from "./release-notes.ts";
import { releases } from "./releases.ts";
import { repositories } from "./repositories.ts";
import { repositorySecurity } from "./repository-security.ts";
import { rulesets } from "./rulesets.ts";
import { search } from "./search.ts";
import { secrets } from "./secrets.ts";
import { hookDeliveries } from "./self-hosted/deliveries.ts";
import { selfHostedRunners } from "./self-hosted/runners.ts";
import { variables } from "./variables.ts";
import { workflowDispatches } from "./workflow-dispatches.ts";
import { workflowJobs } from "./workflow-jobs.ts";
import { workflowRuns } from "./workflow-runs.ts";

/** Every operation that the emulated GitHub has. */
export const routes: readonly Route[] = [
  ...accounts,
  ...apps,
  ...repositories,
  ...forks,
  ...contents,
  // Before the commits: the name of one may hold slashes.
  ...checks,
  ...commits,
  ...branches,
  ...compare,
  ...gitObjects,
  ...gitTrees,
  ...gitRefs,
  ...gitTags,
  ...pulls,
  ...pullMerge,
  ...pullFiles,
  ...search,
  ...issueComments,
  ...releases,
  ...releaseAssets,
  ...releaseNotes,
  ...workflowRuns,
  ...selfHostedRunners,
  ...workflowJobs,
  ...hookDeliveries,
  ...workflowDispatches,
  ...packages,
  ...attestations,
  ...actionsPermissions,
  ...environments,
  ...deploymentBranchPolicies,
  ...rulesets,
  ...secrets,
  ...variables,
  ...repositorySecurity,
];
