import type { NamedRepository } from "../api/of-repository.ts";
import type { Call } from "../http/route.ts";
import type { AssetRecord, ReleaseRecord } from "../store/records.ts";
import { simpleUser } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { pathOf, web } from "./web.ts";

/** A release (`release`). A draft has no page of its tag, but one of its own. */
export function presentRelease(
  call: Call,
  repository: NamedRepository,
  release: ReleaseRecord,
): Record<string, unknown> {
  const { fullName, url } = repository;
  const { author, assets = [], make_latest: _, ...rest } = release;
  const self = `${url}/releases/${release.id}`;
  const archive = (kind: string) => (release.draft ? null : `${url}/${kind}/${pathOf(release.tag_name)}`);
  return {
    ...rest,
    node_id: nodeId("RE", release.id),
    url: self,
    assets_url: `${self}/assets`,
    upload_url: `${uploads(call)}/repos/${pathOf(fullName)}/releases/${release.id}/assets{?name,label}`,
    html_url: `${web}/${pathOf(fullName)}/releases/tag/${pageOf(release)}`,
    tarball_url: archive("tarball"),
    zipball_url: archive("zipball"),
    author: simpleUser(call.records, author, call.api),
    assets: assets.map((asset) => presentAsset(call, repository, { release, asset })),
  };
}

/** A file of a release (`release-asset`). */
export function presentAsset(
  { records, api }: Call,
  { fullName, url }: NamedRepository,
  { release, asset }: { readonly release: ReleaseRecord; readonly asset: AssetRecord },
): Record<string, unknown> {
  const { uploader, ...rest } = asset;
  const download = `${web}/${pathOf(fullName)}/releases/download`;
  return {
    ...rest,
    url: `${url}/releases/assets/${asset.id}`,
    node_id: nodeId("RA", asset.id),
    uploader: simpleUser(records, uploader, api),
    browser_download_url: `${download}/${pageOf(release)}/${encodeURIComponent(asset.name)}`,
  };
}

function pageOf({ draft, id, tag_name }: ReleaseRecord): string {
  return draft ? `untagged-${id.toString(16).padStart(20, "0")}` : pathOf(tag_name);
}

/** Files are sent elsewhere than the rest, as on a GitHub Enterprise server. */
function uploads({ address }: Call): string {
  return `${new URL(address).origin}/api/uploads`;
}
