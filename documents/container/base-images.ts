import type { DeclaredBase } from "../../tasks/declaration/declaration.ts";
import lock from "../images.lock.json" with { type: "json" };

/** An image as it is locked: its index by digest, and when that was seen as the newest of its tag. */
export interface LockedImage {
  readonly digest: string;
  /** A day: `2026-08-01`; absent: not known. */
  readonly seen?: string;
}

const images: Readonly<Record<string, LockedImage>> = lock;

/** Endings of the official Python images' tags. */
const endings = { slim: "slim-trixie", alpine: "alpine3.24" };

/** The base of an image with that Python; throws where the lock has none. */
export function baseImage(base: keyof typeof endings, python: string): DeclaredBase {
  return locked(`python:${python}-${endings[base]}`);
}

/** The builder that `docker buildx` runs in. */
export const buildkitImage: DeclaredBase = locked(onlyOne("moby/buildkit:"));

/** Every image of the lock, by its reference. */
export function lockedImages(): Readonly<Record<string, LockedImage>> {
  return images;
}

function locked(reference: string): DeclaredBase {
  const image = images[reference];
  if (image === undefined) throw new Error(`documents/images.lock.json: has no ${reference}`);
  return { reference, digest: image.digest };
}

function onlyOne(beginning: string): string {
  const [reference, ...others] = Object.keys(images).filter((name) => name.startsWith(beginning));
  if (reference !== undefined && others.length === 0) return reference;
  throw new Error(`documents/images.lock.json: has not exactly one image ${beginning}`);
}
