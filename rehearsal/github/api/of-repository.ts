import type { GitRepository } from "../git/repository.ts";
import { conflict, notFound } from "../http/error.ts";
import type { Call } from "../http/route.ts";
import { pathOf } from "../present/web.ts";
import { find, findRepository } from "../store/find.ts";
import type { EnvironmentRecord, RepositoryRecord } from "../store/records.ts";

/** A repository that a request names. */
export interface NamedRepository {
  readonly fullName: string;
  readonly record: RepositoryRecord;
  /** Its address in this API. */
  readonly url: string;
}

/** The repository of `/repos/{owner}/{repo}`. */
export function repositoryOf({ params, records, api }: Call): NamedRepository {
  const found = findRepository(records, params["owner"] ?? "", params["repo"] ?? "");
  if (!found) throw notFound();
  return { ...found, url: `${api}/repos/${pathOf(found.fullName)}` };
}

/** The same with its git repository; 409 while that holds nothing, in which the service does not touch git's data. */
export async function filledRepositoryOf(
  call: Call,
): Promise<{ readonly repository: NamedRepository; readonly git: GitRepository }> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  if (call.github.isForming(repository.fullName)) throw conflict("Git Repository is empty.");
  if (await git.isEmpty(repository.record.default_branch)) throw conflict("Git Repository is empty.");
  return { repository, git };
}

/** An environment that a request names. */
export interface NamedEnvironment {
  readonly name: string;
  readonly record: EnvironmentRecord;
  readonly repository: NamedRepository;
  /** Its address in this API. */
  readonly url: string;
}

/** The environment of `/repos/{owner}/{repo}/environments/{environment_name}`. */
export function environmentOf(call: Call): NamedEnvironment {
  const repository = repositoryOf(call);
  const found = find(repository.record.environments, call.params["environment_name"] ?? "");
  if (!found) throw notFound();
  const url = `${repository.url}/environments/${encodeURIComponent(found.key)}`;
  return { name: found.key, record: found.record, repository, url };
}
