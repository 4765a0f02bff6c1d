import { optionalString } from "../http/body.ts";
import { ApiError, notFound, unprocessable, validationFailed, type RequestFault } from "../http/error.ts";
import { page } from "../http/page.ts";
import { created, noContent, ok, type Call, type Reply, type Route, type Upload } from "../http/route.ts";
import { presentAsset } from "../present/release.ts";
import { takeId, timestamp, type AssetRecord, type ReleaseRecord } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";
import { isVisible, releaseOf } from "./releases.ts";

const path = "/repos/{owner}/{repo}/releases";
const documentation = "releases/assets";

/** The files of releases. */
export const releaseAssets: readonly Route[] = [
  {
    method: "GET",
    path: `${path}/{release_id}/assets`,
    documentation: `${documentation}#list-release-assets`,
    needs: "contents=read",
    handle: list,
  },
  {
    method: "POST",
    path: `${path}/{release_id}/assets`,
    documentation: `${documentation}#upload-a-release-asset`,
    needs: "contents=write",
    handle: upload,
    takesFile: true,
  },
  {
    method: "GET",
    path: `${path}/assets/{asset_id}`,
    documentation: `${documentation}#get-a-release-asset`,
    needs: "contents=read",
    handle: get,
  },
  {
    method: "PATCH",
    path: `${path}/assets/{asset_id}`,
    documentation: `${documentation}#update-a-release-asset`,
    needs: "contents=write",
    handle: update,
  },
  {
    method: "DELETE",
    path: `${path}/assets/{asset_id}`,
    documentation: `${documentation}#delete-a-release-asset`,
    needs: "contents=write",
    handle: remove,
  },
];

/** A file with the release that it belongs to. */
interface Held {
  readonly release: ReleaseRecord;
  readonly asset: AssetRecord;
}

function list(call: Call): Reply {
  const release = releaseOf(call);
  const { items, headers } = page(call, call.address, release.assets ?? []);
  const repository = repositoryOf(call);
  return {
    status: 200,
    body: items.map((asset) => presentAsset(call, repository, { release, asset })),
    headers,
  };
}

/** The file itself is elsewhere: a client that asks for it is sent there. */
function get(call: Call): Reply {
  const held = heldBy(call);
  if (!call.accept.includes("application/octet-stream"))
    return ok(presentAsset(call, repositoryOf(call), held));
  if (held.asset.state !== "uploaded") throw notFound();
  return { status: 302, headers: { Location: call.downloadOf(held.asset) } };
}

/** The name is taken before the file comes, and stays taken where it breaks off: an asset in state `starter`. */
async function upload(call: Call): Promise<Reply> {
  const file = call.upload;
  if (file === null) throw notFound();
  if (file.length === 0) throw new ApiError(400, "Bad Content-Length");
  const tooLarge = faulty("size", `size must be less than ${call.limits.assetBytes}`);
  if ((file.length ?? 0) >= call.limits.assetBytes) throw tooLarge;
  const id = await file.change((records) => begin({ ...call, records }, file));
  const stored = await call.files.write(id, file.content, call.limits.assetBytes - 1).catch(() => undefined);
  if (stored === undefined) throw new ApiError(502, "Bad Gateway");
  if (stored === null) throw tooLarge;
  const reply = await file.change((records) => {
    const here = { ...call, records, params: { ...call.params, asset_id: String(id) } };
    const held = findHeld(here);
    const digest = `sha256:${stored.sha256}`;
    const whole = { state: "uploaded", size: stored.size, digest, updated_at: timestamp() } as const;
    return (
      held && presentAsset(here, repositoryOf(here), { ...held, asset: Object.assign(held.asset, whole) })
    );
  });
  if (reply) return created(reply);
  await call.files.remove(id);
  throw notFound();
}

function begin(call: Call, { type }: Upload): number {
  const release = releaseOf(call);
  const asked = call.query.get("name") ?? "";
  if (asked === "")
    throw validationFailed({ resource: "ReleaseAsset", code: "missing_field", field: "name" });
  if (release.immutable) throw unprocessable("Cannot upload assets to an immutable release.");
  const assets = (release.assets ??= []);
  const name = keptName(asked);
  if (assets.some((one) => one.name === name)) throw taken();
  if (assets.length >= call.limits.assets)
    throw faulty("file_count", `file_count limited to ${call.limits.assets} assets per release`);
  const now = timestamp();
  const asset: AssetRecord = {
    id: takeId(call.records),
    name,
    label: call.query.get("label"),
    state: "starter",
    content_type: type,
    size: 0,
    digest: null,
    download_count: 0,
    uploader: call.records.viewer ?? release.author,
    created_at: now,
    updated_at: now,
  };
  assets.push(asset);
  return asset.id;
}

/** Characters that the service does not keep become dots; none stays at either end. */
function keptName(name: string): string {
  return name.replace(/[^\w.+@~-]+/g, ".").replace(/^\.+|\.+$/g, "");
}

function update(call: Call): Reply {
  const held = heldBy(call);
  const { release, asset } = held;
  if (release.immutable) throw unprocessable("Cannot update assets of an immutable release.");
  const name = keptName(optionalString(call.body, "name") ?? asset.name);
  if (release.assets?.some((one) => one !== asset && one.name === name)) throw taken();
  asset.name = name;
  asset.label = optionalString(call.body, "label") ?? asset.label;
  asset.updated_at = timestamp();
  return ok(presentAsset(call, repositoryOf(call), held));
}

function remove(call: Call): Reply {
  const { release, asset } = heldBy(call);
  if (release.immutable) throw unprocessable("Cannot delete assets of an immutable release.");
  release.assets = release.assets?.filter((one) => one !== asset) ?? [];
  call.files.drop([asset.id]);
  return noContent;
}

function heldBy(call: Call): Held {
  const held = findHeld(call);
  if (!held || !isVisible(call, held.release)) throw notFound();
  return held;
}

function findHeld(call: Call): Held | null {
  for (const release of repositoryOf(call).record.releases) {
    const asset = release.assets?.find(({ id }) => String(id) === call.params["asset_id"]);
    if (asset) return { release, asset };
  }
  return null;
}

function taken(): ApiError {
  return validationFailed({ resource: "ReleaseAsset", code: "already_exists", field: "name" });
}

function faulty(field: string, message: string): ApiError {
  const fault: RequestFault = { resource: "ReleaseAsset", code: "custom", field, message };
  return validationFailed(fault);
}
