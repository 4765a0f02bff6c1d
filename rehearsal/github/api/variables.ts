import { optionalString, requireString } from "../http/body.ts";
import { conflict, notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { timestamp, type VariableRecord } from "../store/records.ts";
import { holdersOf, type Where } from "./holders.ts";
import { checkedName } from "./names.ts";

/** What has variables: a repository or an environment. */
interface Holder {
  readonly variables: Record<string, VariableRecord>;
}

/** Configuration variables. */
export const variables: readonly Route[] = holdersOf("variables").flatMap((where) => [
  ...routesOfAll(where),
  ...routesOfOne(where),
]);

function routesOfAll({ path, kind, article, read, write, holderOf }: Where): readonly Route[] {
  return [
    {
      method: "GET",
      path,
      documentation: `actions/variables#list-${kind}-variables`,
      needs: read,
      handle: (call) => list(call, holderOf(call)),
    },
    {
      method: "POST",
      path,
      documentation: `actions/variables#create-${article}-${kind}-variable`,
      needs: write,
      handle: (call) => create(call, holderOf(call)),
    },
  ];
}

function routesOfOne({ path, kind, article, read, write, holderOf }: Where): readonly Route[] {
  return [
    {
      method: "GET",
      path: `${path}/{name}`,
      documentation: `actions/variables#get-${article}-${kind}-variable`,
      needs: read,
      handle: (call) => ok(present(nameOf(call), variableOf(call, holderOf(call)))),
    },
    {
      method: "PATCH",
      path: `${path}/{name}`,
      documentation: `actions/variables#update-${article}-${kind}-variable`,
      needs: write,
      handle: (call) => update(call, holderOf(call)),
    },
    {
      method: "DELETE",
      path: `${path}/{name}`,
      documentation: `actions/variables#delete-${article}-${kind}-variable`,
      needs: write,
      handle: (call) => remove(call, holderOf(call)),
    },
  ];
}

function list(call: Call, { variables: held }: Holder): Reply {
  const all = Object.entries(held).map(([name, variable]) => present(name, variable));
  const { items, headers } = page(call, call.address, all);
  return { status: 200, body: { total_count: all.length, variables: items }, headers };
}

function create(call: Call, { variables: held }: Holder): Reply {
  const name = checkedName("Variable", requireString(call.body, "name").toUpperCase());
  if (Object.hasOwn(held, name)) throw alreadyThere();
  const now = timestamp();
  held[name] = { value: requireString(call.body, "value"), created_at: now, updated_at: now };
  return { status: 201, body: {} };
}

function update(call: Call, holder: Holder): Reply {
  const before = nameOf(call);
  const variable = variableOf(call, holder);
  const name = checkedName("Variable", (optionalString(call.body, "name") ?? before).toUpperCase());
  if (name !== before && Object.hasOwn(holder.variables, name)) throw alreadyThere();
  Reflect.deleteProperty(holder.variables, before);
  holder.variables[name] = {
    ...variable,
    value: optionalString(call.body, "value") ?? variable.value,
    updated_at: timestamp(),
  };
  return noContent;
}

function remove(call: Call, holder: Holder): Reply {
  variableOf(call, holder);
  Reflect.deleteProperty(holder.variables, nameOf(call));
  return noContent;
}

function alreadyThere(): Error {
  return conflict("Already exists - Variable already exists");
}

function variableOf(call: Call, { variables: held }: Holder): VariableRecord {
  const name = nameOf(call);
  const variable = Object.hasOwn(held, name) ? held[name] : undefined;
  if (!variable) throw notFound();
  return variable;
}

/** Names are kept in capitals, however they are written. */
function nameOf(call: Call): string {
  return (call.params["name"] ?? "").toUpperCase();
}

function present(name: string, { value, created_at, updated_at }: VariableRecord): Record<string, unknown> {
  return { name, value, created_at, updated_at };
}
