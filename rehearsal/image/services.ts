import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Fault } from "../../config/fault.ts";
import { baseImage } from "../../documents/container/base-images.ts";
import { imageAddresses } from "../../plan/image-addresses.ts";
import type { ImagePlan, Plan } from "../../plan/plan.ts";
import { readImageReference } from "../../tasks/lock/refresh/image-reference.ts";
import { findOnPath } from "../../toolchain/command.js";
import { type EmulatedRegistry, startEmulatedRegistry } from "../registry/server.ts";
import type { AccountOf } from "../registry/tokens.ts";
import { type ChosenBase, chooseBase } from "./base-choice.ts";
import { writeMirror } from "./mirror.ts";
import { findImagePrograms } from "./programs.ts";
import { pushBase } from "./push-base.ts";
import { storageDriver } from "./storage-driver.ts";

/** What a job's token may do with packages; null: it is no job's token. */
export type PackagesRight = "none" | "read" | "write";

/** What images are rehearsed with. */
export interface ImageServicesOptions {
  /** Folder in which what is pushed stays from run to run. */
  readonly root: string;
  readonly plan: Pick<Plan, "package" | "repository"> & { readonly image: ImagePlan };
  /** Asked for each token that signs in at the registry. */
  readonly packagesOf: (token: string) => PackagesRight | null;
  /** Told what takes time. */
  readonly say: (line: string) => void;
}

/** A registry with the image's base in it, and what jobs need to build, push and verify an image. */
export interface ImageServices {
  readonly registry: EmulatedRegistry;
  /** The image as it can be built here: what the rehearsal's repository is rendered with, in place of the plan's. */
  readonly image: ImagePlan;
  /** What it stands on: `docker.io/library/python:3.14-alpine3.24`, or what stands in for that. */
  readonly base: string;
  /** Of every job. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folders that come first on the PATH of every job. */
  readonly path: readonly string[];
  readonly notExercised: readonly string[];
  readonly byHand: readonly string[];
  /** Ends the registry; what was pushed stays. */
  close(): Promise<void>;
}

/** Why there is nothing to build images with on this machine. */
export interface NoImages {
  readonly faults: readonly Fault[];
}

/** Starts it all; what can't be had on this machine is answered, not thrown. */
export async function openImageServices(options: ImageServicesOptions): Promise<ImageServices | NoImages> {
  const { root, plan, say } = options;
  const programs = await findImagePrograms(say);
  if ("fault" in programs) return { faults: [programs] };
  const { buildah } = programs;
  mkdirSync(root, { recursive: true });
  const base = await chooseBase({ image: plan.image, pythons: plan.package.pythons, buildah, root, say });
  if ("fault" in base) return { faults: [base] };
  const password = randomUUID();
  const registry = await startEmulatedRegistry({
    root,
    program: programs.registry,
    accounts: accountsOf(options, { base, password }),
    visibility: plan.repository.visibility,
  });
  try {
    const mirrored = base.archive === null ? {} : await mirror(registry, { ...base, root, password });
    return {
      registry,
      image: base.image,
      base: base.title,
      variables: {
        REGISTRY_URL: registry.url,
        STORAGE_DRIVER: storageDriver(root),
        IMAGE_ENGINE: "buildah",
        ...mirrored,
      },
      path: findOnPath("buildah") === buildah ? [] : [dirname(buildah)],
      notExercised: notExercised(plan.image, base),
      byHand: byHand(plan),
      close: async () => await registry[Symbol.asyncDispose](),
    };
  } catch (error) {
    await registry[Symbol.asyncDispose]();
    throw error;
  }
}

/** Jobs may do with the declared image what their tokens' permission says; the base's own password is told to nobody. */
function accountsOf(
  { plan, packagesOf }: ImageServicesOptions,
  { base, password: own }: { readonly base: ChosenBase; readonly password: string },
): AccountOf {
  const may = { none: "nothing", read: "pull", write: "push" } as const;
  return (password) => {
    if (password === own) return { password, names: [readImageReference(referenceOf(base.image)).name] };
    const right = packagesOf(password);
    return right === null ? null : { password, may: may[right], names: [plan.image.name] };
  };
}

/** Pushes what stands in for the base; answers the variables by which buildah finds it. */
async function mirror(
  registry: EmulatedRegistry,
  base: ChosenBase & { readonly root: string; readonly password: string },
): Promise<Readonly<Record<string, string>>> {
  const { archive, image, root, password } = base;
  if (archive === null) return {};
  const reference = referenceOf(image);
  await pushBase(archive, { reference, url: registry.url, password });
  registry.setVisibility(readImageReference(reference).name, "public");
  const file = join(root, "registries.conf");
  writeMirror(file, registry.host);
  return { CONTAINERS_REGISTRIES_CONF: file };
}

function referenceOf({ base, python }: ImagePlan): string {
  return baseImage(base, python).reference;
}

function notExercised({ registry }: ImagePlan, { title, archive }: ChosenBase): readonly string[] {
  return [
    `${registry}: a registry on this machine stands in for it`,
    "docker and its builder: buildah builds and runs the image",
    ...(archive === null ? [] : [`the image's base: ${title}`]),
  ];
}

/** A first push makes a private package, whatever the repository is. */
function byHand({ image, repository }: ImageServicesOptions["plan"]): readonly string[] {
  const page = imageAddresses(image, repository, undefined).settingsPage;
  if (repository.visibility !== "public" || page === null) return [];
  return [`after the first push, make the image public, which here it is at once: ${page}`];
}
