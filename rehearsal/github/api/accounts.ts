import { ApiError, notFound } from "../http/error.ts";
import { ok, type Call, type Reply, type Route } from "../http/route.ts";
import { publicUser } from "../present/account.ts";
import { organizationFull, teamFull } from "../present/team.ts";
import { findAccount, findTeam } from "../store/find.ts";

/** People, organizations and teams. */
export const accounts: readonly Route[] = [
  {
    method: "GET",
    path: "/user",
    documentation: "users/users#get-the-authenticated-user",
    needs: null,
    handle: getViewer,
  },
  {
    method: "GET",
    path: "/user/{account_id}",
    documentation: "users/users#get-a-user-using-their-id",
    needs: null,
    handle: (call) => getUser(call, Number(call.params["account_id"])),
  },
  {
    method: "GET",
    path: "/users/{username}",
    documentation: "users/users#get-a-user",
    needs: null,
    handle: (call) => getUser(call, call.params["username"] ?? ""),
  },
  {
    method: "GET",
    path: "/users/{username}/gpg_keys",
    documentation: "users/gpg-keys#list-gpg-keys-for-a-user",
    needs: null,
    handle: listKeys,
  },
  {
    method: "GET",
    path: "/users/{username}/keys",
    documentation: "users/keys#list-public-keys-for-a-user",
    needs: null,
    handle: listKeys,
  },
  {
    method: "GET",
    path: "/orgs/{org}",
    documentation: "orgs/orgs#get-an-organization",
    needs: null,
    handle: getOrganization,
  },
  {
    method: "GET",
    path: "/orgs/{org}/teams/{team_slug}",
    documentation: "teams/teams#get-a-team-by-name",
    needs: "members=read",
    handle: (call) => ok(teamFull(call.records, teamOf(call), call.api)),
  },
  {
    method: "GET",
    path: "/orgs/{org}/teams/{team_slug}/members",
    documentation: "teams/members#list-team-members",
    needs: "members=read",
    handle: listNothing,
  },
  {
    method: "GET",
    path: "/orgs/{org}/teams/{team_slug}/repos",
    documentation: "teams/teams#list-team-repositories",
    needs: "members=read",
    handle: listNothing,
  },
];

function getViewer(call: Call): Reply {
  if (call.token === null) throw new ApiError(401, "Requires authentication");
  return getUser(call, call.records.viewer ?? "");
}

function getUser(call: Call, login: string | number): Reply {
  const found = findAccount(call.records, login);
  if (!found) throw notFound();
  return ok(publicUser(call.records, found.key, call.api));
}

/** Nobody has keys here. */
function listKeys(call: Call): Reply {
  if (!findAccount(call.records, call.params["username"] ?? "")) throw notFound();
  return ok([]);
}

function getOrganization(call: Call): Reply {
  const found = findAccount(call.records, call.params["org"] ?? "");
  if (found?.record.type !== "Organization") throw notFound();
  return ok(organizationFull(call.records, found.key, call.api));
}

function teamOf({ params, records }: Call): string {
  const found = findTeam(records, `${params["org"]}/${params["team_slug"]}`);
  if (!found) throw notFound();
  return found.key;
}

/** Teams are known by name alone: who is in one, and what it may do, is not kept. */
function listNothing(call: Call): Reply {
  teamOf(call);
  return ok([]);
}
