import * as pulumi from "@pulumi/pulumi";
import type { RegistryCredentials } from "../config/read.ts";
import { imageAddresses } from "../plan/image-addresses.ts";
import type { OwnerType } from "../plan/image-addresses.ts";
import type { ImagePlan, Plan } from "../plan/plan.ts";
import type { Delivery, DeliveryArgs, Provider as SlipwayProvider } from "../provider/sdk.ts";
import { baseInUse } from "./base-image.ts";
import { ContainerPackage } from "./container-package.ts";
import { DeliveredFiles } from "./delivered-files.ts";
import { ReleaseEnvironment } from "./release-environment.ts";
import { RepositorySecrets } from "./repository-secrets.ts";
import { RepositorySettings } from "./repository-settings.ts";

export interface ReleasePipelineArgs {
  readonly plan: Plan;
  readonly delivery: DeliveryArgs;
  /** Texts of the files that an earlier version delivered one by one, by path. */
  readonly singly: Readonly<Record<string, string>>;
  /** Patterns of every action that workflows may use, nested ones included: `actions/checkout@*`. */
  readonly allowedActions: readonly string[];
  readonly secretValues: Readonly<Record<string, pulumi.Output<string>>>;
  readonly slipway: SlipwayProvider;
  readonly registries: RegistryArgs;
}

/** What is known of registries and of what bears on images, before any of it is asked. */
export interface RegistryArgs {
  /** The stack's own `docker:registryAuth`. */
  readonly registryAuth: pulumi.Output<RegistryCredentials[]> | undefined;
  /** Why registries can't be asked; null: they can. */
  readonly unasked: string | null;
  /** What GitHub calls the repository's owner; undefined: it does not say. */
  readonly ownerType: OwnerType | undefined;
  /** The repository's own lock of base images, as JSON; undefined: it has none. */
  readonly imageLock: string | undefined;
}

/** The whole release pipeline of one package: settings, environments, secrets, then the files that rely on them. */
export class ReleasePipeline extends pulumi.ComponentResource {
  readonly delivery: Delivery;
  /** null: no image is made. */
  readonly image: ContainerPackage | null;

  constructor(name: string, args: ReleasePipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:index:ReleasePipeline", name, {}, opts);
    const { plan, delivery, singly, slipway } = args;
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
    const files = new DeliveredFiles(
      `${name}-files`,
      { delivery, singly, slipway },
      { ...child, dependsOn: [settings, ...environments, ...secrets] },
    );
    this.delivery = files.delivery;
    this.image =
      plan.image === null ? null : new ContainerPackage(`${name}-image`, imageArgs(plan.image, args), child);
    this.registerOutputs();
  }

  private settingsArgs({ plan, allowedActions, slipway }: ReleasePipelineArgs) {
    return {
      repository: plan.repository.name,
      plan: plan.repository,
      tagPattern: plan.release.tagPattern,
      allowedActions,
      workflowsPropose: plan.upkeep.schedule !== "never",
      slipway,
    };
  }
}

function imageArgs(image: ImagePlan, { plan, registries }: ReleasePipelineArgs) {
  const { registryAuth, unasked, ownerType, imageLock } = registries;
  return {
    addresses: imageAddresses(image, plan.repository, ownerType),
    base: baseInUse(image, imageLock),
    upkeep: plan.upkeep,
    registryAuth,
    unasked,
  };
}
