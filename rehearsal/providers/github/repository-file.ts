import { formatFault } from "../../../config/fault.ts";
import type { Properties } from "../../../provider/protocol/provider.ts";
import { textOf } from "../../../provider/protocol/values.ts";
import { repositoryOf, type Hub } from "./hub.ts";
import { joinId, splitId } from "./naming.ts";
import type { StandIn } from "./stand-in.ts";

interface Content {
  readonly sha: string;
  /** Missing of a link that leads to no file of the repository. */
  readonly content?: string;
  readonly url: string;
}

interface Commit {
  readonly sha: string;
  readonly commit: {
    readonly message: string;
    readonly committer: { readonly name: string; readonly email: string };
  };
}

const route = "/repos/{owner}/{repo}/contents/{+path}";

/** A file, with a commit of its own for each change. */
export const repositoryFile: StandIn = {
  type: "github:index/repositoryFile:RepositoryFile",
  inputs: {
    repository: { required: true, replaces: true },
    file: { required: true, replaces: true },
    content: { required: true },
    branch: { replaces: true, computed: true },
    commitMessage: { computed: true },
    commitAuthor: {},
    commitEmail: {},
    overwriteOnCreate: { default: false },
    autocreateBranch: {},
    autocreateBranchSourceBranch: {},
    autocreateBranchSourceSha: { computed: true },
  },
  computed: ["branch", "commitMessage", "commitSha", "ref", "repositoryId", "sha"],
  volatile: ["commitSha", "sha"],

  check: (inputs) =>
    (inputs["commitAuthor"] === undefined) === (inputs["commitEmail"] === undefined)
      ? []
      : [{ property: "commitAuthor", reason: "all of `commit_author,commit_email` must be specified" }],

  identify: (id) => splitId(id, "repository", "file", "branch"),

  async create(hub, inputs) {
    const [repo, file] = [textOf(inputs, "repository"), textOf(inputs, "file")];
    const { id: repositoryId, default_branch } = await repositoryOf(hub, repo);
    const branch = await branchOf(hub, inputs, default_branch);
    const existing = await lookUp(hub, { ...inputs, branch });
    if (existing === "folder") throw await folderInTheWay(hub, { ...inputs, branch });
    if (existing !== null && inputs["overwriteOnCreate"] !== true) {
      throw new Error(
        "refusing to overwrite existing file: configure `overwrite_on_create` to `true` to override",
      );
    }
    const commitSha = await write(hub, { ...inputs, branch }, existing?.sha ?? null);
    const id = joinId(repo, file, branch);
    const outputs = await read(hub, { ...inputs, branch, repositoryId, commitSha });
    return { id, outputs: outputs ?? inputs };
  },

  async update(hub, old, inputs) {
    const state = {
      ...old.outputs,
      ...inputs,
      commitMessage: inputs["commitMessage"] ?? old.outputs["commitMessage"],
    };
    if ((await lookUp(hub, state)) === "folder") throw await folderInTheWay(hub, state);
    const commitSha = await write(hub, state, textOf(old.outputs, "sha"));
    return (await read(hub, { ...state, commitSha })) ?? inputs;
  },

  read: (hub, _id, state) => read(hub, state),

  async delete(hub, _id, state) {
    const { repo, path, ...body } = request(state, "Delete");
    await hub.request(`DELETE ${route}`, { repo, path, ...body, sha: textOf(state, "sha") });
  },
};

async function branchOf(hub: Hub, inputs: Properties, fallback: string): Promise<string> {
  if (typeof inputs["branch"] !== "string") return fallback;
  const { branch } = inputs;
  const repo = textOf(inputs, "repository");
  const found = await hub.find("GET /repos/{owner}/{repo}/branches/{branch}", { repo, branch });
  if (found !== null) return branch;
  throw new Error(
    `branch ${branch} not found in repository ${await hub.owner()}/${repo} or repository is not readable`,
  );
}

async function write(hub: Hub, state: Properties, sha: string | null): Promise<string> {
  const content = Buffer.from(textOf(state, "content")).toString("base64");
  const body = {
    ...request(state, sha === null ? "Add" : "Update"),
    content,
    ...(sha === null ? {} : { sha }),
  };
  const { commit } = await hub.request<{ readonly commit: { readonly sha: string } }>(`PUT ${route}`, body);
  return commit.sha;
}

function request(state: Properties, verb: "Add" | "Update" | "Delete"): Readonly<Record<string, unknown>> {
  const [name, email] = [state["commitAuthor"], state["commitEmail"]];
  const file = textOf(state, "file");
  const given = state["commitMessage"];
  return {
    repo: textOf(state, "repository"),
    path: escaped(file),
    branch: textOf(state, "branch"),
    // The provider turns its own message of the creation into one of the update, and leaves others alone.
    message: given === undefined || given === `Add ${file}` ? `${verb} ${file}` : given,
    ...(name === undefined ? {} : { author: { name, email }, committer: { name, email } }),
  };
}

async function read(hub: Hub, state: Properties): Promise<Properties | null> {
  const repo = textOf(state, "repository");
  const found = await lookUp(hub, state);
  // As the provider has it: where a folder is, the file is no more.
  if (found === null || found === "folder") return null;
  const commit = await commitOf(hub, state);
  const { name, email } = commit.commit.committer;
  const signed = state["commitAuthor"] !== undefined && name !== "GitHub" && email !== "noreply@github.com";
  return {
    ...state,
    repositoryId: state["repositoryId"] ?? (await repositoryOf(hub, repo)).id,
    content: Buffer.from(found.content ?? "", "base64").toString("utf8"),
    sha: found.sha,
    ref: new URL(found.url).searchParams.get("ref"),
    commitSha: commit.sha,
    commitMessage: commit.commit.message,
    ...(signed ? { commitAuthor: name, commitEmail: email } : {}),
  };
}

/** What is under a file's name; a folder is answered with the list of what is in it. */
async function lookUp(hub: Hub, state: Properties): Promise<Content | "folder" | null> {
  const [repo, path] = [textOf(state, "repository"), escaped(textOf(state, "file"))];
  const place = { repo, path, ref: textOf(state, "branch") };
  const found = await hub.find<Content | readonly unknown[]>(`GET ${route}`, place);
  return found instanceof Array ? "folder" : found;
}

async function folderInTheWay(hub: Hub, state: Properties): Promise<Error> {
  const [repo, file, branch] = [textOf(state, "repository"), textOf(state, "file"), textOf(state, "branch")];
  const place = `${await hub.owner()}/${repo}: ${file}`;
  const fault = `is a folder on branch ${branch}, where a file of that name has to be`;
  return new Error(formatFault({ place, fault, mend: "remove or rename the folder, then run up again" }));
}

async function commitOf(hub: Hub, state: Properties): Promise<Commit> {
  const [repo, known] = [textOf(state, "repository"), state["commitSha"]];
  if (typeof known === "string")
    return hub.request("GET /repos/{owner}/{repo}/commits/{ref}", { repo, ref: known });
  const path = textOf(state, "file");
  const [latest] = await hub.request<readonly Commit[]>("GET /repos/{owner}/{repo}/commits", {
    repo,
    path,
    sha: textOf(state, "branch"),
    per_page: 1,
  });
  if (latest === undefined) throw new Error(`cannot find file ${path} in repo ${await hub.owner()}/${repo}`);
  return latest;
}

/** Slashes stay: they are part of the address. */
function escaped(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
