import { z } from "zod";
import { text } from "./leaves.ts";

/** Where releases are published. */
export const index = z.strictObject({
  name: z
    .enum(["pypi", "testpypi", "custom"])
    .meta({ example: "pypi", description: "Index that releases go to." }),
  uploadUrl: text(
    /^https:\/\/[^\s@${}"'`\\<>\p{Cc}]+$/u,
    "is not an https address without credentials",
    "https://packages.example.org/legacy/",
  )
    .optional()
    .meta({ description: "Upload address; only for `name: custom`." }),
  simpleUrl: text(
    /^https:\/\/[^\s@${}"'`\\<>\p{Cc}]+$/u,
    "is not an https address without credentials",
    "https://packages.example.org/simple/",
  )
    .optional()
    .meta({ description: "Address of the simple API, which pip installs from; only for `name: custom`." }),
  environment: text(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,254}$/, "is not the name of an environment", "pypi")
    .optional()
    .meta({
      description:
        "Environment that holds the right to publish. Default: the index's name; of `custom`, `release`.",
    }),
});

/** Where releases go besides the index. */
export const channels = z
  .strictObject({
    githubRelease: z
      .boolean()
      .default(true)
      .meta({ description: "A GitHub release with the files of each version." }),
    testPyPI: z.boolean().default(false).meta({
      description:
        "Publishes to TestPyPI first, by a job and an environment (`testpypi`) of its own, and to PyPI once it could be installed from there.",
    }),
  })
  .default({ githubRelease: true, testPyPI: false });

const environment = z.strictObject({
  reviewers: z
    .array(
      text(
        /^[A-Za-z0-9][A-Za-z0-9-]*(\/[A-Za-z0-9][\w.-]*)?$/,
        "is neither a login nor an `org/team`",
        "octocat",
      ),
    )
    .max(6)
    .default([])
    .meta({
      description: "Who may approve a release: logins, and `org/team`. Six at most; one approval is enough.",
    }),
  preventSelfReview: z
    .boolean()
    .default(true)
    .meta({ description: "Whoever pushed the tag can't approve it." }),
  waitTimer: z
    .int()
    .min(0)
    .max(43_200)
    .default(0)
    .meta({ description: "Minutes between approval and start.", example: 10 }),
  tags: z
    .array(text(/^[^\s~^:\\]+$/, "is not a pattern for tags", "v*"))
    .min(1)
    .optional()
    .meta({ description: "Tags that may deploy. Default: `tagPrefix` and `*`." }),
  variables: z
    .record(text(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/, "is not the name of a variable", "LOG_LEVEL"), z.string())
    .default({})
    .meta({ description: "Variables that jobs of the environment see." }),
});

/** Deployment environments by name, each with its rules. */
export const environments = z
  .record(
    text(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,254}$/, "is not the name of an environment", "pypi"),
    environment,
  )
  .default({});

/** Declarations of secrets; the values stand apart. */
export const secrets = z
  .record(
    text(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/, "is not the name of a secret", "CODECOV_TOKEN"),
    z.strictObject({
      reason: z.string().min(1).meta({
        example: "the service takes no OIDC token",
        description: "Why a token exchanged by OIDC can't replace it.",
      }),
      environment: z
        .string()
        .optional()
        .meta({ description: "Environment that holds it. Default: the repository." }),
    }),
  )
  .default({});
