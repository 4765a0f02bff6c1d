/** A file that the index holds, or held. */
export interface FileRecord {
  readonly name: string;
  /** As the upload spelt it, in canonical form. */
  readonly version: string;
  readonly filetype: "sdist" | "bdist_wheel";
  readonly sha256: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly uploaded: number;
  readonly requiresPython: string | null;
  /** Hash of a wheel's METADATA, which is served beside it; null for an sdist. */
  readonly metadataSha256: string | null;
  /** What the file was attested with at its upload. */
  readonly provenance: Provenance | null;
}

/** PEP 740's object for one file. */
export interface Provenance {
  readonly version: 1;
  readonly attestation_bundles: readonly {
    readonly publisher: Readonly<Record<string, unknown>>;
    readonly attestations: readonly unknown[];
  }[];
}

/** One version of a project. */
export interface ReleaseRecord {
  /** Canonical. */
  readonly version: string;
  /** When its first file came; milliseconds since 1970. */
  readonly created: number;
  /** Whether it is yanked, or why. */
  yanked: string | boolean;
}

/** A project of the index. */
export interface ProjectRecord {
  /** As its latest upload spelt it. */
  name: string;
  readonly releases: ReleaseRecord[];
  readonly files: FileRecord[];
}

/** A token that was given for an OIDC token. */
export interface MintedToken {
  /** The token itself is kept nowhere. */
  readonly sha256: string;
  /** Normalised names of the projects that it may upload to. */
  readonly projects: readonly string[];
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Who it was given to, as provenance tells it. */
  readonly publisher: Readonly<Record<string, unknown>>;
}

/** All that the index knows. */
export interface Records {
  readonly version: 1;
  /** By normalised name. */
  readonly projects: Record<string, ProjectRecord>;
  /** Every file name that was ever taken, of deleted files too. */
  readonly takenNames: string[];
  readonly minted: MintedToken[];
  /** Identifiers of OIDC tokens that were exchanged. */
  readonly exchanged: string[];
}

export function emptyRecords(): Records {
  return { version: 1, projects: {}, takenNames: [], minted: [], exchanged: [] };
}
