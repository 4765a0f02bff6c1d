import { notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { created, noContent, ok, type Call, type Reply, type Route } from "../http/route.ts";
import { presentRelease } from "../present/release.ts";
import type { ReleaseRecord } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";
import { latestOf } from "./release-latest.ts";
import { createRelease, updateRelease } from "./release-changes.ts";

const path = "/repos/{owner}/{repo}/releases";
const documentation = "releases/releases";

/** Releases: drafts, and what was published of them. */
export const releases: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#list-releases`,
    needs: "contents=read",
    handle: list,
  },
  {
    method: "POST",
    path,
    documentation: `${documentation}#create-a-release`,
    needs: "contents=write",
    handle: create,
  },
  {
    method: "GET",
    path: `${path}/latest`,
    documentation: `${documentation}#get-the-latest-release`,
    needs: "contents=read",
    handle: (call) => present(call, latestOf(repositoryOf(call).record)),
  },
  {
    method: "GET",
    path: `${path}/{release_id}`,
    documentation: `${documentation}#get-a-release`,
    needs: "contents=read",
    handle: (call) => present(call, releaseOf(call)),
  },
  {
    method: "PATCH",
    path: `${path}/{release_id}`,
    documentation: `${documentation}#update-a-release`,
    needs: "contents=write",
    handle: async (call) => present(call, await updateRelease(call, releaseOf(call))),
  },
  {
    method: "DELETE",
    path: `${path}/{release_id}`,
    documentation: `${documentation}#delete-a-release`,
    needs: "contents=write",
    handle: remove,
  },
  {
    method: "GET",
    path: `${path}/tags/{tag}`,
    documentation: `${documentation}#get-a-release-by-tag-name`,
    needs: "contents=read",
    handle: (call) =>
      present(
        call,
        newestFirst(call).find(({ draft, tag_name }) => !draft && tag_name === call.params["tag"]),
      ),
  },
];

/** The release that a request names by its number; a draft is there only for who may change it. */
export function releaseOf(call: Call): ReleaseRecord {
  const found = newestFirst(call).find(({ id }) => String(id) === call.params["release_id"]);
  if (!found || !isVisible(call, found)) throw notFound();
  return found;
}

/** Whether who asks may know of a release. */
export function isVisible({ may, token }: Call, { draft }: ReleaseRecord): boolean {
  return !draft || (token !== null && may("contents=write"));
}

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const visible = newestFirst(call).filter((release) => isVisible(call, release));
  const { items, headers } = page(call, call.address, visible);
  return { status: 200, body: items.map((one) => presentRelease(call, repository, one)), headers };
}

async function create(call: Call): Promise<Reply> {
  return created(presentRelease(call, repositoryOf(call), await createRelease(call)));
}

/** Its tag stays, and its files go. Names of tags that immutable releases had are not given again. */
function remove(call: Call): Reply {
  const { record } = repositoryOf(call);
  const release = releaseOf(call);
  record.releases = record.releases.filter((one) => one !== release);
  if (record.latest_release === release.id) delete record.latest_release;
  call.files.drop((release.assets ?? []).map(({ id }) => id));
  return noContent;
}

function newestFirst(call: Call): readonly ReleaseRecord[] {
  return repositoryOf(call).record.releases.toReversed();
}

function present(call: Call, release: ReleaseRecord | undefined): Reply {
  if (!release) throw notFound();
  return ok(presentRelease(call, repositoryOf(call), release));
}
