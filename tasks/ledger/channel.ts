import type { ReleaseFile } from "../files/release-files.ts";

/** A file that a channel holds of a version. */
export interface Held {
  readonly name: string;
  /** 64 hexadecimal digits; null where it can't be told. */
  readonly sha256: string | null;
  /** Bytes; null where it can't be told. */
  readonly size: number | null;
  /** When it came there, in milliseconds since 1970; null where it can't be told. */
  readonly uploaded: number | null;
}

/** An image that a registry holds of a version. */
export interface HeldImage {
  /** Of its index, which is another one where it was pushed anew: nothing is compared by it. */
  readonly digest: string;
  /** Sorted by platform: `linux/amd64`. */
  readonly platforms: readonly HeldPlatform[];
}

/** One platform's manifest. */
export interface HeldPlatform {
  readonly platform: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

/** Somewhere a release is published: a package index, a GitHub release, and whatever is plugged in later. */
export interface Channel {
  /** As declared: `pypi`. */
  readonly name: string;
  /** For people: `PyPI`. */
  readonly title: string;
  /** For how many days after its first file a release takes new ones; null: for ever. */
  readonly openDays: number | null;
  /** Address where people look at a version. */
  page(version: string): string;
  /** What it holds of a version, sorted by name; throws a TaskError where it does not answer. */
  read(version: string): Promise<readonly Held[]>;
  /** The content of a file that `read` answered. */
  fetch(file: Held): Promise<Uint8Array>;
  /** Which of a release's files it has to hold, given what it does hold. @default all */
  part?(files: readonly ReleaseFile[], held: readonly Held[]): readonly ReleaseFile[];
  /** The image that `read` found last; of registries alone. */
  image?(): HeldImage | null;
}
