import type { Settings } from "../config/schema/settings.ts";
import { publishingEnvironment } from "../config/publishing-environment.ts";
import { condaForgeEnvironment } from "./conda.ts";
import { testPyPIEnvironment } from "./indexes.ts";
import { isOffered } from "./limits.ts";
import type { EnvironmentPlan, Notice, SecretPlan } from "./plan.ts";

/** Every environment that is declared, and the publishing one even where nothing is said of it. */
export function environmentsOf(settings: Settings): EnvironmentPlan[] {
  if (!isOffered("environments", settings.repository)) return [];
  const publishing = publishingEnvironment(settings.index);
  const rehearsing = settings.channels.testPyPI ? [testPyPIEnvironment] : [];
  const submitting = settings.conda === undefined ? [] : [condaForgeEnvironment];
  const names = [
    ...new Set([publishing, ...rehearsing, ...submitting, ...Object.keys(settings.environments)]),
  ];
  return names.map((name) => {
    const declared = settings.environments[name];
    const withReviewers = isOffered("reviewers", settings.repository);
    const reviewers = withReviewers ? (declared?.reviewers ?? []) : [];
    return {
      name,
      reviewers,
      preventSelfReview: reviewers.length > 0 && (declared?.preventSelfReview ?? true),
      waitTimer: isOffered("waitTimer", settings.repository) ? (declared?.waitTimer ?? 0) : 0,
      ...deployableFrom(name, settings),
      variables: declared?.variables ?? {},
    };
  });
}

/** A recipe is submitted by hand from the default branch, where it can be mended after the release; all else by tags. */
function deployableFrom(
  name: string,
  { environments, package: declared, repository }: Settings,
): Pick<EnvironmentPlan, "tags" | "branches"> {
  const tags = environments[name]?.tags;
  return name === condaForgeEnvironment && tags === undefined
    ? { tags: [], branches: [repository.defaultBranch] }
    : { tags: tags ?? [`${declared.tagPrefix}*`], branches: [] };
}

/** Secrets by name, with the reason why OIDC can't replace each. */
export function secretsOf(settings: Settings): SecretPlan[] {
  return Object.entries(settings.secrets).map(([name, { reason, environment }]) => ({
    name,
    reason,
    environment: environment ?? null,
  }));
}

/** Settings that work, and that their operator may regret. */
export function environmentNotices(environments: readonly EnvironmentPlan[]): Notice[] {
  return environments
    .filter(({ preventSelfReview, reviewers }) => preventSelfReview && isOnePerson(reviewers))
    .map(({ name, reviewers }) => ({
      place: `slipway:environments.${name}.preventSelfReview`,
      text: `${reviewers[0]} is the only reviewer and can't approve a release of their own; add a reviewer, or set it to false`,
    }));
}

function isOnePerson(reviewers: readonly string[]): boolean {
  return reviewers.length === 1 && !reviewers[0]?.includes("/");
}
