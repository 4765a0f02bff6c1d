import type { Seed } from "../../rehearsal/github/seed.ts";
import { isRecord } from "../changes/value.ts";

/**
 * The repository and the people that a stack file speaks of. The program checks the file; here it is only
 * read, and what is not as it should be is left out.
 */
export function seedOf(config: Readonly<Record<string, unknown>>): Seed {
  const repository = String(record(config["slipway:package"])["repository"]);
  const [, owner, name] = /^([\w-]+)\/(?!\.{1,2}$)([\w.-]+)$/.exec(repository) ?? [];
  const settings = record(config["slipway:repository"]);
  const branch = settings["defaultBranch"];
  const environments = Object.values(record(config["slipway:environments"]));
  const reviewers = new Set(environments.flatMap((environment) => texts(record(environment)["reviewers"])));
  return {
    repositories:
      owner && name
        ? [
            {
              owner,
              name,
              defaultBranch: typeof branch === "string" && /^\w[\w./-]*$/.test(branch) ? branch : "main",
              visibility: settings["visibility"] === "private" ? "private" : "public",
            },
          ]
        : [],
    users: [...reviewers].filter((reviewer) => /^[\w-]+$/.test(reviewer)),
    teams: [...reviewers].filter((reviewer) => /^[\w-]+\/[\w.-]+$/.test(reviewer)),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
