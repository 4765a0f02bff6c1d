import type { Declaration, DeclaredIndex } from "../declaration/declaration.ts";

/** What is verified, and by what it is compared. */
export interface Asked {
  readonly declaration: Declaration;
  readonly index: DeclaredIndex;
  /** The index's simple API, with a slash at the end. */
  readonly simpleUrl: string;
  readonly version: string;
  /** What the release holds, by name: the ledger's hashes. */
  readonly sums: ReadonlyMap<string, string>;
  /** Who must have attested the files. */
  readonly source: {
    readonly repository: string;
    readonly commit: string;
    readonly ref: string;
    /** Where the repository is, as attestations name it. */
    readonly server: string;
  };
  /** Folder that has runtime.txt: what is installed beside the package. */
  readonly locks: string;
  /** How long the index may lag. */
  readonly minutes: number;
  /** Whether attestations on the index itself are verified (PEP 740); `auto`: where the tool for it runs. */
  readonly pep740: "auto" | "on" | "off";
  /** Whether the sdist is fetched and verified too. */
  readonly sdist: boolean;
  /** Locked requirements of the tool for PEP 740. */
  readonly tools: string;
}

/** What a verification is run with. */
export interface Host {
  readonly variables: Readonly<Record<string, string | undefined>>;
  say(line: string): void;
  /** Milliseconds since some moment. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

/** One thing that was looked at, as a row of the table. */
export interface Check {
  readonly what: string;
  readonly verdict: string;
}
