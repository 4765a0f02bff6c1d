import type { Properties } from "../../../provider/protocol/provider.ts";
import { textOf } from "../../../provider/protocol/values.ts";
import type { Hub } from "./hub.ts";
import { joinId, splitId } from "./naming.ts";
import type { StandIn } from "./stand-in.ts";

interface Reference {
  readonly ref: string;
  readonly object: { readonly sha: string };
}

/** A branch that starts where another one is. */
export const branch: StandIn = {
  type: "github:index/branch:Branch",
  inputs: {
    repository: { required: true, replaces: true },
    branch: { required: true, replaces: true },
    sourceBranch: { default: "main", replaces: true },
    sourceSha: { computed: true, replaces: true },
    etag: { computed: true },
  },
  computed: ["etag", "ref", "sha", "sourceSha"],

  // Where a branch started is known to nobody; an import takes it for the default.
  identify: (id) => ({ ...splitId(id, "repository", "branch"), sourceBranch: "main" }),

  async create(hub, inputs) {
    const [repo, name] = [textOf(inputs, "repository"), textOf(inputs, "branch")];
    const sourceSha = inputs["sourceSha"] ?? (await sourceOf(hub, repo, textOf(inputs, "sourceBranch")));
    await hub.request("POST /repos/{owner}/{repo}/git/refs", {
      repo,
      ref: `refs/heads/${name}`,
      sha: sourceSha,
    });
    return { id: joinId(repo, name), outputs: (await read(hub, { ...inputs, sourceSha })) ?? inputs };
  },

  read: (hub, _id, state) => read(hub, state),

  async delete(hub, _id, state) {
    const [repo, name] = [textOf(state, "repository"), textOf(state, "branch")];
    await hub.request("DELETE /repos/{owner}/{repo}/git/refs/heads/{+name}", { repo, name });
  },
};

async function sourceOf(hub: Hub, repo: string, name: string): Promise<string> {
  const found = await hub.request<Reference>("GET /repos/{owner}/{repo}/git/ref/heads/{+name}", {
    repo,
    name,
  });
  return found.object.sha;
}

async function read(hub: Hub, state: Properties): Promise<Properties | null> {
  const [repo, name] = [textOf(state, "repository"), textOf(state, "branch")];
  const found = await hub.find<Reference>("GET /repos/{owner}/{repo}/git/ref/heads/{+name}", { repo, name });
  return found === null ? null : { ...state, etag: "", ref: found.ref, sha: found.object.sha };
}
