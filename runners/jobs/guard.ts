import type { RunFacts } from "../ports/github.ts";
import type { Pool } from "../settings/pool.ts";

/** Why the pool may not run a job of that run; null: it may. */
export function refusalOf(run: RunFacts, pool: Pick<Pool, "repositories" | "events">): string | null {
  const { repository, headRepository, isPublic, event } = run;
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  if (!pool.repositories.some((one) => same(one, repository))) return `${repository} may not use the pool`;
  if (headRepository === null) return "its code is from a repository that is no more";
  if (!same(headRepository, repository)) return `its code is from the fork ${headRepository}`;
  const events: readonly string[] = pool.events;
  if (isPublic && !events.includes(event))
    return `its repository is public, and the pool serves no ${event} events of public repositories`;
  return null;
}
