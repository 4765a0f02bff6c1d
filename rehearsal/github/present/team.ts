import { findAccount, findTeam } from "../store/find.ts";
import type { Records } from "../store/records.ts";
import { publicRepositories } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { pathOf, web } from "./web.ts";

/** A team as it appears within other answers (`team`), by `organization/slug`. */
export function teamSimple(records: Records, team: string, api: string): Record<string, unknown> {
  const [organization = "", slug = ""] = team.split("/");
  const id = findTeam(records, team)?.record.id ?? 0;
  const organizationId = findAccount(records, organization)?.record.id ?? 0;
  const url = `${api}/organizations/${organizationId}/team/${id}`;
  return {
    id,
    node_id: nodeId("T", id),
    name: slug,
    slug,
    description: "",
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    url,
    html_url: `${web}/orgs/${pathOf(organization)}/teams/${pathOf(slug)}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: organizationId,
    parent: null,
  };
}

/** A team as such (`team-full`). */
export function teamFull(records: Records, team: string, api: string): Record<string, unknown> {
  const [organization = ""] = team.split("/");
  const created = findTeam(records, team)?.record.created_at ?? "";
  return {
    ...teamSimple(records, team, api),
    created_at: created,
    updated_at: created,
    members_count: 0,
    repos_count: 0,
    organization: organizationFull(records, organization, api),
  };
}

/** An organization (`organization-full`, which also fits what a team says of it). */
export function organizationFull(records: Records, login: string, api: string): Record<string, unknown> {
  const found = findAccount(records, login);
  const name = found?.key ?? login;
  const url = `${api}/orgs/${pathOf(name)}`;
  const created = found?.record.created_at ?? "";
  return {
    login: name,
    id: found?.record.id ?? 0,
    node_id: nodeId("O", found?.record.id ?? 0),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${found?.record.id ?? 0}?v=4`,
    description: null,
    name,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: publicRepositories(records, name),
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${web}/${pathOf(name)}`,
    created_at: created,
    updated_at: created,
    archived_at: null,
    type: "Organization",
  };
}
