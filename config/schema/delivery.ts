import { z } from "zod";
import { branchName, relativePath } from "./leaves.ts";

/** How the pipeline's files get into the repository, and what they may take the place of. */
export const delivery = z.strictObject({
  by: z.enum(["pull-request", "push"]).default("pull-request").meta({
    description:
      "`pull-request`: one commit on Slipway's own branch, to be merged by a person. `push`: one commit straight to the default branch.",
  }),
  branch: branchName("slipway/prod")
    .optional()
    .meta({ description: "Slipway's own branch. Default: `slipway/` and the stack's name." }),
  adopt: z
    .array(relativePath(".github/workflows/build.yml"))
    .default([])
    .meta({ description: "Files that may be overwritten though Slipway did not write what is in them." }),
  retire: z
    .array(relativePath(".github/workflows/publish.yml"))
    .default([])
    .meta({ description: "Files to remove in the same commit, such as workflows that publish as well." }),
});
