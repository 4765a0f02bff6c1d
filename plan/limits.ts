import type { Settings } from "../config/schema/settings.ts";
import type { Limit } from "./plan.ts";

type Repository = Settings["repository"];

/** A feature that the pipeline uses, and where GitHub offers it to private repositories. */
interface Feature {
  readonly name: string;
  /** The smallest plan that has it for private repositories. */
  readonly privateFrom: Repository["plan"];
  readonly wanted: (settings: Settings) => boolean;
  /** What being without it means. */
  readonly without: string;
}

/** Public repositories have all of them. Source: "GitHub's plans" and each feature's page in GitHub's documentation. */
const features = {
  environments: {
    name: "deployment environments",
    without: "any release tag publishes at once, and the trusted publisher form leaves the environment empty",
    privateFrom: "pro",
    wanted: () => true,
  },
  reviewers: {
    name: "required reviewers",
    without: "nobody approves a release",
    privateFrom: "enterprise",
    wanted: (settings) => Object.values(settings.environments).some(({ reviewers }) => reviewers.length > 0),
  },
  waitTimer: {
    name: "wait timer",
    without: "a release starts at once",
    privateFrom: "enterprise",
    wanted: (settings) => Object.values(settings.environments).some(({ waitTimer }) => waitTimer > 0),
  },
  rulesets: {
    name: "tag ruleset",
    without: "whoever may push can move and delete release tags",
    privateFrom: "pro",
    wanted: (settings) => settings.repository.tagRuleset,
  },
  attestations: {
    name: "artifact attestations",
    without: "GitHub keeps no provenance of the files",
    privateFrom: "enterprise",
    wanted: (settings) => settings.repository.attestations,
  },
} as const satisfies Record<string, Feature>;

export type FeatureKey = keyof typeof features;

const order: readonly Repository["plan"][] = ["free", "pro", "team", "enterprise"];

/** Whether GitHub offers the feature to the repository, by its visibility and its owner's plan. */
export function isOffered(key: FeatureKey, repository: Repository): boolean {
  return (
    repository.visibility === "public" ||
    order.indexOf(repository.plan) >= order.indexOf(features[key].privateFrom)
  );
}

/** What the stack asks for and the repository can't have; each is left out and named in the preview. */
export function limitsOf(settings: Settings): Limit[] {
  const { repository } = settings;
  return (Object.keys(features) as FeatureKey[])
    .filter((key) => features[key].wanted(settings) && !isOffered(key, repository))
    .map((key) => ({
      feature: features[key].name,
      reason:
        `a private repository on GitHub's ${repository.plan} plan has none; ` +
        `${features[key].without}; make it public or take the ${features[key].privateFrom} plan`,
    }));
}
