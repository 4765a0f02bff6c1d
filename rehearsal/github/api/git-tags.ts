import { encodeTag, parseTag, type TagData } from "../git/tag.ts";
import { optionalObject, optionalWord, requireString } from "../http/body.ts";
import { missing, notFound, unprocessable } from "../http/error.ts";
import { created, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { nodeId } from "../present/node-id.ts";
import { timestamp } from "../store/records.ts";
import { signature } from "./given.ts";
import { filledRepositoryOf, type NamedRepository } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/git/tags";

/** Annotated tags as git has them. */
export const gitTags: readonly Route[] = [
  {
    method: "POST",
    path,
    documentation: "git/tags#create-a-tag-object",
    needs: "contents=write",
    handle: create,
  },
  {
    method: "GET",
    path: `${path}/{tag_sha}`,
    documentation: "git/tags#get-a-tag",
    needs: "contents=read",
    handle: get,
  },
];

/** Makes the object alone; a reference to it is made by another request. */
async function create(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const tag = requireString(call.body, "tag");
  const message = requireString(call.body, "message");
  const object = await git.object(requireString(call.body, "object"));
  const type = optionalWord(call.body, "type", ["commit", "tree", "blob", "tag"]);
  if (type === undefined) throw missing("type");
  if (object?.type !== type) throw unprocessable("Object does not exist");
  const tagger = signature(call, optionalObject(call.body, "tagger"));
  const data: TagData = { object: object.sha, type, tag, tagger, message };
  return created(present(repository, await git.write("tag", encodeTag(data)), data));
}

async function get(call: Call): Promise<Reply> {
  const { repository, git } = await filledRepositoryOf(call);
  const object = await git.object(call.params["tag_sha"] ?? "");
  if (object?.type !== "tag") throw notFound();
  return ok(present(repository, object.sha, parseTag(object.content)));
}

function present(
  { url }: NamedRepository,
  sha: string,
  { object, type, tag, tagger, message }: TagData,
): Record<string, unknown> {
  return {
    sha,
    node_id: nodeId("TA", sha),
    url: `${url}/git/tags/${sha}`,
    tag,
    message,
    tagger: { name: tagger.name, email: tagger.email, date: timestamp(tagger.date) },
    object: { sha: object, type, url: `${url}/git/${type}s/${object}` },
    verification: { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null },
  };
}
