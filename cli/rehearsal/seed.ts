import type { Seed } from "../../rehearsal/github/seed.ts";
import { isRefName } from "../../rehearsal/github/git/repository.ts";
import { packageFolder } from "../../rehearsal/packages/packages.ts";
import { isRecord } from "../changes/value.ts";
import { repositoryOf } from "../project/repository.ts";

/**
 * The repository and the people that a stack file speaks of. The program checks the file; here it is only
 * read, and what is not as it should be is left out.
 */
export function seedOf(config: Readonly<Record<string, unknown>>): Seed {
  const repository = repositoryOf(config);
  const [owner, name] = repository.split("/");
  const settings = record(config["slipway:repository"]);
  const branch = settings["defaultBranch"];
  const files = packageFolder(repository);
  const environments = Object.values(record(config["slipway:environments"]));
  const reviewers = new Set(environments.flatMap((environment) => texts(record(environment)["reviewers"])));
  return {
    repositories:
      owner && name
        ? [
            {
              owner,
              name,
              defaultBranch: isBranch(branch) ? branch : "main",
              visibility: settings["visibility"] === "private" ? "private" : "public",
              ...(files === undefined ? {} : { files }),
            },
          ]
        : [],
    users: [...reviewers].filter((reviewer) => /^[\w-]+$/.test(reviewer)),
    teams: [...reviewers].filter((reviewer) => /^[\w-]+\/[\w.-]+$/.test(reviewer)),
  };
}

/** Others are left to the configuration's own check, which names the setting. */
function isBranch(value: unknown): value is string {
  return typeof value === "string" && /^(?!-|HEAD$)/.test(value) && isRefName(`refs/heads/${value}`);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}
