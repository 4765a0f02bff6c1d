import type { Properties, Value } from "../../../provider/protocol/provider.ts";
import { textOf } from "../../../provider/protocol/values.ts";
import { repositoryOf, type Hub } from "./hub.ts";
import { joinId, splitId, toCamel, toSnake } from "./naming.ts";
import type { StandIn } from "./stand-in.ts";

interface Environment {
  readonly can_admins_bypass?: boolean;
  readonly deployment_branch_policy?: Properties | null;
  readonly protection_rules?: readonly ProtectionRule[];
}

interface ProtectionRule {
  readonly type: string;
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly { readonly type: string; readonly reviewer: { readonly id: number } }[];
}

const environments = "/repos/{owner}/{repo}/environments/{environment}";
const policies = `${environments}/deployment-branch-policies`;

/** Who may deploy, and with whose consent. */
export const repositoryEnvironment: StandIn = {
  type: "github:index/repositoryEnvironment:RepositoryEnvironment",
  inputs: {
    repository: { required: true, replaces: true },
    environment: { required: true, replaces: true },
    canAdminsBypass: { default: true },
    preventSelfReview: { default: false },
    waitTimer: {},
    reviewers: {},
    deploymentBranchPolicy: {},
  },
  computed: ["repositoryId"],
  sets: ["users", "teams"],

  check(inputs) {
    const count = reviewersOf(inputs).length;
    return count > 6
      ? [
          {
            property: "reviewers",
            reason: "a maximum of 6 reviewers (users and teams combined) can be set for an environment",
          },
        ]
      : [];
  },

  identify: (id) => splitId(id, "repository", "environment"),

  async create(hub, inputs) {
    await put(hub, inputs);
    const repositoryId = (await repositoryOf(hub, textOf(inputs, "repository"))).id;
    const id = joinId(textOf(inputs, "repository"), textOf(inputs, "environment"));
    return { id, outputs: { ...inputs, repositoryId } };
  },

  async update(hub, old, inputs) {
    await put(hub, inputs);
    return { ...inputs, repositoryId: old.outputs["repositoryId"] };
  },

  async read(hub, _id, state) {
    const place = placeOf(state);
    const found = await hub.find<Environment>(`GET ${environments}`, place);
    if (found === null) return null;
    const repositoryId = state["repositoryId"] ?? (await repositoryOf(hub, place.repo)).id;
    return { repository: place.repo, environment: place.environment, repositoryId, ...settingsOf(found) };
  },

  async delete(hub, _id, state) {
    await hub.request(`DELETE ${environments}`, placeOf(state));
  },
};

/** Which branches or tags may deploy to an environment. */
export const repositoryEnvironmentDeploymentPolicy: StandIn = {
  type: "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy",
  inputs: {
    repository: { required: true, replaces: true },
    environment: { required: true, replaces: true },
    branchPattern: {},
    tagPattern: {},
  },
  computed: ["policyId", "repositoryId"],

  check(inputs) {
    const given = ["branchPattern", "tagPattern"].filter((name) => inputs[name] !== undefined);
    const reason = "one of `branch_pattern,tag_pattern` must be specified, and one alone";
    return given.length === 1 ? [] : [{ property: given[0] ?? "tagPattern", reason }];
  },

  replaced: (changes) => (changes.length > 1 ? changes.filter((name) => name.endsWith("Pattern")) : []),

  identify(id) {
    const { policyId, ...place } = splitId(id, "repository", "environment", "policyId");
    return { ...place, policyId: Number(policyId) };
  },

  async create(hub, inputs) {
    const place = placeOf(inputs);
    const type = inputs["branchPattern"] === undefined ? "tag" : "branch";
    const { id } = await hub.request<{ readonly id: number }>(`POST ${policies}`, {
      ...place,
      name: patternOf(inputs),
      type,
    });
    const repositoryId = (await repositoryOf(hub, place.repo)).id;
    return {
      id: joinId(place.repo, place.environment, String(id)),
      outputs: { ...inputs, policyId: id, repositoryId },
    };
  },

  async update(hub, old, inputs) {
    await hub.request(`PUT ${policies}/{id}`, {
      ...placeOf(inputs),
      id: old.outputs["policyId"],
      name: patternOf(inputs),
    });
    const { policyId, repositoryId } = old.outputs;
    return { ...inputs, policyId, repositoryId };
  },

  async read(hub, _id, state) {
    const place = { ...placeOf(state), id: state["policyId"] };
    const found = await hub.find<{ readonly name: string; readonly type?: string }>(
      `GET ${policies}/{id}`,
      place,
    );
    if (found === null) return null;
    const { branchPattern: _branch, tagPattern: _tag, ...rest } = state;
    return { ...rest, [found.type === "tag" ? "tagPattern" : "branchPattern"]: found.name };
  },

  async delete(hub, _id, state) {
    await hub.request(`DELETE ${policies}/{id}`, { ...placeOf(state), id: state["policyId"] });
  },
};

async function put(hub: Hub, inputs: Properties): Promise<void> {
  await hub.request(`PUT ${environments}`, {
    ...placeOf(inputs),
    ...(typeof inputs["waitTimer"] === "number" ? { wait_timer: inputs["waitTimer"] } : {}),
    can_admins_bypass: inputs["canAdminsBypass"],
    prevent_self_review: inputs["preventSelfReview"],
    reviewers: reviewersOf(inputs),
    deployment_branch_policy: toSnake(inputs["deploymentBranchPolicy"]) ?? null,
  });
}

function placeOf(state: Properties): { readonly repo: string; readonly environment: string } {
  return { repo: textOf(state, "repository"), environment: textOf(state, "environment") };
}

function patternOf(inputs: Properties): Value | undefined {
  return inputs["branchPattern"] ?? inputs["tagPattern"];
}

function reviewersOf(inputs: Properties): readonly { readonly type: string; readonly id: Value }[] {
  const groups = Array.isArray(inputs["reviewers"]) ? (inputs["reviewers"] as readonly Properties[]) : [];
  const listed = (type: string, name: string) =>
    groups.flatMap((group) => ((group[name] ?? []) as readonly Value[]).map((id) => ({ type, id })));
  return [...listed("Team", "teams"), ...listed("User", "users")];
}

function settingsOf(environment: Environment): Properties {
  const rules = environment.protection_rules ?? [];
  const review = rules.find(({ type }) => type === "required_reviewers");
  const reviewers = review?.reviewers ?? [];
  const ids = (type: string) => reviewers.filter((one) => one.type === type).map((one) => one.reviewer.id);
  const policy = environment.deployment_branch_policy;
  return {
    canAdminsBypass: environment.can_admins_bypass ?? true,
    preventSelfReview: review?.prevent_self_review ?? false,
    waitTimer: rules.find(({ type }) => type === "wait_timer")?.wait_timer ?? 0,
    reviewers: reviewers.length === 0 ? [] : [{ teams: ids("Team"), users: ids("User") }],
    ...(policy ? { deploymentBranchPolicy: toCamel(policy) } : {}),
  };
}
