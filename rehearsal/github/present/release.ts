import type { NamedRepository } from "../api/of-repository.ts";
import type { Call } from "../http/route.ts";
import type { ReleaseRecord } from "../store/records.ts";
import { simpleUser } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { pathOf, web } from "./web.ts";

/** A release (`release`). */
export function presentRelease(
  { records, api }: Call,
  { fullName, url }: NamedRepository,
  { author, ...release }: ReleaseRecord,
): Record<string, unknown> {
  const self = `${url}/releases/${release.id}`;
  const archive = (kind: string) => (release.draft ? null : `${url}/${kind}/${pathOf(release.tag_name)}`);
  return {
    ...release,
    node_id: nodeId("RE", release.id),
    url: self,
    assets_url: `${self}/assets`,
    upload_url: `${self}/assets{?name,label}`,
    html_url: `${web}/${pathOf(fullName)}/releases/tag/${pathOf(release.tag_name)}`,
    tarball_url: archive("tarball"),
    zipball_url: archive("zipball"),
    author: simpleUser(records, author, api),
    assets: [],
  };
}
