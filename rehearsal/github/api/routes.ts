import type { Route } from "../http/route.ts";
import { actionsPermissions } from "./actions-permissions.ts";
import { contents } from "./contents.ts";
import { deploymentBranchPolicies } from "./deployment-branch-policies.ts";
import { environments } from "./environments.ts";
import { repositories } from "./repositories.ts";
import { repositorySecurity } from "./repository-security.ts";
import { rulesets } from "./rulesets.ts";

/** Every operation that the emulated GitHub has. */
export const routes: readonly Route[] = [
  ...repositories,
  ...contents,
  ...actionsPermissions,
  ...environments,
  ...deploymentBranchPolicies,
  ...rulesets,
  ...repositorySecurity,
];
