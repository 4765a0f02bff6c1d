import type { RunFacts } from "../ports/github.ts";
import type { Pool } from "../settings/pool.ts";

/** Whether the pool is for a repository: GitHub takes names in any case. */
export function isServed(repository: string, { repositories }: Pick<Pool, "repositories">): boolean {
  return repositories.some((one) => isSame(one, repository));
}

/** Why the pool may not run a job of that run; null: it may. */
export function refusalOf(run: RunFacts, pool: Pick<Pool, "repositories" | "events">): string | null {
  const { repository, headRepository, isPublic, event } = run;
  if (!isServed(repository, pool)) return `${repository} may not use the pool`;
  if (headRepository === null) return "its code is from a repository that is no more";
  if (!isSame(headRepository, repository)) return `its code is from the fork ${headRepository}`;
  const events: readonly string[] = pool.events;
  if (isPublic && !events.includes(event))
    return `its repository is public, and the pool serves no ${event} events of public repositories`;
  return null;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
