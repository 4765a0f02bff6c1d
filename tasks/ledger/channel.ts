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
}
