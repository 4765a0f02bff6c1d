import { count, flag, listOf, nullable, objectOf, optional, text, type Shaped } from "../json/shape.ts";
import { type GitHub, readAnswer } from "./client.ts";

/** A deployment environment and its rules. */
export interface Environment {
  readonly name: string;
  /** `login`, or `organization/team-slug`. */
  readonly reviewers: readonly string[];
  readonly preventSelfReview: boolean;
  /** Minutes. */
  readonly waitTimer: number;
  /** Patterns of tags and of branches that may deploy; null where any may, or where protected branches do. */
  readonly policies: { readonly tags: readonly string[]; readonly branches: readonly string[] } | null;
  /** Only protected branches may deploy. */
  readonly protectedBranches: boolean;
}

/** An environment by its name; null where there is none. */
export async function readEnvironment(github: GitHub, name: string): Promise<Environment | null> {
  const path = `/repos/${github.repository}/environments/${encodeURIComponent(name)}`;
  const answer = await github.call({ path, expect: [200, 404] });
  if (answer.status === 404) return null;
  const environment = readAnswer(answer, answered, path);
  const rules = environment.protection_rules ?? [];
  const policy = environment.deployment_branch_policy;
  const owner = github.repository.split("/")[0] ?? "";
  return {
    name: environment.name,
    reviewers: rules.flatMap((rule) => (rule.reviewers ?? []).map((one) => reviewerOf(one, owner))),
    preventSelfReview: rules.some((rule) => rule.prevent_self_review === true),
    waitTimer: Math.max(0, ...rules.map((rule) => rule.wait_timer ?? 0)),
    policies: policy?.custom_branch_policies === true ? await policiesOf(github, path) : null,
    protectedBranches: policy?.protected_branches === true,
  };
}

async function policiesOf(github: GitHub, path: string): Promise<NonNullable<Environment["policies"]>> {
  const all = await github.pages(
    `${path}/deployment-branch-policies?per_page=100`,
    policyShape,
    "branch_policies",
  );
  const tags = all.filter(({ type }) => type === "tag").map((one) => one.name);
  return { tags, branches: all.filter(({ type }) => type !== "tag").map((one) => one.name) };
}

/** Teams that review belong to the repository's owner. */
function reviewerOf({ type, reviewer }: Shaped<typeof reviewerEntries>, owner: string): string {
  return type === "Team" ? `${owner}/${reviewer.slug ?? ""}` : (reviewer.login ?? "");
}

const policyShape = objectOf({ name: text, type: optional(text) });

const reviewerEntries = { type: text, reviewer: objectOf({ login: optional(text), slug: optional(text) }) };

const answered = objectOf({
  name: text,
  protection_rules: optional(
    listOf(
      objectOf({
        wait_timer: optional(count),
        prevent_self_review: optional(flag),
        reviewers: optional(listOf(objectOf(reviewerEntries))),
      }),
    ),
  ),
  deployment_branch_policy: nullable(objectOf({ protected_branches: flag, custom_branch_policies: flag })),
});
