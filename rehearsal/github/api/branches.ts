import { forbidden } from "../http/authorize.ts";
import { requireString } from "../http/body.ts";
import { notFound, unprocessable } from "../http/error.ts";
import { page } from "../http/page.ts";
import { movedPermanently } from "../http/redirect.ts";
import { created, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { isRefName, type Commit } from "../git/repository.ts";
import { presentListedCommit } from "../present/commit.ts";
import { pathOf, web } from "../present/web.ts";
import { put } from "../store/find.ts";
import { timestamp } from "../store/records.ts";
import { repositoryOf, type NamedRepository } from "./of-repository.ts";
import { settlePulls } from "./pull-state.ts";
import { ruleViolation } from "./ref-rules.ts";

const path = "/repos/{owner}/{repo}/branches";
const onePath = `${path}/{branch}`;
const documentation = "branches/branches";

/** Branches, with what protects them. */
export const branches: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#list-branches`,
    needs: "contents=read",
    handle: list,
  },
  {
    method: "GET",
    path: onePath,
    documentation: `${documentation}#get-a-branch`,
    needs: "contents=read",
    handle: get,
  },
  {
    method: "POST",
    path: `${onePath}/rename`,
    documentation: `${documentation}#rename-a-branch`,
    needs: "contents=write",
    handle: rename,
  },
];

async function list(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const all = (await git.references("refs/heads/")).map(({ ref, sha }) => ({
    name: ref.slice("refs/heads/".length),
    commit: { sha, url: `${repository.url}/commits/${sha}` },
    protected: false,
  }));
  const { items, headers } = page(call, call.address, all);
  return { status: 200, body: items, headers };
}

async function get(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const git = await call.github.repository(repository.fullName);
  const name = call.params["branch"] ?? "";
  const commit = await git.commit(`refs/heads/${name}`);
  if (commit) return ok(present(repository, name, commit));
  const { id, renamed_branches: renamed = {} } = repository.record;
  const now = Object.hasOwn(renamed, name) ? renamed[name] : undefined;
  if (now === undefined || !(await git.commit(`refs/heads/${now}`))) throw notFound("Branch not found");
  throw movedPermanently("GET", `${call.api}/repositories/${id}/branches/${pathOf(now)}`);
}

/** The default branch stays the default one, and what was to be merged into a branch follows it. */
async function rename(call: Call): Promise<Reply> {
  const repository = repositoryOf(call);
  const { record } = repository;
  const git = await call.github.repository(repository.fullName);
  const from = call.params["branch"] ?? "";
  const to = requireString(call.body, "new_name");
  const commit = await git.commit(`refs/heads/${from}`);
  if (!commit) throw notFound("Branch not found");
  if (from === record.default_branch && !call.may("administration=write"))
    throw forbidden(call, "contents=write", "administration=write");
  if (!isRefName(`refs/heads/${to}`)) throw unprocessable(`${to} is not a valid ref name.`);
  if (await git.reference(`refs/heads/${to}`)) throw unprocessable(`Branch ${to} already exists`);
  const violation = ruleViolation(repository, `refs/heads/${to}`, "creation");
  if (violation) throw unprocessable(violation);
  await settlePulls(git, record);
  await git.renameBranch(from, to);
  if (record.default_branch === from) record.default_branch = to;
  followPulls(repository, from, to);
  record.renamed_branches = followed(record.renamed_branches ?? {}, from, to);
  return created(present(repository, to, commit));
}

/** What was to be merged into the branch still is; what was to be merged from it is closed. */
function followPulls({ record }: NamedRepository, from: string, to: string): void {
  for (const pull of record.pulls.filter(({ state }) => state === "open")) {
    if (pull.base === from) pull.base = to;
    if (pull.head === from && pull.head_repo === undefined)
      Object.assign(pull, { state: "closed", closed_at: timestamp() });
  }
}

/** The names that branches had before; one that came back into use leads nowhere else any more. */
function followed(renamed: Record<string, string>, from: string, to: string): Record<string, string> {
  const next: Record<string, string> = {};
  for (const [before, after] of Object.entries(renamed))
    if (before !== to) put(next, before, after === from ? to : after);
  put(next, from, to);
  return next;
}

function present(repository: NamedRepository, name: string, commit: Commit): Record<string, unknown> {
  const self = `${repository.url}/branches/${encodeURIComponent(name)}`;
  return {
    name,
    commit: presentListedCommit(repository, commit),
    _links: { self, html: `${web}/${pathOf(repository.fullName)}/tree/${pathOf(name)}` },
    protected: false,
    protection: {
      enabled: false,
      required_status_checks: { enforcement_level: "off", contexts: [], checks: [] },
    },
    protection_url: `${self}/protection`,
  };
}
