import { z } from "zod";
import { relativePath } from "./leaves.ts";

/** What is kept up to date between releases. */
export const upkeep = z.strictObject({
  schedule: z
    .enum(["daily", "weekly", "monthly", "never"])
    .default("weekly")
    .meta({ description: "How often locks are refreshed and old images removed; `never`: only by hand." }),
  cooldown: z.int().min(0).max(90).default(7).meta({
    description:
      "Days that a release or a base image must be out before a lock takes it: a hijacked one is mostly found within them.",
    example: 7,
  }),
  readme: relativePath("README.md").optional().meta({
    example: "README.md",
    description:
      "The package's README, in which a section tells how to install and verify it, and what was tested where. Default: none.",
  }),
  keepImages: z.int().min(1).max(3650).default(30).meta({
    description: "Days that image versions are kept which no tag, release or attestation leads to.",
    example: 30,
  }),
});
