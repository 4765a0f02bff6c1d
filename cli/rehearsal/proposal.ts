import { resolve } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import type { Fault } from "../../config/fault.ts";
import { isRecord } from "../changes/value.ts";
import { readProject } from "../project/project.ts";
import { repositoryOf } from "../project/repository.ts";
import { layOut } from "./folder.ts";

/** Whose pull request, and where the rehearsal is. */
export interface ProposalRequest {
  readonly stack: string;
  readonly cwd: string;
  readonly root: string;
}

/** How GitHub merges a pull request. */
export type MergeMethod = "merge" | "squash" | "rebase";

const ways: Readonly<Record<MergeMethod, string>> = {
  merge: "with a merge commit",
  squash: "squashed into one commit",
  rebase: "rebased",
};

/** Merges what the stack proposes, and says so. Throws a FaultsError where nothing is proposed, or it can't be merged. */
export function mergeProposal(request: ProposalRequest, method: MergeMethod): Promise<string> {
  return withProposal(request, async (proposal, ask) => {
    const { status, body } = await ask("PUT", `${proposal.path}/merge`, { merge_method: method });
    if (status !== 200) throw new FaultsError([notMerged(proposal, body, request.stack)]);
    const commit = textOf(body, "sha").slice(0, 7);
    return `Merged ${proposal.shown} into ${proposal.base} ${ways[method]}: ${commit}.`;
  });
}

/** Closes what the stack proposes, and says so. Throws a FaultsError where nothing is proposed. */
export function closeProposal(request: ProposalRequest): Promise<string> {
  return withProposal(request, async (proposal, ask) => {
    const { status, body } = await ask("PATCH", proposal.path, { state: "closed" });
    if (status !== 200) throw new FaultsError([refused(proposal.name, body)]);
    return `Closed ${proposal.shown} without merging it; its branch ${proposal.branch} stays.`;
  });
}

/** Slipway's open pull request. */
interface Proposal {
  /** `pull request 1 of OWNER/NAME` */
  readonly name: string;
  /** The same with its title. */
  readonly shown: string;
  /** In the API. */
  readonly path: string;
  readonly branch: string;
  readonly base: string;
}

type Body = Readonly<Record<string, unknown>>;
type Ask = (
  method: "GET" | "PUT" | "PATCH",
  path: string,
  body?: Body,
) => Promise<{ readonly status: number; readonly body: Body; readonly list: readonly Body[] }>;

async function withProposal(
  { stack, cwd, root }: ProposalRequest,
  work: (proposal: Proposal, ask: Ask) => Promise<string>,
): Promise<string> {
  const folder = resolve(cwd, root);
  const { config } = layOut(readProject(cwd), stack, folder).stackFile;
  const { startEmulatedGitHub } = await import("../../rehearsal/github/server.ts");
  const github = await startEmulatedGitHub({ root: folder });
  try {
    const ask = asking(github.url);
    const wanted = { stack, repository: repositoryOf(config), branch: branchOf(config, stack) };
    return await work(await findProposal(ask, wanted), ask);
  } finally {
    await github.close();
  }
}

async function findProposal(
  ask: Ask,
  {
    stack,
    repository,
    branch,
  }: { readonly stack: string; readonly repository: string; readonly branch: string },
): Promise<Proposal> {
  const found = await ask("GET", `repos/${repository}`);
  // A repository that was renamed meanwhile is found under its old name.
  const fullName = found.status === 200 ? textOf(found.body, "full_name") : repository;
  const head = encodeURIComponent(`${fullName.split("/")[0]}:${branch}`);
  const { list } = await ask("GET", `repos/${fullName}/pulls?state=open&head=${head}`);
  const [pull] = list;
  if (pull === undefined) {
    const fault = `has no open pull request from ${branch}, the branch of stack ${stack}`;
    const mend = `what was merged is there already, and what was closed is proposed again with the next change of the stack: npm run rehearse -- up --stack ${stack}`;
    throw new FaultsError([{ place: fullName, fault, mend }]);
  }
  const number = Number(pull["number"]);
  const name = `pull request ${number} of ${fullName}`;
  const base = isRecord(pull["base"]) ? textOf(pull["base"], "ref") : "";
  const path = `repos/${fullName}/pulls/${number}`;
  return { name, shown: `${name} ("${textOf(pull, "title")}")`, path, branch, base };
}

function notMerged({ name, branch, base }: Proposal, body: Body, stack: string): Fault {
  const said = textOf(body, "message");
  if (!/not mergeable|can't be rebased/.test(said)) return refused(name, body);
  const fault = `can't be merged: ${branch} and ${base} change the same lines`;
  return { place: name, fault, mend: `let it be made anew: npm run rehearse -- up --stack ${stack}` };
}

function refused(place: string, body: Body): Fault {
  const said = textOf(body, "message").trim().replaceAll(/\s+/g, " ");
  return { place, fault: `is refused by GitHub: ${said}`, mend: "change what it names, then try again" };
}

/** Slipway's own branch; the program checks the configuration, here it is only read. */
function branchOf(config: Readonly<Record<string, unknown>>, stack: string): string {
  const delivery = config["slipway:delivery"];
  const branch = isRecord(delivery) ? delivery["branch"] : undefined;
  return typeof branch === "string" ? branch : `slipway/${stack}`;
}

/** Any token will do here: it is the operator who merges, and whose the emulated GitHub is. */
function asking(url: string): Ask {
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { Authorization: "Bearer operator" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value: unknown = await response.json();
    const list = Array.isArray(value) ? value.filter(isRecord) : [];
    return { status: response.status, body: isRecord(value) ? value : {}, list };
  };
}

function textOf(body: Body, key: string): string {
  const value = body[key];
  return typeof value === "string" ? value : "";
}
