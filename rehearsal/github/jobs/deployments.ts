import { isNameLike, isRuled } from "../api/ref-rules.ts";
import { find, findAccount, findRepository, findTeam } from "../store/find.ts";
import type { EnvironmentRecord, Records, RepositoryRecord } from "../store/records.ts";

/** Why an environment takes no deployment from a branch or tag; null where it does. One that is not there takes any. */
export function deploymentFault(
  records: Records,
  {
    repository,
    environment,
    ref,
  }: { readonly repository: string; readonly environment: string; readonly ref: string },
): string | null {
  const record = repositoryOf(records, repository);
  const found = find(record.environments, environment);
  if (found === null || isLetIn(record, found.record, ref)) return null;
  const [kind, name] = ref.startsWith("refs/tags/")
    ? ["Tag", ref.slice("refs/tags/".length)]
    : ["Branch", ref.replace(/^refs\/heads\//, "")];
  return `${kind} "${name}" is not allowed to deploy to ${found.key} due to environment protection rules.`;
}

/** Who may let a job into an environment: logins, and teams as `organization/team`; nobody needs to where it is empty. */
export function reviewersOf(records: Records, repository: string, environment: string): readonly string[] {
  const found = find(repositoryOf(records, repository).environments, environment);
  return (found?.record.reviewers ?? []).map(({ type, id }) => {
    const known = type === "Team" ? findTeam(records, id) : findAccount(records, id);
    return known?.key ?? "ghost";
  });
}

function isLetIn(
  repository: RepositoryRecord,
  { deployment_branch_policy: policy, deployment_branch_policies: policies }: EnvironmentRecord,
  ref: string,
): boolean {
  if (policy === null) return true;
  if (policy.protected_branches) return isProtected(repository, ref);
  const kind = ref.startsWith("refs/tags/") ? "tag" : "branch";
  const name = ref.replace(/^refs\/(?:heads|tags)\//, "");
  return policies.some((one) => one.type === kind && isNameLike(one.name, name));
}

/** Where no branch is protected, any may deploy. */
function isProtected(repository: RepositoryRecord, ref: string): boolean {
  if (!ref.startsWith("refs/heads/")) return false;
  const isForBranches = ({ target, enforcement }: RepositoryRecord["rulesets"][number]) =>
    target === "branch" && enforcement === "active";
  return isRuled(repository, ref) || !repository.rulesets.some(isForBranches);
}

function repositoryOf(records: Records, fullName: string): RepositoryRecord {
  const [owner = "", name = ""] = fullName.split("/");
  const found = findRepository(records, owner, name);
  if (!found) throw new Error(`there is no repository ${fullName}`);
  return found.record;
}
