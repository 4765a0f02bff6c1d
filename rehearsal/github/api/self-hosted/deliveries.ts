import type { ModelDelivery } from "../../../runners/github-model.ts";
import type { Permission } from "../../http/permissions.ts";
import type { Call, Reply, Route } from "../../http/route.ts";
import { timestamp } from "../../store/records.ts";
import { answered, modelOf, numberOf } from "./model.ts";

interface Hook {
  readonly path: string;
  /** What of the documentation is about it: `apps/webhooks`, `an-app`. */
  readonly page: string;
  readonly anchor: string;
  readonly needs: (access: "read" | "write") => Permission | null;
}

const hooks: readonly Hook[] = [
  { path: "/app/hook", page: "apps/webhooks", anchor: "an-app", needs: () => null },
  {
    ...{ path: "/orgs/{org}/hooks/{hook_id}", page: "orgs/webhooks", anchor: "an-organization" },
    needs: (access) => `organization_hooks=${access}`,
  },
  {
    ...{ path: "/repos/{owner}/{repo}/hooks/{hook_id}", page: "repos/webhooks", anchor: "a-repository" },
    needs: (access) => `repository_hooks=${access}`,
  },
];

/** What was delivered by webhooks: whichever hook is asked for, it is the one that is played. */
export const hookDeliveries: readonly Route[] = hooks.flatMap(({ path, page, anchor, needs }): Route[] => [
  {
    ...{ method: "GET", path: `${path}/deliveries`, needs: needs("read"), handle: list },
    documentation: `${page}#list-deliveries-for-${anchor}-webhook`,
  },
  {
    ...{ method: "POST", path: `${path}/deliveries/{delivery_id}/attempts`, needs: needs("write") },
    documentation: `${page}#redeliver-a-delivery-for-${anchor}-webhook`,
    handle: (call) => {
      answered(() => modelOf(call).redeliver(numberOf(call, "delivery_id")));
      return { status: 202, body: {} };
    },
  },
]);

/** Newest first; a cursor is the number of the last that was told. */
function list(call: Call): Reply {
  const { query, address } = call;
  const size = Math.min(Math.max(Number(query.get("per_page")) || 30, 1), 100);
  const before = Number(query.get("cursor") ?? Infinity);
  const older = modelOf(call).deliveries.filter(({ id }) => id < before);
  const items = older.slice(-size).reverse();
  const last = items.at(-1);
  if (last === undefined || older.length <= size) return { status: 200, body: items.map(present) };
  const parameters = new URLSearchParams(query);
  parameters.set("cursor", String(last.id));
  const headers = { Link: `<${address}?${parameters.toString()}>; rel="next"` };
  return { status: 200, body: items.map(present), headers };
}

function present({ id, guid, at, succeeded, event }: ModelDelivery): Record<string, unknown> {
  return {
    ...{ id, guid, delivered_at: timestamp(new Date(at)), redelivery: false, duration: 0.2 },
    ...{ status: succeeded ? "OK" : "Service Unavailable", status_code: succeeded ? 200 : 503 },
    ...{ event: event.name, action: event.name === "workflow_job" ? event.job.status : "requested" },
    ...{ installation_id: null, repository_id: null },
  };
}
