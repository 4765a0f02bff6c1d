import { RepositoryFile } from "@pulumi/github/repositoryFile.js";
import * as pulumi from "@pulumi/pulumi";
import type { Document } from "../documents/document.ts";

export interface DeliveredFilesArgs {
  readonly repository: pulumi.Input<string>;
  readonly branch: string;
  readonly documents: readonly Document[];
  /** Project and stack, for the message of the commits: `slipway/prod`. */
  readonly deliveredBy: string;
}

/** The pipeline's files in the package's repository. */
export class DeliveredFiles extends pulumi.ComponentResource {
  /** Relative to the repository's root. */
  readonly paths: readonly string[];

  constructor(name: string, args: DeliveredFilesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("slipway:github:DeliveredFiles", name, {}, opts);
    for (const document of args.documents) {
      new RepositoryFile(`${name}-${document.path}`, fileInputs(document, args), { parent: this });
    }
    this.paths = args.documents.map(({ path }) => path);
    this.registerOutputs({ paths: this.paths });
  }
}

function fileInputs({ path, content }: Document, { repository, branch, deliveredBy }: DeliveredFilesArgs) {
  return {
    repository,
    branch,
    file: path,
    content,
    // All three are given: the provider reports those it chose by itself as changed ever after.
    commitMessage: `Update the release pipeline (${deliveredBy})`,
    commitAuthor: "Slipway",
    commitEmail: "slipway@noreply.invalid",
    // What another put there was refused by name before; what stands here is the stack's own, written by an update
    // that was stopped before it could take note of it.
    overwriteOnCreate: true,
  };
}
