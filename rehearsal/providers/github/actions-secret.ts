import type { Properties } from "../../../provider/protocol/provider.ts";
import { repositoryOf, type Hub } from "./hub.ts";
import { joinId, splitId, textOf, timeOf } from "./naming.ts";
import { seal } from "./seal.ts";
import type { StandIn } from "./stand-in.ts";

interface Secret {
  readonly created_at: string;
  readonly updated_at: string;
}

const values = ["value", "valueEncrypted", "plaintextValue", "encryptedValue"] as const;

/** A secret of the repository's workflows. */
export const actionsSecret = secret("github:index/actionsSecret:ActionsSecret", []);

/** A secret of the jobs that use an environment. */
export const actionsEnvironmentSecret = secret(
  "github:index/actionsEnvironmentSecret:ActionsEnvironmentSecret",
  ["environment"],
);

function secret(type: string, scope: readonly "environment"[]): StandIn {
  const identity = ["repository", ...scope, "secretName"];
  const within = scope.length === 0 ? "actions/secrets" : "environments/{environment}/secrets";
  const collection = `/repos/{owner}/{repo}/${within}`;
  const place = (state: Properties) => ({ repo: state["repository"], environment: state["environment"] });

  const times = async (hub: Hub, state: Properties): Promise<Secret | null> =>
    hub.find<Secret>(`GET ${collection}/{name}`, { ...place(state), name: state["secretName"] });

  const put = async (hub: Hub, inputs: Properties): Promise<Properties> => {
    const sealed = inputs["valueEncrypted"] ?? inputs["encryptedValue"];
    const plain = inputs["value"] ?? inputs["plaintextValue"];
    const key = await hub.request<{ readonly key_id: string; readonly key: string }>(
      `GET ${collection}/public-key`,
      place(inputs),
    );
    const keyId = inputs["keyId"] ?? key.key_id;
    const encrypted_value = sealed ?? (await seal(String(plain), key.key));
    const name = textOf(inputs, "secretName");
    await hub.request(`PUT ${collection}/{name}`, { ...place(inputs), name, encrypted_value, key_id: keyId });
    const live = await times(hub, inputs);
    const updated = live === null ? null : timeOf(live.updated_at);
    return {
      ...inputs,
      keyId,
      createdAt: live === null ? null : timeOf(live.created_at),
      updatedAt: updated,
      remoteUpdatedAt: updated,
    };
  };

  return {
    type,
    inputs: {
      ...Object.fromEntries(identity.map((name) => [name, { required: true, replaces: true } as const])),
      ...Object.fromEntries(values.map((name) => [name, {}])),
      keyId: { computed: true },
      ...(scope.length === 0 ? { destroyOnDrift: {} } : {}),
    },
    computed: ["keyId", "createdAt", "updatedAt", "remoteUpdatedAt", "repositoryId"],
    volatile: ["updatedAt", "remoteUpdatedAt"],

    check(inputs) {
      const given = values.filter((name) => inputs[name] !== undefined);
      const reason =
        "one of `encrypted_value,plaintext_value,value,value_encrypted` must be specified, and one alone";
      return given.length === 1 ? [] : [{ property: "value", reason }];
    },

    // The value can't be read: that somebody else set it shows by the time alone.
    drifted: ({ updatedAt, remoteUpdatedAt }) =>
      remoteUpdatedAt === undefined || updatedAt === remoteUpdatedAt ? [] : ["updatedAt"],

    identify: (id) => splitId(id, ...identity),

    async create(hub, inputs) {
      const outputs = await put(hub, inputs);
      const repositoryId = (await repositoryOf(hub, textOf(inputs, "repository"))).id;
      const id = joinId(...identity.map((part) => textOf(inputs, part)));
      return { id, outputs: { ...outputs, repositoryId } };
    },

    update: async (hub, old, inputs) => ({
      ...(await put(hub, inputs)),
      repositoryId: old.outputs["repositoryId"],
    }),

    async read(hub, _id, state) {
      const live = await times(hub, state);
      if (live === null) return null;
      const remoteUpdatedAt = timeOf(live.updated_at);
      const { createdAt = timeOf(live.created_at), updatedAt = remoteUpdatedAt } = state;
      return { ...state, createdAt, updatedAt, remoteUpdatedAt };
    },

    async delete(hub, _id, state) {
      await hub.request(`DELETE ${collection}/{name}`, { ...place(state), name: state["secretName"] });
    },
  };
}
