import { isJson } from "../http/body.ts";
import type { Json } from "../http/route.ts";
import type { RepositoryRecord, RulesetRecord } from "../store/records.ts";
import type { NamedRepository } from "./of-repository.ts";

/** What is about to happen to a branch or tag. */
export type RefChange = "creation" | "deletion" | "fast-forward" | "rewrite";

/** How a pull request is merged. */
export type MergeMethod = "merge" | "squash" | "rebase";

/** What the service says when an active ruleset forbids the change; null when none does. */
export function ruleViolation(repository: NamedRepository, ref: string, change: RefChange): string | null {
  const rules = rulesFor(repository, ref, "always");
  return violation([keptTagRefusal(repository, ref, change), ...rules.map((rule) => refusal(rule, change))]);
}

/** The tag of an immutable release stays where it is; its name is not given again once the tag is gone. */
function keptTagRefusal({ record }: NamedRepository, ref: string, change: RefChange): string | null {
  const tag = ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : null;
  if (tag === null || !record.immutable_tags?.includes(tag)) return null;
  if (change === "creation") return "Cannot create ref due to creations being restricted.";
  if (change !== "deletion") return "Cannot update this protected ref.";
  const isReleased = record.releases.some(({ immutable, tag_name }) => immutable && tag_name === tag);
  return isReleased ? "Cannot delete this ref due to deletions being restricted." : null;
}

/** What it says when one forbids to merge a pull request into a branch; null when none does. */
export function mergeViolation(repository: NamedRepository, ref: string, method: MergeMethod): string | null {
  const rules = rulesFor(repository, ref, "pull_request");
  return violation(rules.map((rule) => mergeRefusal(rule, method)));
}

function violation(refusals: readonly (string | null)[]): string | null {
  const broken = refusals.filter((message) => message !== null);
  return broken.length === 0 ? null : `Repository rule violations found\n\n${broken.join("\n\n")}\n\n`;
}

/** The rules that bind a token: those of active rulesets that it can't bypass. */
function rulesFor(repository: NamedRepository, ref: string, bypass: Bypass): readonly Rule[] {
  return repository.record.rulesets
    .filter(
      (ruleset) =>
        ruleset.enforcement === "active" &&
        isAbout(ruleset, ref, repository.record) &&
        !isBypassed(ruleset, bypass),
    )
    .flatMap(({ rules }) => rules);
}

/** For a pull request an actor may have a bypass that does not hold for anything else. */
type Bypass = "always" | "pull_request";

type Rule = RulesetRecord["rules"][number];

function mergeRefusal({ type, parameters }: Rule, method: MergeMethod): string | null {
  const given = parametersOf(parameters);
  if (type === "update") return "Cannot update this protected ref.";
  if (type === "required_linear_history" && method === "merge")
    return "This branch must not contain merge commits.";
  if (type === "pull_request") return pullRequestRefusal(given, method);
  if (type === "required_status_checks") return checksRefusal(given);
  return null;
}

function parametersOf(parameters: unknown): Json {
  return isJson(parameters) ? parameters : {};
}

/** Nobody reviews here, so that a review that is wanted is always missing. */
function pullRequestRefusal(given: Json, method: MergeMethod): string | null {
  const { required_approving_review_count: reviews, allowed_merge_methods: methods } = given;
  if (Array.isArray(methods) && !methods.includes(method)) return "Merge method is not allowed.";
  if (typeof reviews !== "number" || reviews < 1) return null;
  const [noun, verb] = reviews === 1 ? ["review", "is"] : ["reviews", "are"];
  return `At least ${reviews} approving ${noun} ${verb} required by reviewers with write access.`;
}

/** Nothing runs here, so that a check that is wanted is always missing. */
function checksRefusal({ required_status_checks: checks }: Json): string | null {
  const names = (Array.isArray(checks) ? checks : []).flatMap((check: unknown) =>
    isJson(check) && typeof check["context"] === "string" ? [`"${check["context"]}"`] : [],
  );
  if (names.length === 0) return null;
  return names.length === 1
    ? `Required status check ${names.join()} is expected.`
    : `${names.length} of ${names.length} required status checks are expected.`;
}

function refusal({ type: rule, parameters }: Rule, change: RefChange): string | null {
  const updates = change === "fast-forward" || change === "rewrite";
  if (rule === "creation" && change === "creation")
    return "Cannot create ref due to creations being restricted.";
  if (rule === "deletion" && change === "deletion")
    return "Cannot delete this ref due to deletions being restricted.";
  if (rule === "update" && updates) return "Cannot update this protected ref.";
  if (rule === "non_fast_forward" && change === "rewrite") return "Cannot force-push to this ref.";
  if (rule === "pull_request" && updates) return "Changes must be made through a pull request.";
  if (rule === "required_signatures" && updates) return "Commits must have verified signatures.";
  return rule === "required_status_checks" && updates ? checksRefusal(parametersOf(parameters)) : null;
}

/** A token here is its repository's administrator (role 5). */
function isBypassed({ bypass_actors }: RulesetRecord, bypass: Bypass): boolean {
  return bypass_actors.some(
    ({ actor_type, actor_id, bypass_mode = "always" }) =>
      (bypass_mode === "always" || bypass_mode === bypass) &&
      (actor_type === "OrganizationAdmin" || (actor_type === "RepositoryRole" && actor_id === 5)),
  );
}

/** Whether an active ruleset is about a branch or tag, whomever it binds. */
export function isRuled(repository: RepositoryRecord, ref: string): boolean {
  return repository.rulesets.some((one) => one.enforcement === "active" && isAbout(one, ref, repository));
}

/** Whether the name of a branch or tag is like a pattern such as `v*`. */
export function isNameLike(pattern: string, name: string): boolean {
  return asExpression(pattern).test(name);
}

function isAbout({ target, conditions }: RulesetRecord, ref: string, repository: RepositoryRecord): boolean {
  const prefix = target === "tag" ? "refs/tags/" : "refs/heads/";
  if (target === "push" || !ref.startsWith(prefix)) return false;
  const names = conditions?.["ref_name"];
  if (!isJson(names)) return false;
  const matches = (list: unknown) =>
    Array.isArray(list) &&
    list.some((pattern) => typeof pattern === "string" && isLike(pattern, ref, repository));
  return matches(names["include"]) && !matches(names["exclude"]);
}

function isLike(pattern: string, ref: string, repository: RepositoryRecord): boolean {
  if (pattern === "~ALL") return true;
  if (pattern === "~DEFAULT_BRANCH") return ref === `refs/heads/${repository.default_branch}`;
  return isNameLike(pattern, ref);
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
