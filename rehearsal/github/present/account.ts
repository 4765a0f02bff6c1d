import { findAccount } from "../store/find.ts";
import type { Records } from "../store/records.ts";
import { nodeId } from "./node-id.ts";
import { pathOf, web } from "./web.ts";

/** A person or an organization as it appears within other answers (`simple-user`). */
export function simpleUser(records: Records, login: string, api: string): Record<string, unknown> {
  const found = findAccount(records, login);
  const name = found?.key ?? login;
  const url = `${api}/users/${pathOf(name)}`;
  const id = found?.record.id ?? 0;
  return {
    login: name,
    id,
    node_id: nodeId("U", id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: "",
    url,
    html_url: `${web}/${pathOf(name)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: found?.record.type ?? "User",
    user_view_type: "public",
    site_admin: false,
  };
}

/** A person as such (`public-user`). */
export function publicUser(records: Records, login: string, api: string): Record<string, unknown> {
  const found = findAccount(records, login);
  const created = found?.record.created_at ?? "";
  return {
    ...simpleUser(records, login, api),
    name: found?.key ?? login,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: publicRepositories(records, login),
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: created,
    updated_at: created,
  };
}

/** How many public repositories an account has. */
export function publicRepositories(records: Records, login: string): number {
  const prefix = `${login}/`.toLowerCase();
  return Object.entries(records.repositories).filter(
    ([name, { visibility }]) => visibility === "public" && name.toLowerCase().startsWith(prefix),
  ).length;
}
