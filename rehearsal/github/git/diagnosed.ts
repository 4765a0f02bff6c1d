import { FaultsError } from "../../../config/fault.ts";
import { ApiError } from "../http/error.ts";
import type { Match } from "../http/router.ts";
import { findRepository } from "../store/find.ts";
import type { Records } from "../store/records.ts";
import type { Repositories } from "./repositories.ts";

/** Git's own words tell no operator what to do: where a repository was broken by hand, that is said instead. */
export async function diagnosed(
  error: unknown,
  match: Match | null,
  { records, repositories }: { readonly records: () => Records; readonly repositories: Repositories },
): Promise<unknown> {
  const { owner, repo } = match?.params ?? {};
  if (error instanceof ApiError || error instanceof FaultsError || !owner || !repo) return error;
  try {
    const found = findRepository(records(), owner, repo);
    const faults = await (found && repositories.of(found.fullName).diagnose(found.record.default_branch));
    return faults && faults.length > 0 ? new FaultsError(faults) : error;
  } catch {
    return error;
  }
}
