import type { Invocation } from "../../../provider/protocol/dispatch.ts";
import type { Properties } from "../../../provider/protocol/provider.ts";
import { textOf } from "../../../provider/protocol/values.ts";
import type { Hub } from "./hub.ts";
import { toCamel } from "./naming.ts";

/** The functions of the github provider that look something up. */
export const functions: Readonly<Record<string, Invocation<Hub>>> = {
  "github:index/getRepository:getRepository": getRepository,
  "github:index/getUser:getUser": getUser,
  "github:index/getTeam:getTeam": getTeam,
  "github:index/getRepositoryFile:getRepositoryFile": getRepositoryFile,
  "github:index/getActionsPublicKey:getActionsPublicKey": getActionsPublicKey,
};

/** Empty where there is none. */
async function getRepository(hub: Hub, args: Properties): Promise<Properties> {
  const [owner, name] = (await fullNameOf(hub, args)).split("/");
  const found = await hub.find<Properties>("GET /repos/{owner}/{repo}", { owner, repo: name });
  if (found === null) return {};
  const { id, node_id, html_url, git_url, ssh_url, clone_url, svn_url } = found;
  return {
    ...scalars(found),
    id: found["name"],
    repoId: id,
    nodeId: node_id,
    htmlUrl: html_url,
    gitCloneUrl: git_url,
    sshCloneUrl: ssh_url,
    httpCloneUrl: clone_url,
    svnUrl: svn_url,
    topics: found["topics"] ?? [],
    pages: [],
    repositoryLicenses: [],
    templates: [],
  };
}

async function fullNameOf(hub: Hub, args: Properties): Promise<string> {
  if (args["fullName"] !== undefined) return textOf(args, "fullName");
  return `${await hub.owner()}/${textOf(args, "name")}`;
}

async function getUser(hub: Hub, args: Properties): Promise<Properties> {
  const username = textOf(args, "username");
  const found = await hub.request<Properties>("GET /users/{username}", { username });
  return { ...scalars(found), id: textOf(found, "id"), username, gpgKeys: [], sshKeys: [] };
}

async function getTeam(hub: Hub, args: Properties): Promise<Properties> {
  const slug = textOf(args, "slug");
  const found = await hub.request<Properties>("GET /orgs/{owner}/teams/{slug}", { slug });
  const lists = { members: [], repositories: [], repositoriesDetaileds: [] };
  return { ...args, ...scalars(found), id: textOf(found, "id"), slug, ...lists };
}

/** Empty where there is no such file or branch. */
async function getRepositoryFile(hub: Hub, args: Properties): Promise<Properties> {
  const [repository, file] = [textOf(args, "repository"), textOf(args, "file")];
  const [name = repository, owner = await hub.owner()] = repository.split("/").reverse();
  const found = await hub.find<Properties>("GET /repos/{owner}/{repo}/contents/{+path}", {
    owner,
    repo: name,
    path: file.split("/").map(encodeURIComponent).join("/"),
    ...(args["branch"] === undefined ? {} : { ref: args["branch"] }),
  });
  if (found === null || typeof found["content"] !== "string") return {};
  const ref = new URL(textOf(found, "url")).searchParams.get("ref");
  const content = Buffer.from(found["content"], "base64").toString("utf8");
  return {
    ...args,
    id: `${name}/${file}`,
    repository: name,
    content,
    ref,
    sha: found["sha"],
    ...(await commitOf(hub, { owner, repo: name, path: file, sha: ref })),
  };
}

async function commitOf(hub: Hub, place: Readonly<Record<string, unknown>>): Promise<Properties> {
  const [latest] = await hub.request<
    readonly { sha: string; commit: { message: string; committer: { name: string; email: string } } }[]
  >("GET /repos/{owner}/{repo}/commits", { ...place, per_page: 1 });
  if (latest === undefined) return {};
  const { message, committer } = latest.commit;
  return {
    commitSha: latest.sha,
    commitMessage: message,
    commitAuthor: committer.name,
    commitEmail: committer.email,
  };
}

async function getActionsPublicKey(hub: Hub, args: Properties): Promise<Properties> {
  const repository = textOf(args, "repository");
  const found = await hub.request<Properties>("GET /repos/{owner}/{repo}/actions/secrets/public-key", {
    repo: repository,
  });
  return { id: found["key_id"], keyId: found["key_id"], key: found["key"], repository };
}

function scalars(found: Properties): Properties {
  const simple = Object.entries(found).filter(([, value]) => value !== null && typeof value !== "object");
  return toCamel(Object.fromEntries(simple)) as Properties;
}
