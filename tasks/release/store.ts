import type { GitHub } from "../github/client.ts";
import {
  type Asset,
  type AssetFile,
  type DraftRelease,
  type Release,
  createDraft,
  deleteAsset,
  downloadAsset,
  findRelease,
  publishRelease,
  uploadAsset,
} from "../github/releases.ts";
import { commitOfTag } from "../github/tags.ts";

/** Where releases are kept, with the files attached to them. */
export interface ReleaseStore {
  /** The commit that a tag stands for by now; null where it is gone. */
  commitOf(tag: string): Promise<string | null>;
  /** The release of a tag, published or draft. */
  find(tag: string): Promise<Release | null>;
  create(draft: DraftRelease): Promise<Release>;
  /** Safe to repeat: one of that name that is broken off or holds something else gives way. */
  upload(release: Release, file: AssetFile): Promise<Asset>;
  download(asset: Asset): Promise<Uint8Array>;
  remove(asset: Asset): Promise<void>;
  publish(release: Release, options: { readonly latest: boolean }): Promise<Release>;
}

/** The releases of the run's repository on GitHub. */
export function githubStore(github: GitHub): ReleaseStore {
  return {
    commitOf: (tag) => commitOfTag(github, tag),
    find: (tag) => findRelease(github, tag),
    create: (draft) => createDraft(github, draft),
    upload: (release, file) => uploadAsset(github, release, file),
    download: (asset) => downloadAsset(github, asset),
    remove: (asset) => deleteAsset(github, asset),
    publish: (release, options) => publishRelease(github, release, options),
  };
}
