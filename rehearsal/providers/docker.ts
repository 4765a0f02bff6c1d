import { lockedImages } from "../../documents/container/base-images.ts";
import { dispatcher, type Invocation } from "../../provider/protocol/dispatch.ts";
import type { Properties, ProviderPackage } from "../../provider/protocol/provider.ts";
import { isProperties, textOf } from "../../provider/protocol/values.ts";
import { Cloud } from "./cloud.ts";
import { fullName, referenceOf, type Reference } from "./docker/reference.ts";
import { isLoopback } from "./emulated.ts";

/** Where the images of a rehearsal are. */
export interface RehearsedImages {
  /** `.slipway/cloud.json`: images by full name under `docker:index/registryImage:RegistryImage`. */
  readonly file: string;
  /** `http://127.0.0.1:PORT`: the registry that stands in for every other but Docker Hub; undefined: the file does. */
  readonly registryUrl?: string | undefined;
}

/** Under which the file keeps them: each with its `digest`, and `private` where only credentials open it. */
export const imageType = "docker:index/registryImage:RegistryImage";

interface Registries {
  /** Digest of what a registry holds; null: it shows nothing. */
  find(reference: Reference): Promise<string | null>;
}

/** Stands in for the docker provider: what it tells of images in registries. Builds and runs nothing. */
export function dockerStandIn(options: RehearsedImages): ProviderPackage {
  const { registryUrl } = options;
  if (registryUrl !== undefined && !isLoopback(registryUrl))
    throw new Error(`rehearsal: "${registryUrl}" is not on this machine; start the emulated registry`);
  return {
    name: "docker",
    version: "4.11.2",
    configure: (settings) =>
      dispatcher(
        { resources: [], functions: { "docker:index/getRegistryImage:getRegistryImage": getRegistryImage } },
        registriesFor(options, settings),
      ),
  };
}

function registriesFor({ file, registryUrl }: RehearsedImages, settings: Properties): Registries {
  const cloud = new Cloud(file);
  const hosts = hostsWithCredentials(settings);
  return {
    async find(reference) {
      const kept = await cloud.find(imageType, fullName(reference));
      const isOpen = kept?.["private"] !== true || hosts.includes(reference.registry);
      if (kept !== null) return isOpen ? textOf(kept, "digest") : null;
      const locked = lockedDigest(reference);
      if (locked !== null || registryUrl === undefined) return locked;
      return askRegistry(registryUrl, reference);
    },
  };
}

/** Docker Hub of a rehearsal holds what Slipway has locked, and nothing newer. */
function lockedDigest(reference: Reference): string | null {
  const wanted = fullName(reference);
  const found = Object.entries(lockedImages()).find(([name]) => fullName(referenceOf(name)) === wanted);
  return found?.[1].digest ?? null;
}

async function askRegistry(url: string, { registry, repository, tag }: Reference): Promise<string | null> {
  const [{ registryOf }, { RegistryRefusal }] = await Promise.all([
    import("../../tasks/registry/registry.ts"),
    import("../../tasks/registry/refusal.ts"),
  ]);
  const variables = { REGISTRY_URL: url };
  const image = registryOf({ host: registry, name: repository, variables, say: () => {}, anonymous: true });
  try {
    return (await image.headManifest(tag))?.digest ?? null;
  } catch (error) {
    if (error instanceof RegistryRefusal) return null;
    throw error;
  }
}

/** Refuses what is not there in the provider's own words: registries don't tell strangers what exists. */
const getRegistryImage: Invocation<Registries> = async (registries, args) => {
  const name = textOf(args, "name");
  const reference = referenceOf(name);
  const digest = await registries.find(reference);
  if (digest !== null) return { insecureSkipVerify: false, ...args, id: digest, name, sha256Digest: digest };
  const { repository, tag } = reference;
  throw new Error(
    `Got error when attempting to fetch image version ${repository}:${tag} from registry: ` +
      "Got bad response from registry: 403 Forbidden",
  );
};

/** Registries that the stack's own `docker:registryAuth` opens; what opens them stays unread. */
function hostsWithCredentials(settings: Properties): readonly string[] {
  const auth = settings["registryAuth"];
  const list: unknown = typeof auth === "string" ? JSON.parse(auth) : auth;
  if (!Array.isArray(list)) return [];
  return list
    .filter(isProperties)
    .flatMap(({ address, username }) =>
      typeof address === "string" && typeof username === "string" && username !== ""
        ? [address.replace(/^https?:\/\//, "").replace(/\/.*$/, "")]
        : [],
    );
}
