import { labelOf } from "../../../tasks/image-release/labels.ts";
import { type PushedPlatform, readPushed } from "../../../tasks/image-release/pushed.ts";
import { versionTag } from "../../../tasks/image-release/tags.ts";
import { registryOf } from "../../../tasks/registry/registry.ts";
import type { World } from "../world.ts";
import type { ReleasedImage, ReleasedPlatform } from "./released.ts";

/** Which version's, and the token of one who may read it. */
export interface ImageAsked {
  readonly version: string;
  readonly token: string;
}

/** Reads a version's image from the registry; whether it is attested is GitHub's to say. */
export async function readImage(
  { plan, images }: Pick<World, "plan" | "images">,
  { version, token }: ImageAsked,
): Promise<Omit<ReleasedImage, "isAttested"> | "none declared" | "missing"> {
  if (plan.image === null || images === null) return "none declared";
  const variables = { REGISTRY_URL: images.registry.url, GITHUB_ACTOR: "rehearsal", GH_TOKEN: token };
  const { registry: host, name } = plan.image;
  const registry = registryOf({ host, name, variables, say: () => undefined });
  const pushed = await readPushed(registry, versionTag(version));
  if (pushed === null) return "missing";
  const tags = [];
  for (const tag of (await registry.tags()).toSorted()) {
    if ((await registry.headManifest(tag))?.digest === pushed.top.digest) tags.push(tag);
  }
  const platforms = pushed.platforms.map(platformOf);
  return { name: registry.image, digest: pushed.top.digest, tags, base: images.base, platforms };
}

function platformOf({ platform, manifest, config }: PushedPlatform): ReleasedPlatform {
  const label = (name: Parameters<typeof labelOf>[1]) => labelOf(config, name);
  return {
    platform,
    digest: manifest.digest,
    version: label("version"),
    commit: label("revision"),
    wheel: { name: label("wheelName"), sha256: label("wheelSha256") },
  };
}
