import { sha256Of } from "../files/release-files.ts";
import { count, objectOf, optional, text, type Shape } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import { readAnswer, type GitHub } from "./client.ts";
import { RefusedError } from "./refusal.ts";

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

/** The release that a file is attached to, as far as that matters. */
export interface AssetHolder {
  readonly id: number;
  readonly draft: boolean;
  /** A URI template. */
  readonly uploadUrl: string;
}

/** A file to attach. */
export interface AssetFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** Whether a whole one of that name with other contents is left as it is, and told as a fault. @default false */
  readonly onlyNew?: boolean;
}

/** How often a broken upload is begun anew. */
const attempts = 5;

/**
 * Attaches a file; safe to repeat: a whole one with the same content is left as it is, one that broke off or, on a
 * draft, holds something else is deleted first.
 */
export async function uploadAsset(github: GitHub, release: AssetHolder, file: AssetFile): Promise<Asset> {
  const wanted = { sha256: sha256Of(file.content), size: file.content.length };
  for (let attempt = 1; ; attempt += 1) {
    const held = await heldUnder(github, release, file.name);
    if (held !== null && (await isSame(github, held, wanted))) return held;
    if (held !== null) await makeRoom(github, held, release.draft && file.onlyNew !== true);
    const sent = await send(github, release, file);
    if ("asset" in sent) return checkedAsset(sent.asset, file.name, wanted);
    if (attempt >= attempts) throw sent.lost;
    await github.pause(1000 * 2 ** (attempt - 1));
  }
}

/** The content of an asset, checked by its size and sha256. */
export async function downloadAsset(github: GitHub, asset: Asset): Promise<Buffer> {
  if (!asset.complete)
    throw fault(asset.name, "broke off while it was sent to GitHub", "run the job that sends it again");
  const content = await github.download(`/repos/${github.repository}/releases/assets/${asset.id}`);
  const matches = content.length === asset.size && sha256Of(content) === (asset.sha256 ?? sha256Of(content));
  if (!matches) throw fault(asset.name, "is not what GitHub says it is", "run the job again");
  return content;
}

/** Takes a file off a release; one that is gone already is as good. */
export async function deleteAsset(github: GitHub, asset: Asset): Promise<void> {
  const path = `/repos/${github.repository}/releases/assets/${asset.id}`;
  await github.call({ method: "DELETE", path, expect: [204, 404] });
}

/** What a release has under a name: asked anew, since what was read before may be older than what broke off. */
async function heldUnder(github: GitHub, release: AssetHolder, name: string): Promise<Asset | null> {
  const path = `/repos/${github.repository}/releases/${release.id}/assets?per_page=100`;
  return (await github.pages(path, assetShape)).find((one) => one.name === name) ?? null;
}

type Content = Pick<Asset, "size"> & { readonly sha256: string };

async function isSame(github: GitHub, held: Asset, wanted: Content): Promise<boolean> {
  if (!held.complete || held.size !== wanted.size) return false;
  if (held.sha256 !== null) return held.sha256 === wanted.sha256;
  return sha256Of(await downloadAsset(github, held)) === wanted.sha256;
}

/** An upload that broke off is taken away; a whole file only where it may be replaced. */
async function makeRoom(github: GitHub, held: Asset, mayReplace: boolean): Promise<void> {
  if (held.complete && !mayReplace)
    throw fault(held.name, "is on the release with other contents", "release these under a new version");
  await deleteAsset(github, held);
}

/** Sends it once. Lost: the answer did not come, or the name is there already, as after an answer that was lost. */
async function send(
  github: GitHub,
  { uploadUrl }: AssetHolder,
  { name, content }: AssetFile,
): Promise<{ readonly asset: Asset } | { readonly lost: TaskError }> {
  const address = `${uploadUrl.replace(/\{[^}]*\}$/, "")}?name=${encodeURIComponent(name)}`;
  try {
    const answer = await github.upload(address, content);
    return { asset: readAnswer(answer, assetShape, address) };
  } catch (error) {
    const isFinal = error instanceof RefusedError && !error.codes.includes("already_exists");
    if (isFinal || !(error instanceof TaskError)) throw error;
    return { lost: error };
  }
}

/** GitHub gives names with characters that it does not keep another form; then nobody finds the file again. */
function checkedAsset(asset: Asset, name: string, wanted: Content): Asset {
  if (asset.name !== name)
    throw fault(name, `is kept by GitHub as ${asset.name}`, "choose a version whose file names it keeps");
  const isWhole = asset.complete && asset.size === wanted.size;
  if (!isWhole || (asset.sha256 ?? wanted.sha256) !== wanted.sha256)
    throw fault(name, "arrived at GitHub as something else", "run the job again");
  return asset;
}

function fault(place: string, what: string, mend: string): TaskError {
  return new TaskError([{ place, fault: what, mend }]);
}

const answered = objectOf({ id: count, name: text, size: count, digest: optional(text), state: text });

/** How an answer tells of a file. */
export const assetShape: Shape<Asset> = (value, place) => {
  const { id, name, size, digest, state } = answered(value, place);
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest ?? "")?.[1] ?? null;
  return { id, name, size, sha256, complete: state === "uploaded" };
};
