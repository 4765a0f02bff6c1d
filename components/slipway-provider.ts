import * as pulumi from "@pulumi/pulumi";
import type { GitHubConfiguration } from "../config/read.ts";
import { Provider } from "../provider/sdk.ts";

/** The project's own provider for the pipeline of this name, with the stack's `github:*` settings. */
export function slipwayProvider(pipeline: string, github: GitHubConfiguration): Provider {
  // It was once the pipeline's child; now it is asked before there is a pipeline.
  const parent = pulumi.createUrn(pipeline, "slipway:index:ReleasePipeline");
  return new Provider("slipway", github, { aliases: [{ parent }] });
}
