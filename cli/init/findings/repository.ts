import type { Fault } from "../../../config/fault.ts";
import type { Project } from "../project/project.ts";
import { tableAt, textAt } from "../project/table.ts";
import { linkedRepository } from "../tree/remotes.ts";
import type { Found, Tree } from "../tree/tree.ts";

/** The package's repository on GitHub and what is known of it. */
export interface RepositoryFindings {
  /** `OWNER/NAME`; null: nothing names it. */
  readonly fullName: Found<string> | null;
  readonly defaultBranch: Found<string>;
  readonly visibility: Found<"public" | "private">;
  readonly reviewer: Found<string> | null;
}

/** As the schema takes it. */
const repositoryName = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/i;
const branchName =
  /^(?![-/.@]$|[-/.])(?!.*(?:\.\.|\/\/|\/\.|@\{|\$\{\{))(?!.*(?:\.lock|[/.])$)[^\s~^:?*[\\\p{Cc}]+$/u;

/** The repository's facts, from git or GitHub, else from the addresses in pyproject.toml. */
export function repositoryFindings(tree: Tree, project: Project, faults: Fault[]): RepositoryFindings {
  const { repository } = tree;
  const named = repository.fullName ?? linked(project);
  const fullName = named !== null && repositoryName.test(named.value) ? named : null;
  if (fullName === null) {
    faults.push({
      place: "slipway:package.repository",
      fault: `was not found: ${named === null ? "no git remote and no project.urls name one on GitHub" : `${named.value} is no name on GitHub`}`,
      mend: "write it as OWNER/NAME, here and its owner under github:owner",
    });
  }
  if (repository.baseUrl !== null && repository.visibility === null) {
    faults.push({
      place: "github:baseUrl",
      fault: `is taken from the address of the repository: ${repository.baseUrl}`,
      mend: "keep it if that is a GitHub Enterprise; Slipway delivers to GitHub alone",
    });
  }
  const owner = fullName?.value.split("/")[0];
  const guessed = owner === undefined ? null : { value: owner, from: "the repository's owner" };
  if (repository.visibility === null && guessed !== null) {
    faults.push({
      place: "slipway:environments",
      fault: `names ${guessed.value} as the reviewer, the owner of the repository, who has to be a person`,
      mend: "of an organization, name people or octo-org/team",
    });
  }
  return {
    fullName,
    defaultBranch: branchOf(repository.defaultBranch, faults),
    visibility: repository.visibility ?? {
      value: "public",
      from: "nothing says otherwise; GitHub was not asked",
    },
    reviewer: repository.visibility === null ? guessed : repository.reviewer,
  };
}

function branchOf(found: Found<string> | null, faults: Fault[]): Found<string> {
  const place = "slipway:repository.defaultBranch";
  if (found !== null && branchName.test(found.value)) {
    if (found.from.includes("checked out") && !/^(?:main|master|trunk|develop)$/.test(found.value)) {
      faults.push({
        place,
        fault: `is ${found.value}, the branch that is checked out, since git knows no other`,
        mend: "write the branch that releases are tagged on",
      });
    }
    return found;
  }
  return { value: "main", from: "nothing says otherwise" };
}

function linked({ pyproject, setupCfg }: Project): Found<string> | null {
  const table = pyproject ?? {};
  const urls = { ...tableAt(table, "project", "urls"), ...tableAt(table, "tool", "poetry", "urls") };
  const ordered = Object.entries(urls).sort(([a], [b]) => rank(a) - rank(b));
  const others = [
    ["tool.poetry.repository", textAt(table, "tool", "poetry", "repository")],
    ["tool.flit.metadata.home-page", textAt(table, "tool", "flit", "metadata", "home-page")],
    ["setup.cfg, metadata.url", setupCfg["metadata"]?.["url"]],
  ] as const;
  for (const [key, url] of [
    ...ordered.map(([key, url]) => [`project.urls.${key}`, url] as const),
    ...others,
  ]) {
    const name = typeof url === "string" ? linkedRepository(url) : null;
    if (name !== null && !/^(?:sponsors|orgs|users)\//i.test(name)) return { value: name, from: key };
  }
  return null;
}

/** Addresses that are the repository's own before those that may be another's. */
function rank(key: string): number {
  const at = ["repository", "source", "source code", "code", "github", "homepage"].indexOf(key.toLowerCase());
  return at < 0 ? 99 : at;
}
