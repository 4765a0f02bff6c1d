import type { ReleaseLedger } from "../../../tasks/ledger/release-ledger.ts";

/** A file, and what it or somebody says it hashes to. */
export interface NamedHash {
  readonly name: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** All that a release has left, as whoever looks from outside finds it. */
export interface Released {
  readonly asked: AskedRelease;
  /** In the order of publishing. */
  readonly indexes: readonly ReleasedIndex[];
  readonly release: ReleasedFiles | "none declared" | "missing";
  /** What GitHub keeps attestations of, among all files that were found; null: none are made. */
  readonly attested: readonly Attested[] | null;
  readonly image: ReleasedImage | "none declared" | "missing";
  /** What could not be read. */
  readonly faults: readonly string[];
}

/** What was to be released. */
export interface AskedRelease {
  readonly package: string;
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
}

/** A version on an index. */
export interface ReleasedIndex {
  /** `pypi` */
  readonly name: string;
  /** `PyPI` */
  readonly title: string;
  readonly files: readonly NamedHash[];
  /** Subjects of its attestations (PEP 740); null: it takes none. */
  readonly attested: readonly NamedHash[] | null;
}

/** A published release on GitHub. */
export interface ReleasedFiles {
  readonly assets: readonly NamedHash[];
  /** What `SHA256SUMS` says; null: it is not there. */
  readonly sums: readonly NamedHash[] | null;
  /** Subjects of `provenance.jsonl`; null: it is not there. */
  readonly provenance: readonly NamedHash[] | null;
  /** Null: it is not there. */
  readonly ledger: ReleaseLedger | null;
}

/** A file that an attestation is about. */
export interface Attested extends NamedHash {
  /** Of the workflow that made it. */
  readonly commit: string;
}

/** A version's image in the registry. */
export interface ReleasedImage {
  /** `ghcr.io/octo-org/octo-package` */
  readonly name: string;
  readonly digest: string;
  /** All that stand for this very image. */
  readonly tags: readonly string[];
  /** What it stands on. */
  readonly base: string;
  /** Whether GitHub keeps an attestation of its digest; null: none are made. */
  readonly isAttested: boolean | null;
  readonly platforms: readonly ReleasedPlatform[];
}

export interface ReleasedPlatform {
  /** `linux/amd64` */
  readonly platform: string;
  readonly digest: string;
  /** What its labels say. */
  readonly version: string;
  readonly commit: string;
  readonly wheel: NamedHash;
}
