import { ActionsEnvironmentSecret } from "@pulumi/github/actionsEnvironmentSecret.js";
import { ActionsSecret } from "@pulumi/github/actionsSecret.js";
import * as pulumi from "@pulumi/pulumi";
import type { SecretPlan } from "../plan/plan.ts";
import { repositoryChild } from "./repository-child.ts";

export interface RepositorySecretsArgs {
  readonly repository: pulumi.Input<string>;
  readonly secrets: readonly SecretPlan[];
  /** By name of the secret; encrypted in state. */
  readonly values: Readonly<Record<string, pulumi.Output<string>>>;
}

/** The few secrets that no token exchanged by OIDC can replace. */
export class RepositorySecrets extends pulumi.ComponentResource {
  constructor(name: string, args: RepositorySecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:github:RepositorySecrets", name, {}, opts);
    const child = repositoryChild(this);
    for (const { name: secretName, environment } of args.secrets) {
      const given = args.values[secretName];
      if (given === undefined) continue;
      const inputs = { repository: args.repository, secretName, value: pulumi.secret(given) };
      if (environment === null) {
        new ActionsSecret(`${name}-${secretName}`, inputs, child);
      } else {
        new ActionsEnvironmentSecret(
          `${name}-${environment}-${secretName}`,
          { ...inputs, environment },
          child,
        );
      }
    }
    this.registerOutputs();
  }
}
