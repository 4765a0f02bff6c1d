import type { Properties } from "../../../provider/protocol/provider.ts";
import { textOf } from "../../../provider/protocol/values.ts";
import { repositoryOf, type Hub } from "./hub.ts";
import { joinId, splitId, timeOf } from "./naming.ts";
import type { StandIn } from "./stand-in.ts";

interface Variable {
  readonly value: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A variable of the repository's workflows. */
export const actionsVariable = variable("github:index/actionsVariable:ActionsVariable", []);

/** A variable of the jobs that use an environment. */
export const actionsEnvironmentVariable = variable(
  "github:index/actionsEnvironmentVariable:ActionsEnvironmentVariable",
  ["environment"],
);

function variable(type: string, scope: readonly "environment"[]): StandIn {
  const identity = ["repository", ...scope, "variableName"];
  const within = scope.length === 0 ? "actions/variables" : "environments/{environment}/variables";
  const collection = `/repos/{owner}/{repo}/${within}`;
  const place = (state: Properties) => ({ repo: state["repository"], environment: state["environment"] });

  const read = async (hub: Hub, state: Properties): Promise<Properties | null> => {
    const name = textOf(state, "variableName");
    const found = await hub.find<Variable>(`GET ${collection}/{name}`, { ...place(state), name });
    if (found === null) return null;
    return {
      ...state,
      value: found.value,
      createdAt: timeOf(found.created_at),
      updatedAt: timeOf(found.updated_at),
      repositoryId: state["repositoryId"] ?? (await repositoryOf(hub, textOf(state, "repository"))).id,
    };
  };

  return {
    type,
    inputs: {
      ...Object.fromEntries(identity.map((name) => [name, { required: true, replaces: true } as const])),
      value: { required: true },
    },
    computed: ["createdAt", "updatedAt", "repositoryId"],
    volatile: ["updatedAt"],
    identify: (id) => splitId(id, ...identity),

    async create(hub, inputs) {
      const { variableName: name, value } = inputs;
      await hub.request(`POST ${collection}`, { ...place(inputs), name, value });
      const id = joinId(...identity.map((part) => textOf(inputs, part)));
      return { id, outputs: (await read(hub, inputs)) ?? inputs };
    },

    async update(hub, old, inputs) {
      const { variableName: name, value } = inputs;
      await hub.request(`PATCH ${collection}/{name}`, { ...place(inputs), name, value });
      return (await read(hub, { ...old.outputs, ...inputs })) ?? inputs;
    },

    read: (hub, _id, state) => read(hub, state),

    async delete(hub, _id, state) {
      await hub.request(`DELETE ${collection}/{name}`, { ...place(state), name: state["variableName"] });
    },
  };
}
