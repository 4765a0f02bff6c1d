import * as pulumi from "@pulumi/pulumi";
import type { GitHubConfiguration } from "../config/read.ts";
import type { Document } from "../documents/document.ts";
import type { Plan } from "../plan/plan.ts";
import { Provider as SlipwayProvider } from "../provider/sdk.ts";
import { DeliveredFiles } from "./delivered-files.ts";
import { ReleaseEnvironment } from "./release-environment.ts";
import { RepositorySecrets } from "./repository-secrets.ts";
import { RepositorySettings } from "./repository-settings.ts";

export interface ReleasePipelineArgs {
  readonly plan: Plan;
  readonly documents: readonly Document[];
  /** Paths that hold a file of this stack already. */
  readonly own: ReadonlySet<string>;
  /** Third-party actions that the documents use, nested ones included: `actions/checkout`. */
  readonly actions: readonly string[];
  readonly secretValues: Readonly<Record<string, pulumi.Output<string>>>;
  readonly github: GitHubConfiguration;
}

/** The whole release pipeline of one package: settings, environments, secrets, then the files that rely on them. */
export class ReleasePipeline extends pulumi.ComponentResource {
  constructor(name: string, args: ReleasePipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:index:ReleasePipeline", name, {}, opts);
    const { plan, documents, own } = args;
    const child = { parent: this };
    const repository = plan.repository.name;

    const settings = new RepositorySettings(`${name}-settings`, this.settingsArgs(args), child);
    const environments = plan.environments.map(
      (environment) =>
        new ReleaseEnvironment(`${name}-${environment.name}`, { repository, plan: environment }, child),
    );
    const secrets =
      plan.secrets.length === 0
        ? []
        : [
            new RepositorySecrets(
              `${name}-secrets`,
              { repository, secrets: plan.secrets, values: args.secretValues },
              { ...child, dependsOn: environments },
            ),
          ];
    // Last: a workflow that arrives before its environment would make one without rules.
    new DeliveredFiles(
      `${name}-files`,
      {
        repository,
        branch: plan.repository.defaultBranch,
        documents,
        own,
        deliveredBy: `${plan.project}/${plan.stack}`,
      },
      { ...child, dependsOn: [settings, ...environments, ...secrets] },
    );
    this.registerOutputs();
  }

  private settingsArgs({ plan, actions, github }: ReleasePipelineArgs) {
    return {
      repository: plan.repository.name,
      plan: plan.repository,
      tagPattern: plan.release.tagPattern,
      allowedActions: [...actions.map((action) => `${action}@*`), ...plan.repository.allowActions].sort(),
      slipway: new SlipwayProvider("slipway", github, { parent: this }),
    };
  }
}
