import { existsSync, readFileSync } from "node:fs";
import type { DeclaredBase, DeclaredImage } from "../declaration/declaration.ts";
import { ShapeError, mapOf, objectOf, parseJson, text } from "../json/shape.ts";
import { type Fault, TaskError } from "../program/fault.ts";

/** The images that a build starts from. */
export interface Bases {
  readonly base: DeclaredBase;
  readonly buildkit: DeclaredBase;
}

/** What goes before the declaration. */
export interface Overriding {
  /** The lock of images that the repository keeps; need not be there. */
  readonly committed: string;
  /** `REFERENCE@DIGEST`; empty: none. */
  readonly base: string;
}

const lockOfImages = mapOf(objectOf({ digest: text, seen: text }));

/** Digests by the repository's own lock, else by the declaration; throws a TaskError with each image that has none. */
export function basesOf(declared: DeclaredImage, { committed, base }: Overriding): Bases {
  const locked = readImagesLock(committed);
  const withDigest = (image: DeclaredBase): DeclaredBase => {
    const digest = locked[image.reference]?.digest ?? image.digest;
    return { reference: image.reference, digest };
  };
  const bases = {
    base: base === "" ? withDigest(declared.from) : split(base),
    buildkit: withDigest(declared.buildkit),
  };
  const faults = Object.values(bases).flatMap(faultsOf);
  if (faults.length > 0) throw new TaskError(faults);
  return bases;
}

function readImagesLock(file: string): Readonly<Record<string, { readonly digest: string }>> {
  if (!existsSync(file)) return {};
  try {
    return parseJson(readFileSync(file), lockOfImages);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const mend = "correct it, or delete it: the digests of release.json count then";
    throw new TaskError([{ place: file, fault: `can't be read: ${error.message}`, mend }]);
  }
}

function split(text: string): DeclaredBase {
  const [reference = "", digest = ""] = text.split("@");
  return { reference, digest };
}

function faultsOf({ reference, digest }: DeclaredBase): readonly Fault[] {
  if (/^sha256:[0-9a-f]{64}$/.test(digest) && !/^sha256:0+$/.test(digest)) return [];
  return [
    {
      place: reference || "the base image",
      fault: digest === "" ? "has no digest, so that it could be any image" : "has a digest that is none",
      mend: "give it by the digest of its index: NAME:TAG@sha256:...",
    },
  ];
}

/** The name of an image with its registry: `docker.io/library/python:3.14-slim-trixie`. */
export function qualified(reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  if (rest.length > 0 && (/[.:]/.test(first) || first === "localhost")) return reference;
  return rest.length === 0 ? `docker.io/library/${reference}` : `docker.io/${reference}`;
}

/** The same by digest alone: `docker.io/library/python@sha256:...`, which tools of all versions understand. */
export function byDigest({ reference, digest }: DeclaredBase): string {
  return `${qualified(reference).replace(/:[^:/]*$/, "")}@${digest}`;
}
