import type { DeclaredEnvironment } from "../declaration/declaration.ts";
import type { Environment } from "../github/runs.ts";
import type { Fault } from "../program/fault.ts";
import { type Finding, finding } from "./finding.ts";
import { fitsPattern } from "./ref-pattern.ts";
import type { ReleaseRun } from "./release-run.ts";

const mend = "let the stack make it so (pulumi up), then run this job again";

/** What a job in the environment runs on. */
export interface Deployment {
  /** Null: the run is on no tag. */
  readonly tag: string | null;
  /** The workflow's file name, for the command that starts it, and in which mode. */
  readonly workflow: string;
  readonly mode: ReleaseRun["mode"];
}

/** Checks that an environment exists with the rules that are declared; stricter ones are told alone. */
export function checkEnvironment(
  declared: DeclaredEnvironment,
  actual: Environment | null,
  deployment: Deployment,
): Finding {
  const check = `Environment ${declared.name}`;
  const place = `environment ${declared.name}`;
  if (actual === null)
    return finding(check, "is not there", { faults: [{ place, fault: "is not there", mend }] });
  const lax = [...laxReviews(declared, actual), ...laxPolicies(declared, actual)];
  const refused = refusedRef(declared, actual, deployment);
  return finding(check, rulesOf(actual), {
    faults: [...lax.map((fault) => ({ place, fault, mend })), ...refused],
    notices: stricter(declared, actual).map((rule) => `${rule}, which is stricter than declared`),
  });
}

/** What lets a release through that the declaration would hold. */
function laxReviews(declared: DeclaredEnvironment, actual: Environment): readonly string[] {
  const [missing, added] = [
    without(declared.reviewers, actual.reviewers),
    without(actual.reviewers, declared.reviewers),
  ];
  const timer = `waits ${actual.waitTimer} min, declared are ${declared.waitTimer}`;
  return [
    ...(missing.length > 0 ? [`does not have the reviewers ${missing.join(", ")}`] : []),
    // One approval is enough, so that one more who may give it is a rule less.
    ...(added.length > 0 && declared.reviewers.length > 0
      ? [`lets ${added.join(", ")} approve, who are not declared`]
      : []),
    ...(declared.preventSelfReview && !actual.preventSelfReview
      ? ["lets whoever started a release approve it"]
      : []),
    ...(actual.waitTimer < declared.waitTimer ? [timer] : []),
  ];
}

function laxPolicies(
  declared: DeclaredEnvironment,
  { policies, protectedBranches }: Environment,
): readonly string[] {
  if (declared.tags.length === 0) return [];
  const wanted = declared.tags.join(", ");
  if (policies === null) {
    const who = protectedBranches ? "protected branches" : "any branch and tag";
    return [`lets ${who} deploy, declared are the tags ${wanted}`];
  }
  const tags = policies.tags.filter((pattern) => !declared.tags.includes(pattern));
  return [
    ...(tags.length > 0 ? [`lets the tags ${tags.join(", ")} deploy, declared are ${wanted}`] : []),
    ...(policies.branches.length > 0
      ? [`lets the branches ${policies.branches.join(", ")} deploy, declared are the tags ${wanted}`]
      : []),
  ];
}

/** A job on this ref would be refused by the environment, or by what is declared of it. */
function refusedRef(
  declared: DeclaredEnvironment,
  actual: Environment,
  deployment: Deployment,
): readonly Fault[] {
  const { tag, workflow, mode } = deployment;
  const patterns = [declared.tags, ...(actual.policies === null ? [] : [actual.policies.tags])];
  const fits = patterns.every(
    (tags) => tags.length === 0 || (tag !== null && tags.some((pattern) => fitsPattern(tag, pattern))),
  );
  if (fits && !(actual.protectedBranches && tag !== null)) return [];
  const fault =
    tag === null ? "lets only tags deploy, and this run is on none" : `does not let the tag ${tag} deploy`;
  const start = `gh workflow run ${workflow} --ref TAG -f mode=${mode}`;
  const wanted = declared.tags.join(", ") || "any";
  return [
    {
      place: `environment ${declared.name}`,
      fault,
      mend: `start it on a tag that may (${wanted}): ${start}`,
    },
  ];
}

function stricter(declared: DeclaredEnvironment, actual: Environment): readonly string[] {
  const tags = declared.tags.filter((pattern) => actual.policies?.tags.includes(pattern) === false);
  return [
    ...(declared.reviewers.length === 0 && actual.reviewers.length > 0
      ? [`asks ${actual.reviewers.join(", ")} for approval`]
      : []),
    ...(!declared.preventSelfReview && actual.preventSelfReview
      ? ["lets nobody approve a release of their own"]
      : []),
    ...(actual.waitTimer > declared.waitTimer ? [`waits ${actual.waitTimer} min`] : []),
    ...(tags.length > 0 ? [`lets no tags ${tags.join(", ")} deploy`] : []),
  ];
}

function rulesOf({ reviewers, preventSelfReview, waitTimer, policies }: Environment): string {
  const rules = [
    ...(reviewers.length > 0
      ? [`reviewed by ${reviewers.join(", ")}${preventSelfReview ? ", not by oneself" : ""}`]
      : []),
    ...(waitTimer > 0 ? [`waits ${waitTimer} min`] : []),
    ...(policies === null ? [] : [`tags ${policies.tags.join(", ") || "none"}`]),
  ];
  return rules.join("; ") || "is there, without rules";
}

/** Accounts' names are the same in upper and lower case. */
function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = others.map((name) => name.toLowerCase());
  return names.filter((name) => !known.includes(name.toLowerCase()));
}
