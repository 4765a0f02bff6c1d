import { lockedImages } from "../../documents/container/base-images.ts";
import { dispatcher, type Invocation } from "../../provider/protocol/dispatch.ts";
import type { Properties, ProviderPackage } from "../../provider/protocol/provider.ts";
import { isList, isProperties, textOf } from "../../provider/protocol/values.ts";
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
  /** Digest of what a registry holds; undefined: it has no such tag. Throws `Denied`. */
  find(reference: Reference): Promise<string | undefined>;
}

/** Registries don't tell strangers what is there. */
class Denied extends Error {
  constructor() {
    super("Got bad response from registry: 403 Forbidden");
  }
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
  const logins = loginsOf(settings);
  return {
    async find(reference) {
      const login = logins.get(reference.registry);
      const kept = await cloud.find(imageType, fullName(reference));
      if (kept !== null && (login !== undefined || kept["private"] !== true)) return textOf(kept, "digest");
      const locked = lockedDigest(reference);
      if (locked !== undefined) return locked;
      if (kept !== null || registryUrl === undefined) throw new Denied();
      return askRegistry(reference, { REGISTRY_URL: registryUrl, ...login });
    },
  };
}

/** Docker Hub of a rehearsal holds what Slipway has locked, and nothing newer. */
function lockedDigest(reference: Reference): string | undefined {
  const wanted = fullName(reference);
  const found = Object.entries(lockedImages()).find(([name]) => fullName(referenceOf(name)) === wanted);
  return found?.[1].digest;
}

async function askRegistry(
  { registry, repository, tag }: Reference,
  variables: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const [{ registryOf }, { RegistryRefusal }] = await Promise.all([
    import("../../tasks/registry/registry.ts"),
    import("../../tasks/registry/refusal.ts"),
  ]);
  const image = registryOf({ host: registry, name: repository, variables, say: () => {} });
  try {
    return (await image.headManifest(tag))?.digest;
  } catch (error) {
    throw error instanceof RegistryRefusal ? new Denied() : error;
  }
}

/** Refuses in the provider's own words. */
const getRegistryImage: Invocation<Registries> = async (registries, args) => {
  const name = textOf(args, "name");
  const reference = referenceOf(name);
  try {
    const digest = await registries.find(reference);
    if (digest === undefined) throw new Error("Got bad response from registry: 404 Not Found");
    return { insecureSkipVerify: false, ...args, id: digest, name, sha256Digest: digest };
  } catch (error) {
    const { repository, tag } = reference;
    const said = error instanceof Error ? error.message : String(error);
    const attempt = `Got error when attempting to fetch image version ${repository}:${tag} from registry`;
    throw new Error(`${attempt}: ${said}`, { cause: error });
  }
};

/** What the stack's own `docker:registryAuth` opens registries with, by their hosts. */
function loginsOf(settings: Properties): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const auth = settings["registryAuth"];
  if (!isList(auth)) return new Map();
  return new Map(
    auth
      .filter(isProperties)
      .flatMap(({ address, username, password }) =>
        typeof address === "string" && typeof username === "string" && typeof password === "string"
          ? [[hostOf(address), { GITHUB_ACTOR: username, GH_TOKEN: password }] as const]
          : [],
      ),
  );
}

function hostOf(address: string): string {
  return address.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}
