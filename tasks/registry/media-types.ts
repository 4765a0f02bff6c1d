import { mediaTypes } from "../oci/image.ts";

/** What Docker calls an index and a manifest, which is otherwise the same. */
const dockers = {
  index: "application/vnd.docker.distribution.manifest.list.v2+json",
  manifest: "application/vnd.docker.distribution.manifest.v2+json",
} as const;

/** Whether a manifest lists others, one a platform. */
export function isIndex(mediaType: string): boolean {
  return mediaType === mediaTypes.index || mediaType === dockers.index;
}

/** What is asked for where any manifest will do. */
export const anyManifest = [mediaTypes.index, mediaTypes.manifest, dockers.index, dockers.manifest].join(
  ", ",
);
