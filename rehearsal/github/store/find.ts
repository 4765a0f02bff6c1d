import type { AccountRecord, Records, RepositoryRecord, TeamRecord } from "./records.ts";

/** A record with the key it is kept under. */
interface Found<T> {
  readonly key: string;
  readonly record: T;
}

/** The value under a key that is compared as the service compares names: without regard to case. */
export function find<T>(records: Readonly<Record<string, T>>, key: string): Found<T> | null {
  const exact = Object.hasOwn(records, key) ? records[key] : undefined;
  if (exact !== undefined) return { key, record: exact };
  const lower = key.toLowerCase();
  const found = Object.entries(records).find(([one]) => one.toLowerCase() === lower);
  return found ? { key: found[0], record: found[1] } : null;
}

/** Keeps a value under a key of whatever name: plain assignment takes `__proto__` for something else. */
export function put<T>(records: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(records, key, { value, writable: true, enumerable: true, configurable: true });
}

/** A repository by owner and name. */
export function findRepository(
  records: Records,
  owner: string,
  name: string,
): { readonly fullName: string; readonly record: RepositoryRecord } | null {
  const found = find(records.repositories, `${owner}/${name}`);
  return found && { fullName: found.key, record: found.record };
}

/** A repository by an owner and name that it had before, unless another has them now. */
export function findMoved(
  records: Records,
  owner: string,
  name: string,
): { readonly fullName: string; readonly record: RepositoryRecord } | null {
  if (findRepository(records, owner, name)) return null;
  const id = find(records.redirects ?? {}, `${owner}/${name}`)?.record;
  const found = Object.entries(records.repositories).find(([, record]) => record.id === id);
  return found ? { fullName: found[0], record: found[1] } : null;
}

/** An account by its login or its number. */
export function findAccount(records: Records, login: string | number): Found<AccountRecord> | null {
  if (typeof login === "string") return find(records.accounts, login);
  const found = Object.entries(records.accounts).find(([, record]) => record.id === login);
  return found ? { key: found[0], record: found[1] } : null;
}

/** A team by `organization/slug` or its number. */
export function findTeam(records: Records, team: string | number): Found<TeamRecord> | null {
  if (typeof team === "string") return find(records.teams, team);
  const found = Object.entries(records.teams).find(([, record]) => record.id === team);
  return found ? { key: found[0], record: found[1] } : null;
}
