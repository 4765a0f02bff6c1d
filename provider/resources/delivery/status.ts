import { delivery } from "./intent.ts";
import type { Observed } from "./observed.ts";
import { isCurrent } from "./readiness.ts";
import type { Pull } from "./remote.ts";
import { deliveredId, keptFiles } from "./standing.ts";
import type { Wanted } from "./wanted.ts";
import type { Properties } from "../../protocol/provider.ts";

/**
 * How far a delivery has come, judged by the default branch:
 * - delivered: it holds what is wanted.
 * - edited: it does but for what somebody changed by hand.
 * - waiting: an open pull request holds it.
 * - declined: its pull request was closed without being merged, or leads to another branch by now.
 * - behind: none of these; the next update delivers.
 */
export type Status = "delivered" | "edited" | "waiting" | "declined" | "behind";

/** How far a delivery has come; `proposed` is the number of the pull request that the stack made last. */
export function statusOf(wanted: Wanted, seen: Observed, proposed: number | undefined): Status {
  if (delivery.edits(wanted, seen.base).size === 0) {
    return keptFiles(seen.base, wanted).length > 0 ? "edited" : "delivered";
  }
  if (isCurrent(delivery, wanted, seen)) return "waiting";
  const { last, proposal } = seen;
  const closed = proposal === null && last?.state === "closed" && last.number === proposed;
  return closed || proposal?.elsewhere === true ? "declined" : "behind";
}

/** What the resource tells of a repository beside its inputs. */
export function outputsOf(
  seen: Observed,
  wanted: Wanted,
  {
    status,
    pull,
    commit,
  }: { readonly status: Status; readonly pull: Pull | null; readonly commit: string | null },
): Properties {
  const { id, defaultBranch } = seen.remote.place;
  const edited = keptFiles(seen.base, wanted).map(
    (path) => [path, deliveredId(seen.base, path) ?? ""] as const,
  );
  return {
    repositoryId: id,
    defaultBranch,
    status,
    pullRequest: pull === null ? null : { number: pull.number, url: pull.url, state: pull.state },
    commit,
    edited: Object.fromEntries(edited),
  };
}
