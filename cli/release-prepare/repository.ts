import { FaultsError } from "../../config/fault.ts";
import type { Plan } from "../../plan/plan.ts";
import type { GitHubClient } from "../../provider/github/client.ts";
import { explained } from "../../provider/github/refusal.ts";
import { findPlace, type Place } from "../../provider/resources/delivery/place.ts";
import { type Commit, escaped, openRemote, type Remote } from "../../provider/resources/delivery/remote.ts";
import type { Entry } from "../../provider/resources/delivery/tree-listing.ts";
import { openWriter, type Writer } from "../../provider/resources/delivery/writer.ts";
import { pathsOf, type Sources } from "../../documents/release/sources.ts";

/** A package's repository on GitHub, at the newest commit of its default branch. */
export interface OpenRepository extends Sources {
  readonly remote: Remote;
  readonly writer: Writer;
  readonly base: Commit;
  /** The tree of the base with other texts in it, by its id; modes stay as they are. */
  tree(edits: ReadonlyMap<string, string>): Promise<string>;
}

/** Opens the repository that a stack declares. Throws a FaultsError where it is not to be had. */
export async function openRepository(client: GitHubClient, plan: Plan): Promise<OpenRepository> {
  const declared = `${plan.repository.owner}/${plan.repository.name}`;
  const place = await findPlace(client, plan.repository);
  if (place === null) {
    const mend = "check slipway:package.repository, and that the token is granted this repository";
    throw new FaultsError([{ place: declared, fault: "is no repository that the token can see", mend }]);
  }
  const remote = openRemote(client, place);
  const name = `${place.owner}/${place.name}`;
  const base = await remote.head(place.defaultBranch);
  if (base === null) {
    const fault = `has no commit on ${place.defaultBranch}`;
    throw new FaultsError([{ place: name, fault, mend: "push a first one" }]);
  }
  const { entries } = await remote.entries(base.tree, pathsOf(plan));
  return {
    name: `${name}, branch ${place.defaultBranch}`,
    remote,
    writer: openWriter(client, place),
    base,
    read: (path) => readText(remote, entries.get(path)),
    tags: (prefix) => tagsOf(client, place, prefix),
    tree: (edits) => treeWith(client, { place, base: base.tree, entries }, edits),
  };
}

/** Null for what is no text in UTF-8: it could not be written back as it was. */
async function readText(remote: Remote, entry: Entry | undefined): Promise<string | null> {
  if (entry?.mode.startsWith("100") !== true) return null;
  const text = await remote.text(entry.sha);
  return text.includes("\ufffd") ? null : text;
}

async function tagsOf(client: GitHubClient, place: Place, prefix: string): Promise<readonly string[]> {
  const attempt = {
    repository: `${place.owner}/${place.name}`,
    action: "read the tags",
    permission: "Contents: read",
  };
  const parameters = { owner: place.owner, repo: place.name, prefix: escaped(prefix) };
  const route = "GET /repos/{owner}/{repo}/git/matching-refs/tags/{+prefix}";
  const { data } = await explained(attempt, () => client.request(route, parameters));
  return (data as readonly { readonly ref: string }[]).map(({ ref }) => ref.replace("refs/tags/", ""));
}

interface Ground {
  readonly place: Place;
  readonly base: string;
  readonly entries: ReadonlyMap<string, Entry>;
}

async function treeWith(
  client: GitHubClient,
  { place, base, entries }: Ground,
  edits: ReadonlyMap<string, string>,
): Promise<string> {
  const attempt = {
    repository: `${place.owner}/${place.name}`,
    action: "write the files",
    permission: "Contents: write",
  };
  const make = async (what: "blobs" | "trees", parameters: object) => {
    const route = `POST /repos/{owner}/{repo}/git/${what}`;
    const all = { owner: place.owner, repo: place.name, ...parameters };
    return ((await explained(attempt, () => client.request(route, all))).data as { readonly sha: string })
      .sha;
  };
  const tree: object[] = [];
  // One after the other: GitHub asks for that of whoever writes.
  for (const [path, text] of edits) {
    const content = Buffer.from(text, "utf8").toString("base64");
    const sha = await make("blobs", { content, encoding: "base64" });
    tree.push({ path, mode: entries.get(path)?.mode ?? "100644", type: "blob", sha });
  }
  return make("trees", { base_tree: base, tree });
}
