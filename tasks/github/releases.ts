import { count, flag, listOf, nullable, objectOf, optional, text, type Shape } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import { type Asset, assetShape } from "./assets.ts";
import { type GitHub, readAnswer } from "./client.ts";
import { RefusedError } from "./refusal.ts";
import { commitOfTag } from "./tags.ts";

export { deleteAsset, downloadAsset, uploadAsset, type Asset, type AssetFile } from "./assets.ts";

/** A release on GitHub, a draft too. */
export interface Release {
  readonly id: number;
  readonly tag: string;
  /** The commit or branch where the tag goes if it is missing. */
  readonly target: string;
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
  /** One that is there: nothing says where it would go. */
  readonly tag: string;
  readonly title: string;
  readonly prerelease: boolean;
  /** Markdown. */
  readonly notes: string;
}

/** The release of a tag, published or draft; of several the published one, else the oldest. */
export async function findRelease(github: GitHub, tag: string): Promise<Release | null> {
  // By its tag GitHub finds published releases alone.
  const all = await github.pages(`/repos/${github.repository}/releases?per_page=100`, releaseShape);
  const found = all.filter((one) => one.tag === tag).toSorted((one, other) => one.id - other.id);
  return found.find(({ draft }) => !draft) ?? found[0] ?? null;
}

/** Makes a draft release; where the answer was lost, answers the one that was made. */
export async function createDraft(github: GitHub, draft: DraftRelease): Promise<Release> {
  const path = `/repos/${github.repository}/releases`;
  // Without a target: one whose workflows differ from the default branch's is refused to every workflow's token, now and
  // whenever the release is changed, though the tag that is there is what counts.
  const body = {
    tag_name: draft.tag,
    name: draft.title,
    body: draft.notes,
    draft: true,
    prerelease: draft.prerelease,
  };
  try {
    const answer = await github.call({ method: "POST", path, body, expect: [201] });
    return readAnswer(answer, releaseShape, path);
  } catch (error) {
    if (error instanceof RefusedError || !(error instanceof TaskError)) throw error;
    const made = await findRelease(github, draft.tag);
    if (made?.draft) return made;
    throw error;
  }
}

/** Publishes a draft; a published release is answered as it is. A pre-release is never the latest. */
export async function publishRelease(
  github: GitHub,
  release: Release,
  { latest }: { readonly latest: boolean },
): Promise<Release> {
  if (!release.draft) return release;
  await assertTagged(github, release.tag);
  const path = `/repos/${github.repository}/releases/${release.id}`;
  const body = { draft: false, make_latest: String(latest && !release.prerelease) };
  try {
    return readAnswer(await github.call({ method: "PATCH", path, body }), releaseShape, path);
  } catch (error) {
    // What was published already, by a request whose answer was lost, may not be published again.
    if (!(error instanceof RefusedError) || error.status !== 422) throw error;
    const now = readAnswer(await github.call({ path }), releaseShape, path);
    if (now.draft) throw error;
    return now;
  }
}

/** Publishing would make a tag that is gone anew, wherever the default branch is by then. */
async function assertTagged(github: GitHub, tag: string): Promise<void> {
  if ((await commitOfTag(github, tag)) === null)
    throw new TaskError([
      { place: `tag ${tag}`, fault: "is gone", mend: "push it again, and run this job again" },
    ]);
}

const answered = objectOf({
  id: count,
  tag_name: text,
  target_commitish: text,
  draft: flag,
  prerelease: flag,
  // Older servers know nothing of it.
  immutable: optional(flag),
  html_url: nullable(text),
  body: optional(text),
  upload_url: text,
  assets: listOf(assetShape),
});

const releaseShape: Shape<Release> = (value, place) => {
  const release = answered(value, place);
  return {
    id: release.id,
    tag: release.tag_name,
    target: release.target_commitish,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable ?? false,
    url: release.html_url ?? "",
    notes: release.body ?? "",
    uploadUrl: release.upload_url,
    assets: release.assets,
  };
};
