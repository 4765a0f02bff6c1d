import { connect } from "../../provider/github/client.ts";
import type { GitHubSettings } from "../../provider/github/settings.ts";
import { dispatcher } from "../../provider/protocol/dispatch.ts";
import type { Properties, Provider } from "../../provider/protocol/provider.ts";
import { textOf } from "../../provider/protocol/values.ts";
import { openHub, repositoryOf } from "../../rehearsal/providers/github/hub.ts";
import type { Hub } from "../../rehearsal/providers/github/hub.ts";
import { joinId } from "../../rehearsal/providers/github/naming.ts";
import { githubResources } from "../../rehearsal/providers/github.ts";

/** How an object at GitHub is found that a creation may have made: its id as the github provider has it. */
interface Search {
  /** Whether to create it once more does no harm: it takes what is there and makes it as it should be. */
  readonly repeatable: boolean;
  /** The id, and outputs that nothing else tells; null: there is none. Missing: only by creating it once more. */
  readonly find?: Find;
}

type Find = (hub: Hub, inputs: Properties) => Promise<Named | null>;

interface Named {
  readonly id: string;
  readonly outputs?: Properties;
  /** Inputs whose value is not the wanted one, although nothing that is read tells it. */
  readonly differing?: readonly string[];
}

const named = (...parts: readonly string[]): Find => {
  return (_hub, inputs) => Promise.resolve({ id: joinId(...parts.map((part) => textOf(inputs, part))) });
};

const searches: Readonly<Record<string, Search>> = {
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret": { repeatable: true },
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable": {
    repeatable: false,
    find: named("repository", "environment", "variableName"),
  },
  "github:index/actionsRepositoryPermissions:ActionsRepositoryPermissions": {
    repeatable: true,
    find: named("repository"),
  },
  "github:index/actionsSecret:ActionsSecret": { repeatable: true },
  "github:index/actionsVariable:ActionsVariable": {
    repeatable: false,
    find: named("repository", "variableName"),
  },
  "github:index/branch:Branch": { repeatable: false, find: findBranch },
  "github:index/repositoryEnvironment:RepositoryEnvironment": {
    repeatable: true,
    find: named("repository", "environment"),
  },
  "github:index/repositoryEnvironmentDeploymentPolicy:RepositoryEnvironmentDeploymentPolicy": {
    repeatable: false,
    find: findDeploymentPolicy,
  },
  "github:index/repositoryFile:RepositoryFile": { repeatable: false, find: findFile },
  "github:index/repositoryRuleset:RepositoryRuleset": { repeatable: false, find: findRuleset },
  "github:index/repositoryVulnerabilityAlerts:RepositoryVulnerabilityAlerts": {
    repeatable: true,
    find: findAlerts,
  },
  "github:index/workflowRepositoryPermissions:WorkflowRepositoryPermissions": {
    repeatable: true,
    find: named("repository"),
  },
  // Made so that each finds what an earlier attempt left.
  "slipway:index:Delivery": { repeatable: true },
  "slipway:index:ImmutableReleases": { repeatable: true },
};

/** What stands at GitHub where something was to be created. */
export type Found =
  | { readonly kind: "made"; readonly id: string; readonly outputs: Properties }
  | { readonly kind: "absent" }
  /** The next update creates it in any case. */
  | { readonly kind: "repeatable" }
  | { readonly kind: "different"; readonly id: string; readonly properties: readonly string[] }
  | { readonly kind: "unknown" };

/** Looks at GitHub for what creations made. */
export interface GitHubObjects {
  /** Whether to create one of that type once more does no harm, whatever is there. */
  isRepeatable(type: string): boolean;
  find(type: string, inputs: Properties): Promise<Found>;
  /** Whether an object that the state knows is still there. */
  exists(type: string, id: string, known: { inputs: Properties; outputs: Properties }): Promise<boolean>;
}

export function openObjects(settings: GitHubSettings): GitHubObjects {
  const hub = openHub(connect(settings));
  const provider = dispatcher({ resources: githubResources }, hub);
  return {
    isRepeatable: (type) => searches[type]?.repeatable ?? false,
    find: async (type, inputs) => {
      const search = searches[type];
      if (search === undefined) return { kind: "unknown" };
      const found = await refusalRead(search, async () =>
        compared(provider, { type, inputs, place: await search.find?.(hub, inputs) }),
      );
      return search.repeatable && found.kind === "different" ? { kind: "repeatable" } : found;
    },
    exists: async (type, id, { inputs, outputs }) => {
      if (searches[type]?.find === undefined) return true;
      return (await provider.read({ type, id, inputs, outputs })) !== null;
    },
  };
}

/** GitHub's "no" is an answer too: nothing is there, or nobody has to look. Throws where nobody answers. */
async function refusalRead({ repeatable }: Search, look: () => Promise<Found>): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    const status = error instanceof Error ? /: (4\d\d) /.exec(error.message)?.[1] : undefined;
    if (status === "404") return { kind: "absent" };
    if (repeatable && status !== undefined && status !== "401") return { kind: "repeatable" };
    throw error;
  }
}

interface Candidate {
  readonly type: string;
  readonly inputs: Properties;
  /** undefined: nothing tells what was made. */
  readonly place: Named | null | undefined;
}

async function compared(provider: Provider, { type, inputs, place }: Candidate): Promise<Found> {
  if (place === undefined) return { kind: "repeatable" };
  if (place === null) return { kind: "absent" };
  const { id } = place;
  const live = await provider.read({ type, id, inputs, outputs: { ...inputs, ...place.outputs } });
  if (live === null) return { kind: "absent" };
  const { changes } = await provider.diff({ type, id, inputs: live.inputs, outputs: live.outputs }, inputs);
  const properties = [...changes, ...(place.differing ?? [])];
  if (properties.length > 0) return { kind: "different", id, properties };
  return { kind: "made", id, outputs: live.outputs };
}

/** One that was just made has no commit of its own; with one it is somebody's, who began before. */
async function findBranch(hub: Hub, inputs: Properties): Promise<Named> {
  const [repo, name] = [textOf(inputs, "repository"), textOf(inputs, "branch")];
  const basehead = `${textOf({ source: inputs["sourceSha"] ?? inputs["sourceBranch"] ?? "main" }, "source")}...${name}`;
  const compared = await hub.find<{ readonly ahead_by: number }>(
    "GET /repos/{owner}/{repo}/compare/{basehead}",
    { repo, basehead },
  );
  const differing = compared !== null && compared.ahead_by > 0 ? ["sourceBranch"] : [];
  return { id: joinId(repo, name), differing };
}

async function findFile(hub: Hub, inputs: Properties): Promise<Named> {
  const repository = textOf(inputs, "repository");
  const branch =
    typeof inputs["branch"] === "string"
      ? inputs["branch"]
      : (await repositoryOf(hub, repository)).default_branch;
  return { id: joinId(repository, textOf(inputs, "file"), branch), outputs: { branch } };
}

async function findAlerts(hub: Hub, inputs: Properties): Promise<Named> {
  return { id: String((await repositoryOf(hub, textOf(inputs, "repository"))).id) };
}

async function findRuleset(hub: Hub, inputs: Properties): Promise<Named | null> {
  const all = await everyPage<{ readonly id: number; readonly name: string }>((page) =>
    hub.request("GET /repos/{owner}/{repo}/rulesets", {
      repo: inputs["repository"],
      includes_parents: false,
      ...page,
    }),
  );
  const one = all.find(({ name }) => name === inputs["name"]);
  return one ? { id: String(one.id), outputs: { rulesetId: one.id } } : null;
}

interface Policies {
  readonly branch_policies: readonly { readonly id: number; readonly name: string; readonly type?: string }[];
}

async function findDeploymentPolicy(hub: Hub, inputs: Properties): Promise<Named | null> {
  const [repo, environment] = [textOf(inputs, "repository"), textOf(inputs, "environment")];
  const route = "/repos/{owner}/{repo}/environments/{environment}/deployment-branch-policies";
  const all = await everyPage(async (page) => {
    const found = await hub.find<Policies>(`GET ${route}`, { repo, environment, ...page });
    return found?.branch_policies ?? [];
  });
  const type = inputs["branchPattern"] === undefined ? "tag" : "branch";
  const pattern = inputs["branchPattern"] ?? inputs["tagPattern"];
  const one = all.find((each) => each.name === pattern && (each.type ?? "branch") === type);
  return one ? { id: joinId(repo, environment, String(one.id)), outputs: { policyId: one.id } } : null;
}

const pageSize = 100;

async function everyPage<T>(get: (page: { per_page: number; page: number }) => Promise<readonly T[]>) {
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const items = await get({ per_page: pageSize, page });
    all.push(...items);
    if (items.length < pageSize) return all;
  }
}
