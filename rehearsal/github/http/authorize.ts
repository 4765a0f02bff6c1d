import { findRepository } from "../store/find.ts";
import type { Records } from "../store/records.ts";
import { ApiError, notFound, readOnly } from "./error.ts";
import { isPermitted, isVisible, type Permission, type TokenRules } from "./permissions.ts";
import type { Match } from "./router.ts";

/** The token of an Authorization header; null without one. Never to be shown. */
export function tokenOf(header: string | undefined): string | null {
  return /^(?:bearer|token)\s+(\S+)\s*$/i.exec(header ?? "")?.[1] ?? null;
}

/** What any account reads of a public repository, whatever its token says. */
const readByAll = new Set<string>([
  "actions=read",
  "attestations=read",
  "checks=read",
  "contents=read",
  "metadata=read",
  "pull_requests=read",
  "statuses=read",
]);

/** What can be done to an archived repository: to bring it back, and to give it away. */
const unarchiving = new Set(["/repos/{owner}/{repo}", "/repos/{owner}/{repo}/transfer"]);

/** Throws the service's answer when the token may not do what the route does. */
export function authorize(
  { route, params }: Match,
  { token, rules }: { readonly token: string | null; readonly rules: TokenRules },
  records: Records,
): void {
  if (token !== null && rules.valid && !rules.valid.includes(token))
    throw new ApiError(401, "Bad credentials");
  if (token === null && route.method !== "GET") throw new ApiError(401, "Requires authentication");

  const { owner, repo } = params;
  const repository = owner !== undefined && repo !== undefined ? findRepository(records, owner, repo) : null;
  const isPublic = repository?.record.visibility === "public";
  const isOpen = isPublic && route.needs !== null && readByAll.has(route.needs);
  const isStrict = rules.ofJob === true;
  if (repo !== undefined) {
    if (!repository) throw notFound();
    if (!isVisible(rules, repository.fullName)) {
      // What is public elsewhere, a job's token reads as nobody's does.
      if (isStrict && isOpen) return;
      throw notFound();
    }
    if (token === null && !isPublic) throw notFound();
  }
  if (repository?.record.archived && route.method !== "GET" && !unarchiving.has(route.path)) throw readOnly();
  if (isStrict && ofPeople.has(route.path)) throw new ApiError(403, notByJobs);
  if (route.needs === null || (isOpen && !isStrict)) return;
  if (token === null) throw new ApiError(401, "Requires authentication");
  if (!isPermitted(rules, route.needs)) throw forbidden({ byJob: isStrict }, route.needs);
}

/** What only a person's token can ask. */
const ofPeople = new Set(["/user"]);

const notByJobs = "Resource not accessible by integration";

/** 403 that says which permissions would do. */
export function forbidden(
  { byJob }: { readonly byJob: boolean },
  ...needed: readonly Permission[]
): ApiError {
  return new ApiError(403, byJob ? notByJobs : "Resource not accessible by personal access token", {
    headers: { "X-Accepted-GitHub-Permissions": needed.join(",") },
  });
}
