import { findMoved } from "../store/find.ts";
import type { Records } from "../store/records.ts";
import { ApiError } from "./error.ts";
import type { Match } from "./router.ts";

/** A request for a repository under a name that it had before. */
export interface Redirected {
  /** The same request under today's name. */
  readonly match: Match;
  readonly id: number;
}

/** Where the repository of a request is now; null: where it was looked for, or nowhere. */
export function redirected(match: Match, records: Records): Redirected | null {
  const { owner, repo } = match.params;
  const moved = owner !== undefined && repo !== undefined ? findMoved(records, owner, repo) : null;
  if (!moved) return null;
  const [newOwner = "", newName = ""] = moved.fullName.split("/");
  return {
    match: { ...match, params: { ...match.params, owner: newOwner, repo: newName } },
    id: moved.record.id,
  };
}

/** 301, or 307 where what is sent along must be sent again. The service says the same of both. */
export function movedPermanently(method: string, location: string): ApiError {
  const status = method === "GET" ? 301 : 307;
  return new ApiError(status, "Moved Permanently", { location });
}
