import { isRecord, masked } from "./value.ts";

/** How far the delivery of files into the package's repository has come. */
export interface DeliveryState {
  /** `OWNER/NAME` */
  readonly repository: string;
  readonly by: "pull-request" | "push";
  /** Slipway's own branch, that pull requests come from. */
  readonly branch: string;
  readonly status: "delivered" | "edited" | "waiting" | "declined" | "behind";
  readonly pullRequest: { readonly number: number; readonly url: string } | null;
  /** Paths of files that somebody edited or deleted by hand. */
  readonly edited: readonly string[];
}

export const deliveryType = "slipway:index:Delivery";

const statuses = ["delivered", "edited", "waiting", "declined", "behind"] as const;

/** What the outputs of a delivery tell; null while they are not known, as in a preview of its first update. */
export function deliveryOf(type: string, outputs: unknown): DeliveryState | null {
  const told = masked(outputs);
  if (type !== deliveryType || !isRecord(told)) return null;
  const status = statuses.find((each) => each === told["status"]);
  if (status === undefined) return null;
  return {
    repository: `${String(told["owner"])}/${String(told["repository"])}`,
    by: told["by"] === "push" ? "push" : "pull-request",
    branch: String(told["branch"]),
    status,
    pullRequest: pullOf(told["pullRequest"]),
    edited: isRecord(told["edited"]) ? Object.keys(told["edited"]).sort() : [],
  };
}

function pullOf(pull: unknown): DeliveryState["pullRequest"] {
  if (!isRecord(pull) || typeof pull["number"] !== "number") return null;
  return { number: pull["number"], url: String(pull["url"]) };
}
