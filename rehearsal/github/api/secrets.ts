import { requireString } from "../http/body.ts";
import { notFound, unprocessable } from "../http/error.ts";
import { page } from "../http/page.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { timestamp, type PublicKeyRecord, type SecretRecord } from "../store/records.ts";
import { holdersOf, type Where } from "./holders.ts";
import { checkedName } from "./names.ts";

/** What has secrets: a repository or an environment. */
interface Holder {
  readonly public_key: PublicKeyRecord;
  readonly secrets: Record<string, SecretRecord>;
}

/** Length of what a sealed box adds: the sender's one-time key and a tag. */
const sealLength = 48;

/** Secrets, kept as they come: sealed. */
export const secrets: readonly Route[] = holdersOf("secrets").flatMap((where) => [
  ...routesOfAll(where),
  ...routesOfOne(where),
]);

function routesOfAll({ path, kind, article, read, holderOf }: Where): readonly Route[] {
  return [
    {
      method: "GET",
      path,
      documentation: `actions/secrets#list-${kind}-secrets`,
      needs: read,
      handle: (call) => list(call, holderOf(call)),
    },
    {
      method: "GET",
      path: `${path}/public-key`,
      documentation: `actions/secrets#get-${article}-${kind}-public-key`,
      needs: read,
      handle: (call) => ok(holderOf(call).public_key),
    },
  ];
}

function routesOfOne({ path, kind, article, read, write, holderOf }: Where): readonly Route[] {
  return [
    {
      method: "GET",
      path: `${path}/{secret_name}`,
      documentation: `actions/secrets#get-${article}-${kind}-secret`,
      needs: read,
      handle: (call) => get(call, holderOf(call)),
    },
    {
      method: "PUT",
      path: `${path}/{secret_name}`,
      documentation: `actions/secrets#create-or-update-${article}-${kind}-secret`,
      needs: write,
      handle: (call) => put(call, holderOf(call)),
    },
    {
      method: "DELETE",
      path: `${path}/{secret_name}`,
      documentation: `actions/secrets#delete-${article}-${kind}-secret`,
      needs: write,
      handle: (call) => remove(call, holderOf(call)),
    },
  ];
}

function list(call: Call, holder: Holder): Reply {
  const all = Object.entries(holder.secrets).map(([name, secret]) => present(name, secret));
  const { items, headers } = page(call, call.address, all);
  return { status: 200, body: { total_count: all.length, secrets: items }, headers };
}

function get(call: Call, holder: Holder): Reply {
  const name = nameOf(call);
  const secret = holder.secrets[name];
  if (!secret) throw notFound();
  return ok(present(name, secret));
}

function put(call: Call, holder: Holder): Reply {
  const name = checkedName("Secret", nameOf(call));
  const encrypted = requireString(call.body, "encrypted_value");
  const keyId = requireString(call.body, "key_id");
  if (keyId !== holder.public_key.key_id)
    throw unprocessable("Bad request - key_id is not that of the public key");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encrypted) || Buffer.from(encrypted, "base64").length < sealLength) {
    throw unprocessable("Bad request - encrypted_value is not sealed with the public key");
  }
  const before = holder.secrets[name];
  const now = timestamp();
  holder.secrets[name] = {
    key_id: keyId,
    encrypted_value: encrypted,
    created_at: before?.created_at ?? now,
    updated_at: now,
  };
  return before ? noContent : { status: 201, body: {} };
}

function remove(call: Call, holder: Holder): Reply {
  const name = nameOf(call);
  if (!Object.hasOwn(holder.secrets, name)) throw notFound();
  Reflect.deleteProperty(holder.secrets, name);
  return noContent;
}

/** Names are kept in capitals, however they are written. */
function nameOf(call: Call): string {
  return (call.params["secret_name"] ?? "").toUpperCase();
}

function present(name: string, { created_at, updated_at }: SecretRecord): Record<string, unknown> {
  return { name, created_at, updated_at };
}
