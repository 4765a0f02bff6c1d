import type { ModelDelivery } from "../../../runners/github-model.ts";
import { bodyOf } from "../../../runners/world/webhook-bodies.ts";
import { notFound } from "../../http/error.ts";
import type { Permission } from "../../http/permissions.ts";
import { ok, type Call, type Reply, type Route } from "../../http/route.ts";
import { timestamp } from "../../store/records.ts";
import { assertApp } from "../apps.ts";
import { answered } from "./model.ts";

interface Hook {
  readonly path: string;
  /** What of the documentation is about it: `apps/webhooks`. */
  readonly page: string;
  /** Whose it is, as the documentation's anchors say, where they list, tell of one, and deliver again. */
  readonly anchors: readonly [string, string, string];
  readonly needs: (access: "read" | "write") => Permission | null;
}

const hooks: readonly Hook[] = [
  {
    ...{ path: "/app/hook", page: "apps/webhooks", needs: () => null },
    anchors: [
      "list-deliveries-for-an-app-webhook",
      "get-a-delivery-for-an-app-webhook",
      "redeliver-a-delivery-for-an-app-webhook",
    ],
  },
  {
    ...{ path: "/orgs/{org}/hooks/{hook_id}", page: "orgs/webhooks" },
    needs: (access) => `organization_hooks=${access}`,
    anchors: [
      "list-deliveries-for-an-organization-webhook",
      "get-a-webhook-delivery-for-an-organization-webhook",
      "redeliver-a-delivery-for-an-organization-webhook",
    ],
  },
  {
    ...{ path: "/repos/{owner}/{repo}/hooks/{hook_id}", page: "repos/webhooks" },
    needs: (access) => `repository_hooks=${access}`,
    anchors: [
      "list-deliveries-for-a-repository-webhook",
      "get-a-delivery-for-a-repository-webhook",
      "redeliver-a-delivery-for-a-repository-webhook",
    ],
  },
];

/** What was delivered by webhooks: whichever hook is asked for, it is the one that is played. */
export const hookDeliveries: readonly Route[] = hooks.flatMap(({ path, page, anchors, needs }): Route[] => {
  const [list, get, again] = anchors.map((anchor) => `${page}#${anchor}`) as [string, string, string];
  const all = `${path}/deliveries`;
  const checked = (handle: Route["handle"]): Route["handle"] => {
    if (path !== "/app/hook") return handle;
    return (call) => {
      assertApp(call);
      return handle(call);
    };
  };
  return [
    { method: "GET", path: all, documentation: list, needs: needs("read"), handle: checked(listAll) },
    {
      ...{ method: "GET", path: `${all}/{delivery_id}`, documentation: get, needs: needs("read") },
      handle: checked((call) => ok(presentWhole(deliveryOf(call), firstIds(call)))),
    },
    {
      ...{ method: "POST", path: `${all}/{delivery_id}/attempts`, documentation: again },
      ...{ needs: needs("write"), handle: checked(redeliver) },
    },
  ];
});

/** Newest first; a cursor is the id of the last that was told. */
function listAll(call: Call): Reply {
  const { query, address } = call;
  const size = Math.min(Math.max(Number(query.get("per_page")) || 30, 1), 100);
  const before = /^v1_(\d+)$/.exec(query.get("cursor") ?? "")?.[1];
  const older = (call.runners?.deliveries ?? []).filter(
    ({ id }) => before === undefined || BigInt(id) < BigInt(before),
  );
  const items = older.slice(-size).reverse();
  const first = firstIds(call);
  const body = items.map((delivery) => present(delivery, first));
  const last = items.at(-1);
  if (last === undefined || older.length <= size) return ok(body);
  const parameters = new URLSearchParams(query);
  parameters.set("cursor", `v1_${last.id}`);
  return { status: 200, body, headers: { Link: `<${address}?${parameters.toString()}>; rel="next"` } };
}

function redeliver(call: Call): Reply {
  answered(call, (model) => model.redeliver(deliveryOf(call).id));
  return { status: 202, body: {} };
}

function deliveryOf(call: Call): ModelDelivery {
  const found = call.runners?.deliveries.find(({ id }) => id === call.params["delivery_id"]);
  if (!found) throw notFound();
  return found;
}

/** Of each event the id of its first delivery. */
function firstIds({ runners }: Call): ReadonlyMap<string, string> {
  return new Map((runners?.deliveries ?? []).toReversed().map(({ guid, id }) => [guid, id]));
}

function present(
  { id, guid, at, succeeded, event }: ModelDelivery,
  first: ReadonlyMap<string, string>,
): Record<string, unknown> {
  return {
    ...{ id: number(id), guid, delivered_at: timestamp(new Date(at)), redelivery: first.get(guid) !== id },
    ...{ duration: 0.2, throttled_at: null },
    ...{ status: succeeded ? "OK" : "Service Unavailable", status_code: succeeded ? 200 : 503 },
    ...{ event: event.name, action: event.name === "workflow_job" ? event.job.status : "requested" },
    ...{ installation_id: null, repository_id: null },
  };
}

function presentWhole(delivery: ModelDelivery, first: ReadonlyMap<string, string>): Record<string, unknown> {
  const headers = { "X-GitHub-Event": delivery.event.name, "X-GitHub-Delivery": delivery.guid };
  return {
    ...present(delivery, first),
    request: { headers, payload: bodyOf(delivery.event) },
    response: { headers: {}, payload: "" },
  };
}

/** The number in JSON, however large. */
function number(digits: string): unknown {
  const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => unknown };
  return rawJSON(digits);
}
