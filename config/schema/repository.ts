import { z } from "zod";
import { branchName, text } from "./leaves.ts";

/** What the repository is set to, and what GitHub offers there. */
export const repository = z.strictObject({
  visibility: z
    .enum(["public", "private"])
    .default("public")
    .meta({ description: "What GitHub offers depends on it." }),
  plan: z
    .enum(["free", "pro", "team", "enterprise"])
    .default("free")
    .meta({ description: "The owner's GitHub plan; private repositories get less on the smaller ones." }),
  defaultBranch: branchName("main")
    .default("main")
    .meta({ description: "Branch that releases are tagged on." }),
  immutableReleases: z
    .boolean()
    .default(true)
    .meta({ description: "A published release takes no further file and its tag can't move." }),
  vulnerabilityAlerts: z.boolean().default(true).meta({ description: "Dependabot alerts." }),
  attestations: z
    .boolean()
    .default(true)
    .meta({ description: "Signed provenance of the built files on GitHub." }),
  tagRuleset: z.boolean().default(true).meta({ description: "Forbids moving and deleting release tags." }),
  requirePinnedActions: z.boolean().default(true).meta({
    description:
      "GitHub refuses every workflow of the repository that names an action by tag or branch; those you keep have to be pinned first.",
  }),
  allowActions: z
    .array(
      text(
        /^[A-Za-z0-9][\w.-]*\/[\w.*-]+(\/[\w.*/-]+)?@[\w.*/-]+$/,
        "is not a pattern for actions",
        "octo-org/octo-action@*",
      ),
    )
    .default([])
    .meta({ description: "Further actions that the repository's other workflows may use." }),
});

/** Pinned actions beyond the lock. */
export const actions = z
  .record(
    text(/^[A-Za-z0-9][\w.-]*\/[\w.-]+$/, "is not an action's repository", "codecov/codecov-action"),
    z.strictObject({
      version: text(/^[\w.+-]+$/, "is not a version", "v5.5.1").meta({
        example: "v5.5.1",
        description: "Version that the commit is tagged with.",
      }),
      commit: text(
        /^[0-9a-f]{40}$/,
        "is not a commit of 40 hexadecimal digits",
        "0123456789abcdef0123456789abcdef01234567",
      ).meta({ description: "Commit that is used." }),
    }),
  )
  .default({});
