import { RepositoryFile } from "@pulumi/github/repositoryFile.js";
import * as pulumi from "@pulumi/pulumi";
import type { Document } from "../documents/document.ts";

export interface DeliveredFilesArgs {
  readonly repository: pulumi.Input<string>;
  readonly branch: string;
  readonly documents: readonly Document[];
  /** Paths that hold a file of this stack already. */
  readonly own: ReadonlySet<string>;
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
      // How a file was first made is of no interest later.
      const options = { parent: this, ignoreChanges: ["overwriteOnCreate"] };
      new RepositoryFile(`${name}-${document.path}`, fileInputs(document, args), options);
    }
    this.paths = args.documents.map(({ path }) => path);
    this.registerOutputs({ paths: this.paths });
  }
}

function fileInputs(
  { path, content }: Document,
  { repository, branch, deliveredBy, own }: DeliveredFilesArgs,
) {
  return {
    repository,
    branch,
    file: path,
    content,
    // All three are given: the provider reports those it chose by itself as changed ever after.
    commitMessage: `Update the release pipeline (${deliveredBy})`,
    commitAuthor: "Slipway",
    commitEmail: "slipway@noreply.invalid",
    // Written by an update that was stopped before it could take note of it; another's file is never overwritten.
    overwriteOnCreate: own.has(path),
  };
}
