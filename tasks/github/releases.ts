import type { GitHub } from "./client.ts";

/** A file of a release on GitHub. */
export interface Asset {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** 64 hexadecimal digits; null where GitHub tells none. */
  readonly sha256: string | null;
  /** Whether its upload came to its end. */
  readonly complete: boolean;
}

/** A release on GitHub, a draft too. */
export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable: boolean;
  /** Its page. */
  readonly url: string;
  /** Its text, Markdown; empty where it has none. */
  readonly notes: string;
  /** Where its files are sent to: a URI template. */
  readonly uploadUrl: string;
  readonly assets: readonly Asset[];
}

/** What a draft is made with. */
export interface DraftRelease {
  readonly tag: string;
  /** Where the tag goes if it is missing. */
  readonly commit: string;
  readonly title: string;
  readonly prerelease: boolean;
  /** Markdown. */
  readonly notes: string;
}

/** The release of a tag, published or draft; of several the published one, else the oldest. */
export function findRelease(github: GitHub, tag: string): Promise<Release | null> {
  return Promise.reject(new Error(`${github.repository} ${tag}`));
}

/** Makes a draft release. */
export function createDraft(github: GitHub, draft: DraftRelease): Promise<Release> {
  return Promise.reject(new Error(`${github.repository} ${draft.tag}`));
}

/** A file to attach. */
export interface AssetFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** Whether a whole one of that name with other contents is left as it is, and told as a fault. @default false */
  readonly onlyNew?: boolean;
}

/** Attaches a file; safe to repeat: one of that name that is broken off or holds something else is deleted first. */
export function uploadAsset(github: GitHub, release: Release, file: AssetFile): Promise<Asset> {
  return Promise.reject(new Error(`${github.repository} ${release.tag} ${file.name}`));
}

/** The content of an asset, checked by its size and sha256. */
export function downloadAsset(github: GitHub, asset: Asset): Promise<Buffer> {
  return Promise.reject(new Error(`${github.repository} ${asset.name}`));
}

/** Takes a file off a release; one that is gone already is as good. */
export function deleteAsset(github: GitHub, asset: Asset): Promise<void> {
  return Promise.reject(new Error(`${github.repository} ${asset.name}`));
}

/** Publishes a draft; answers a published one as it is. */
export function publishRelease(
  github: GitHub,
  release: Release,
  options: { readonly latest: boolean },
): Promise<Release> {
  return Promise.reject(new Error(`${github.repository} ${release.tag} ${String(options.latest)}`));
}
