import type { Properties, Value } from "../../../provider/protocol/provider.ts";
import { textOf } from "../../../provider/protocol/values.ts";
import { repositoryOf, type Hub } from "./hub.ts";
import { joinId, splitId, timeOf } from "./naming.ts";
import { seal } from "./seal.ts";
import type { StandIn } from "./stand-in.ts";

interface Secret {
  readonly created_at: string;
  readonly updated_at: string;
}

interface PublicKey {
  readonly key_id: string;
  readonly key: string;
}

const ofRepository = "/repos/{owner}/{repo}/actions/secrets";
const ofEnvironment = "/repos/{owner}/{repo}/environments/{environment}/secrets";
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
  const collection = scope.length === 0 ? ofRepository : ofEnvironment;
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
      const outputs = await put(hub, collection, inputs);
      const repositoryId = (await repositoryOf(hub, textOf(inputs, "repository"))).id;
      const id = joinId(...identity.map((part) => textOf(inputs, part)));
      return { id, outputs: { ...outputs, repositoryId } };
    },

    update: async (hub, old, inputs) => ({
      ...(await put(hub, collection, inputs)),
      repositoryId: old.outputs["repositoryId"],
    }),

    async read(hub, _id, state) {
      const live = await find(hub, collection, state);
      if (live === null) return null;
      const remoteUpdatedAt = timeOf(live.updated_at);
      const { createdAt = timeOf(live.created_at), updatedAt = remoteUpdatedAt } = state;
      return { ...state, createdAt, updatedAt, remoteUpdatedAt };
    },

    async delete(hub, _id, state) {
      await hub.request(`DELETE ${collection}/{name}`, placeOf(state));
    },
  };
}

function find(hub: Hub, collection: string, state: Properties): Promise<Secret | null> {
  return hub.find<Secret>(`GET ${collection}/{name}`, placeOf(state));
}

async function put(hub: Hub, collection: string, inputs: Properties): Promise<Properties> {
  const { name, ...place } = placeOf(inputs);
  const key = await hub.request<PublicKey>(`GET ${collection}/public-key`, place);
  const plain = inputs["plaintextValue"] === undefined ? "value" : "plaintextValue";
  const sealed = inputs["valueEncrypted"] ?? inputs["encryptedValue"];
  const keyId = inputs["keyId"] ?? key.key_id;
  const encrypted_value = sealed ?? (await seal(textOf(inputs, plain), key.key));
  await hub.request(`PUT ${collection}/{name}`, { ...place, name, encrypted_value, key_id: keyId });
  const live = await find(hub, collection, inputs);
  const updated = live === null ? null : timeOf(live.updated_at);
  const createdAt = live === null ? null : timeOf(live.created_at);
  return { ...inputs, keyId, createdAt, updatedAt: updated, remoteUpdatedAt: updated };
}

function placeOf(state: Properties): Readonly<Record<"repo" | "environment" | "name", Value | undefined>> {
  return { repo: state["repository"], environment: state["environment"], name: state["secretName"] };
}
