import type { Properties, Value } from "../../../provider/protocol/provider.ts";
import { isProperties, textOf } from "../../../provider/protocol/values.ts";
import type { Hub } from "./hub.ts";
import { toCamel, toSnake } from "./naming.ts";
import type { StandIn } from "./stand-in.ts";

interface Rule {
  readonly type: string;
  readonly parameters?: Properties;
}

interface Ruleset {
  readonly id: number;
  readonly node_id?: string;
  readonly name: string;
  readonly target: string;
  readonly enforcement: string;
  readonly bypass_actors?: readonly Properties[];
  readonly conditions?: {
    readonly ref_name?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
  };
  readonly rules?: readonly Rule[];
}

const route = "/repos/{owner}/{repo}/rulesets";
/** Where the provider has another name for a list than the service: the provider's first. */
const renamedLists = [
  ["required_checks", "required_status_checks"],
  ["required_code_scanning_tools", "code_scanning_tools"],
] as const;

/** What nobody may do to branches or tags of a name. */
export const repositoryRuleset: StandIn = {
  type: "github:index/repositoryRuleset:RepositoryRuleset",
  inputs: {
    name: { required: true },
    repository: { required: true },
    target: { required: true, choices: ["branch", "tag", "push"] },
    enforcement: { required: true, choices: ["disabled", "active", "evaluate"] },
    rules: { required: true },
    conditions: {},
    bypassActors: {},
  },
  computed: ["etag", "nodeId", "rulesetId"],
  sets: ["requiredChecks", "requiredCodeScanningTools"],

  identify(id) {
    const [repository, ruleset] = id.split(":");
    return { repository: repository ?? "", rulesetId: Number(ruleset) };
  },

  async create(hub, inputs) {
    const created = await hub.request<Ruleset>(`POST ${route}`, body(inputs));
    return { id: String(created.id), outputs: outputs(created, textOf(inputs, "repository")) };
  },

  async update(hub, old, inputs) {
    const changed = await hub.request<Ruleset>(`PUT ${route}/{id}`, {
      ...body(inputs),
      id: numberOf(old.id),
    });
    return outputs(changed, textOf(inputs, "repository"));
  },

  async read(hub, id, state) {
    const repo = textOf(state, "repository");
    const found = await hub.find<Ruleset>(`GET ${route}/{id}`, { repo, id: numberOf(id) });
    return found === null ? null : outputs(found, repo);
  },

  async delete(hub: Hub, id, state) {
    await hub.request(`DELETE ${route}/{id}`, { repo: textOf(state, "repository"), id: numberOf(id) });
  },
};

/** The id is the number alone; imports have the repository before it. */
function numberOf(id: string): string {
  return id.split(":").at(-1) ?? id;
}

function body(inputs: Properties): Readonly<Record<string, unknown>> {
  const { includes = [], excludes = [] } = propertiesOf(propertiesOf(inputs["conditions"])["refName"]);
  return {
    repo: textOf(inputs, "repository"),
    name: inputs["name"],
    target: inputs["target"],
    enforcement: inputs["enforcement"],
    bypass_actors: toSnake(inputs["bypassActors"]) ?? [],
    ...(inputs["conditions"] === undefined
      ? {}
      : { conditions: { ref_name: { include: includes, exclude: excludes } } }),
    rules: rulesOf(propertiesOf(inputs["rules"])),
  };
}

function rulesOf(rules: Properties): readonly Rule[] {
  const { updateAllowsFetchAndMerge, ...named } = rules;
  return Object.entries(named).flatMap(([name, value]): readonly Rule[] => {
    if (value === undefined || value === null || value === false) return [];
    const type = Object.keys(propertiesOf(toSnake({ [name]: true })))[0] ?? name;
    if (name === "update") {
      return [{ type, parameters: { update_allows_fetch_and_merge: updateAllowsFetchAndMerge === true } }];
    }
    return value === true ? [{ type }] : [{ type, parameters: swapped(propertiesOf(toSnake(value)), 0) }];
  });
}

function outputs(ruleset: Ruleset, repository: string): Properties {
  const { include = [], exclude = [] } = ruleset.conditions?.ref_name ?? {};
  const rules = (ruleset.rules ?? []).map(({ type, parameters }) => {
    const name = Object.keys(propertiesOf(toCamel({ [type]: true })))[0] ?? type;
    const given = parameters !== undefined && Object.keys(parameters).length > 0;
    if (type === "update") {
      return {
        update: true,
        updateAllowsFetchAndMerge: parameters?.["update_allows_fetch_and_merge"] ?? false,
      };
    }
    return { [name]: given ? toCamel(swapped(parameters, 1)) : true };
  });
  return {
    repository,
    name: ruleset.name,
    target: ruleset.target,
    enforcement: ruleset.enforcement,
    bypassActors: (ruleset.bypass_actors ?? []).map((actor) => toCamel(actor) ?? null),
    ...(ruleset.conditions?.ref_name
      ? { conditions: { refName: { includes: include, excludes: exclude } } }
      : {}),
    rules: Object.assign({}, ...rules) as Properties,
    rulesetId: ruleset.id,
    nodeId: ruleset.node_id ?? "",
    etag: "",
  };
}

/** `from` 0: to the service's names, 1: to the provider's. */
function swapped(parameters: Properties, from: 0 | 1): Properties {
  const names = new Map(renamedLists.map((pair) => [pair[from], pair[1 - from]] as const));
  const renamed = Object.entries(parameters).map(([name, value]) => [
    (names as Map<string, string | undefined>).get(name) ?? name,
    value,
  ]);
  return Object.fromEntries(renamed) as Properties;
}

function propertiesOf(value: Value | undefined): Properties {
  return isProperties(value) ? value : {};
}
