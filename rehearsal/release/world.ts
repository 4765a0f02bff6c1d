import type { JsonWebKey } from "node:crypto";
import { join } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import type { ImagePlan, IndexPlan, Plan } from "../../plan/plan.ts";
import { cacheFolder } from "../../toolchain/places.js";
import { type EmulatedGitHub, startEmulatedGitHub } from "../github/server.ts";
import { type ImageServices, openImageServices } from "../image/services.ts";
import { type IndexMirror, startIndexMirror } from "../index/mirror/mirror.ts";
import { type EmulatedIndex, startEmulatedIndex } from "../index/server.ts";
import type { ReleaseFolder } from "./request.ts";

/** The services that a release meets, on this machine. */
export interface World {
  readonly plan: Plan;
  readonly github: EmulatedGitHub;
  /** `owner/name` */
  readonly fullName: string;
  /** What jobs ask in place of the user's own index. */
  readonly mirror: IndexMirror;
  /** In the order of the release. */
  readonly indexes: readonly RunningIndex[];
  /** Null: the plan has no image, or it is left out. */
  readonly images: ImageServices | null;
  close(): Promise<void>;
}

export interface RunningIndex {
  readonly declared: IndexPlan;
  readonly index: EmulatedIndex;
}

export interface WorldOptions {
  readonly plan: Plan;
  readonly places: ReleaseFolder;
  /** Address of the simple API that everything else comes from. */
  readonly upstream: string;
  readonly withoutImage: boolean;
  readonly say: (line: string) => void;
}

/** What uploads to an index of a company, by a token, use here. */
export const uploadToken = "pypi-of-the-rehearsal";

/** Starts them all; what runs already is stopped again where one can't be had. Throws a FaultsError. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const { plan, places } = options;
  const fullName = `${plan.repository.owner}/${plan.repository.name}`;
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closing.splice(0).toReversed()) await one();
  };
  try {
    let github: EmulatedGitHub | null = null;
    const images = await openImages(options, (token) => github?.packagesOf(token) ?? null);
    if (images !== null) closing.push(() => images.close());
    const packages = images?.registry.packages;
    const served = await startEmulatedGitHub({
      root: places.github,
      ...(packages !== undefined && { packages }),
    });
    github = served;
    closing.push(() => served.close());
    const keys = await keysOf(served);
    const mirror = await startIndexMirror({
      upstream: options.upstream,
      cache: join(cacheFolder(), "index"),
    });
    closing.push(() => mirror.close());
    const declared = [...(plan.testPyPI === null ? [] : [plan.testPyPI]), plan.index];
    const indexes: RunningIndex[] = [];
    for (const one of declared) {
      const index = await openIndex(one, { options, github: served, keys, upstream: mirror.simpleUrl });
      closing.push(() => index.close());
      indexes.push({ declared: one, index });
    }
    return { plan, github: served, fullName, mirror, indexes, images, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openImages(
  { plan, places, withoutImage, say }: WorldOptions,
  packagesOf: Parameters<typeof openImageServices>[0]["packagesOf"],
): Promise<ImageServices | null> {
  if (plan.image === null || withoutImage) return null;
  const image: ImagePlan = plan.image;
  const opened = await openImageServices({
    root: places.registry,
    plan: { ...plan, image },
    packagesOf,
    say,
  });
  if (!("faults" in opened)) return opened;
  const [first, ...others] = opened.faults;
  if (first === undefined) return null;
  const mend = `${first.mend}; or leave the image out of the rehearsal: --without-image`;
  throw new FaultsError([{ ...first, mend }, ...others]);
}

async function keysOf(github: EmulatedGitHub): Promise<readonly JsonWebKey[]> {
  const answer = await fetch(`${github.url}_oidc/.well-known/jwks`);
  return ((await answer.json()) as { readonly keys: readonly JsonWebKey[] }).keys;
}

interface IndexGround {
  readonly options: WorldOptions;
  readonly github: EmulatedGitHub;
  readonly keys: readonly JsonWebKey[];
  readonly upstream: string;
}

/** With the trusted publisher registered that the stack declares, as a person does by the index's form. */
function openIndex(
  declared: IndexPlan,
  { options, github, keys, upstream }: IndexGround,
): Promise<EmulatedIndex> {
  const { publisher } = options.plan;
  const { project, owner, repository, workflow } = publisher;
  const { environment } = declared;
  return startEmulatedIndex({
    root: join(options.places.index, declared.name),
    upstream,
    tokens: declared.token === null ? [] : [{ secret: uploadToken }],
    publishers: [{ project, owner, repository, workflow, ...(environment !== null && { environment }) }],
    oidc: {
      issuer: `${github.url}_oidc`,
      audience: declared.name === "testpypi" ? "testpypi" : "pypi",
      keys,
    },
  });
}
