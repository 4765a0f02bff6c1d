import {
  type EmulatedRegistry,
  type EmulatedRegistryOptions,
  startEmulatedRegistry,
} from "../../../rehearsal/registry/server.ts";
import { type Registry, type RegistryAccess, registryOf } from "../../../tasks/registry/registry.ts";
import type { TinyImage } from "./tiny-image.ts";

/** What may push in tests. */
export const password = "for-tests";

/** The name of the image in tests. */
export const imageName = "octocat/hello";

/** Starts the emulated registry, with an account that may do everything unless others are given. */
export function emulateRegistry(options: EmulatedRegistryOptions = {}): Promise<EmulatedRegistry> {
  return startEmulatedRegistry({ accounts: [{ password, may: "delete" }], ...options });
}

/** The client of the image there, which waits for nothing. */
export function clientOf(url: string, access: Partial<RegistryAccess> = {}): Registry {
  return registryOf({
    host: "ghcr.io",
    name: imageName,
    variables: { REGISTRY_URL: url, GITHUB_ACTOR: "octocat", GH_TOKEN: password },
    say: () => {},
    rights: "push",
    sleep: () => Promise.resolve(),
    ...access,
  });
}

/** Pushes an image by digest, or under a tag. */
export async function pushImage(registry: Registry, image: TinyImage, tag?: string): Promise<string> {
  for (const blob of [...image.layers, image.config]) await registry.uploadBlob(blob.bytes);
  return await registry.putManifest(image.manifest, tag);
}
