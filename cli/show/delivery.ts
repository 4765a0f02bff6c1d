import { join } from "node:path";
import type { Report } from "../changes/change.ts";
import type { DeliveryState } from "../changes/delivery.ts";
import { isRefresh } from "../engine/operation.ts";
import type { EngineOperation } from "../engine/operation.ts";
import { rehearsalCommand } from "./rehearsal-command.ts";

/** What has to be known to say how a delivery goes on. */
export interface DeliveryContext {
  readonly stack: string;
  readonly operation: EngineOperation;
  /** Where a rehearsal keeps its things; null where it is real. */
  readonly root: string | null;
}

/** What people have to do about what was delivered, if anything. */
export function deliveryLines(report: Report, context: DeliveryContext): string[] {
  return report.resources.flatMap(({ delivery, operation }) => {
    if (delivery === null) return [];
    return operation === "delete" ? leaving(delivery, context) : standing(delivery, context);
  });
}

function standing(delivery: DeliveryState, context: DeliveryContext): string[] {
  const { pullRequest, edited } = delivery;
  const pull = pullRequest === null ? "the pull request" : pullOf(pullRequest, delivery, context);
  switch (delivery.status) {
    case "waiting":
      return [
        `The files wait in ${pull} to be merged.`,
        ...(context.root === null ? [] : [`  ${rehearsalCommand("merge", context.stack, context.root)}`]),
      ];
    case "declined":
      return [`The files were declined: ${pull} was closed. They are proposed again with the next change.`];
    case "edited":
      // Where the program runs it says so itself.
      if (!isRefresh(context.operation)) return [];
      return [
        `Edited by hand, and left so: ${edited.join(", ")}. Take the edits into slipway:overrides, or name the ` +
          "files in slipway:delivery.adopt to have them overwritten.",
      ];
    case "behind":
    case "delivered":
      return [];
  }
}

/** What a delivery leaves when it is destroyed. */
function leaving(delivery: DeliveryState, { stack, operation, root }: DeliveryContext): string[] {
  const { repository, branch, by, status } = delivery;
  if (by === "push" || status === "waiting" || status === "declined") return [];
  const tense = operation === "destroy" ? "are" : "would be";
  const from = root === null ? "" : ` of ${join(root, "repository", repository)}`;
  return [
    `The files in ${repository} ${tense} removed by a pull request from the branch ${branch}${from}: they stay until it is merged.`,
    ...(root === null || operation !== "destroy" ? [] : [`  ${rehearsalCommand("merge", stack, root)}`]),
  ];
}

function pullOf(
  pull: { readonly number: number; readonly url: string },
  { branch, repository }: DeliveryState,
  { root }: DeliveryContext,
): string {
  if (root === null) return pull.url;
  // The emulated GitHub has no pages: its branches can be looked at.
  return `pull request ${pull.number}, on the branch ${branch} of ${join(root, "repository", repository)},`;
}
