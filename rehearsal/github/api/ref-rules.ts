import { isJson } from "../http/body.ts";
import type { RulesetRecord } from "../store/records.ts";
import type { NamedRepository } from "./of-repository.ts";

/** What is about to happen to a branch or tag. */
export type RefChange = "creation" | "deletion" | "fast-forward" | "rewrite";

/** What the service says when an active ruleset forbids the change; null when none does. */
export function ruleViolation(repository: NamedRepository, ref: string, change: RefChange): string | null {
  const rules = repository.record.rulesets
    .filter(
      (ruleset) =>
        ruleset.enforcement === "active" && isAbout(ruleset, ref, repository) && !isBypassed(ruleset),
    )
    .flatMap((ruleset) => ruleset.rules.map(({ type }) => type));
  const broken = rules.map((rule) => refusal(rule, change)).find((message) => message !== null);
  return broken === undefined ? null : `Repository rule violations found\n\n${broken}\n\n`;
}

function refusal(rule: unknown, change: RefChange): string | null {
  const updates = change === "fast-forward" || change === "rewrite";
  if (rule === "creation" && change === "creation")
    return "Cannot create ref due to creations being restricted.";
  if (rule === "deletion" && change === "deletion")
    return "Cannot delete this ref due to deletions being restricted.";
  if (rule === "update" && updates) return "Cannot update this protected ref.";
  if (rule === "non_fast_forward" && change === "rewrite") return "Cannot force-push to this ref.";
  if (rule === "pull_request" && updates) return "Changes must be made through a pull request.";
  return null;
}

/** A token here is its repository's administrator (role 5). */
function isBypassed({ bypass_actors }: RulesetRecord): boolean {
  return bypass_actors.some(
    ({ actor_type, actor_id, bypass_mode = "always" }) =>
      bypass_mode === "always" &&
      (actor_type === "OrganizationAdmin" || (actor_type === "RepositoryRole" && actor_id === 5)),
  );
}

function isAbout({ target, conditions }: RulesetRecord, ref: string, repository: NamedRepository): boolean {
  const prefix = target === "tag" ? "refs/tags/" : "refs/heads/";
  if (target === "push" || !ref.startsWith(prefix)) return false;
  const names = conditions?.["ref_name"];
  if (!isJson(names)) return false;
  const matches = (list: unknown) =>
    Array.isArray(list) &&
    list.some((pattern) => typeof pattern === "string" && isLike(pattern, ref, repository));
  return matches(names["include"]) && !matches(names["exclude"]);
}

function isLike(pattern: string, ref: string, { record }: NamedRepository): boolean {
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${record.default_branch}`;
  return asExpression(pattern).test(ref);
}

/** As Ruby's File.fnmatch with FNM_PATHNAME: a star stays within a part of the name, two stars and a slash do not. */
function asExpression(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|[\\^$.|+(){}]|\*+|\?/g, (found) => {
    if (found === "**/") return "(?:.*/)?";
    if (found.startsWith("*")) return "[^/]*";
    return found === "?" ? "[^/]" : `\\${found}`;
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^$a/;
  }
}
