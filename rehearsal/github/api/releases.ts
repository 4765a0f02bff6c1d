import { notFound } from "../http/error.ts";
import { page } from "../http/page.ts";
import { ok, type Call, type Reply, type Route } from "../http/route.ts";
import { presentRelease } from "../present/release.ts";
import type { ReleaseRecord } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/releases";
const documentation = "releases/releases";

/** Releases, as they are looked at. */
export const releases: readonly Route[] = [
  {
    method: "GET",
    path,
    documentation: `${documentation}#list-releases`,
    needs: "contents=read",
    handle: list,
  },
  {
    method: "GET",
    path: `${path}/latest`,
    documentation: `${documentation}#get-the-latest-release`,
    needs: "contents=read",
    handle: (call) =>
      present(
        call,
        newestFirst(call).find(({ draft, prerelease }) => !draft && !prerelease),
      ),
  },
  {
    method: "GET",
    path: `${path}/{release_id}`,
    documentation: `${documentation}#get-a-release`,
    needs: "contents=read",
    handle: (call) =>
      present(
        call,
        newestFirst(call).find(({ id }) => String(id) === call.params["release_id"]),
      ),
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

function list(call: Call): Reply {
  const repository = repositoryOf(call);
  const visible = newestFirst(call).filter(({ draft }) => !draft || call.may("contents=write"));
  const { items, headers } = page(call, call.address, visible);
  return { status: 200, body: items.map((one) => presentRelease(call, repository, one)), headers };
}

function newestFirst(call: Call): readonly ReleaseRecord[] {
  return repositoryOf(call).record.releases.toReversed();
}

function present(call: Call, release: ReleaseRecord | undefined): Reply {
  if (!release) throw notFound();
  return ok(presentRelease(call, repositoryOf(call), release));
}
