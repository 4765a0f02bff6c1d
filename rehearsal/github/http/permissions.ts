/** What of a repository or organization a fine-grained token may be let into, in GitHub's own words. */
export const features = [
  "actions",
  "administration",
  "attestations",
  "checks",
  "contents",
  "environments",
  "members",
  "metadata",
  "organization_hooks",
  "organization_self_hosted_runners",
  "packages",
  "pull_requests",
  "repository_hooks",
  "secrets",
  "statuses",
  "variables",
  "workflows",
] as const;

/** One of them. */
export type Feature = (typeof features)[number];

/** How far it is let in. */
export type Access = "none" | "read" | "write";

/** What an operation needs: `administration=write`. */
export type Permission = `${Feature}=${"read" | "write"}`;

/** What tokens may do here. Without rules, any token may do everything. */
export interface TokenRules {
  /** By feature; one that is not named: write. */
  readonly permissions?: Partial<Readonly<Record<Feature, Access>>>;
  /** The repositories that tokens reach, as `owner/name`; absent: all. */
  readonly repositories?: readonly string[];
  /** The tokens that are valid; absent: all. */
  readonly valid?: readonly string[];
  /** Those of workflows' jobs, which may open pull requests only where the repository says so; absent: none. */
  readonly jobs?: readonly string[];
  /**
   * Whether they are those of one job, which is held to what it was given, reading a public repository too: what a
   * workflow declares has to do for a private one as well. @default false
   */
  readonly ofJob?: boolean;
}

const ranks: Readonly<Record<Access, number>> = { none: 0, read: 1, write: 2 };

/** Whether the rules let a token do what needs that permission. */
export function isPermitted(rules: TokenRules, needed: Permission): boolean {
  const [feature, access] = needed.split("=") as [Feature, "read" | "write"];
  return ranks[rules.permissions?.[feature] ?? "write"] >= ranks[access];
}

/** Whether the rules let a token know that a repository is there. */
export function isVisible(rules: TokenRules, fullName: string): boolean {
  if (rules.permissions?.metadata === "none") return false;
  return rules.repositories?.some((one) => one.toLowerCase() === fullName.toLowerCase()) ?? true;
}

/** What a route is told of the token that came along. */
export function rightsOf(rules: TokenRules, token: string | null) {
  return {
    token,
    byJob: rules.ofJob === true || (token !== null && rules.jobs?.includes(token) === true),
    may: (permission: Permission) => isPermitted(rules, permission),
  };
}
