import { RepositoryFile } from "@pulumi/github/repositoryFile.js";
import * as pulumi from "@pulumi/pulumi";
import { Delivery } from "../provider/sdk.ts";
import type { DeliveryArgs, Provider as SlipwayProvider } from "../provider/sdk.ts";

export interface DeliveredFilesArgs {
  readonly delivery: DeliveryArgs;
  /** Texts of the files that an earlier version delivered one by one, by path. */
  readonly singly: Readonly<Record<string, string>>;
  readonly slipway: SlipwayProvider;
}

/** The pipeline's files in the package's repository. */
export class DeliveredFiles extends pulumi.ComponentResource {
  readonly delivery: Delivery;

  constructor(name: string, args: DeliveredFilesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:github:DeliveredFiles", name, {}, opts);
    const earlier = Object.entries(args.singly).map(([file, content]) => {
      const inputs = { repository: args.delivery.repository, file, content, overwriteOnCreate: true };
      return new RepositoryFile(`${name}-${file}`, inputs, this.earlierOptions());
    });
    // After the earlier ones: once it is merged these are declared no more, and must by then be left in peace.
    this.delivery = new Delivery(name, args.delivery, {
      parent: this,
      provider: args.slipway,
      dependsOn: earlier,
    });
    this.registerOutputs({ status: this.delivery.status, pullRequest: this.delivery.pullRequest });
  }

  /** Each has a resource of its own: it stays as it is, also when the resource goes. */
  private earlierOptions(): pulumi.CustomResourceOptions {
    const ignoreChanges = [
      "content",
      "branch",
      "commitMessage",
      "commitAuthor",
      "commitEmail",
      "overwriteOnCreate",
    ];
    return { parent: this, retainOnDelete: true, ignoreChanges };
  }
}
