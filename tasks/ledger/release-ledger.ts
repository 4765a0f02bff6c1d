import type { ReleaseFile } from "../files/release-files.ts";
import type { HeldImage } from "./channel.ts";
import {
  type Shape,
  ShapeError,
  count,
  listOf,
  nullable,
  objectOf,
  oneOf,
  optional,
  parseJson,
  text,
} from "../json/shape.ts";

/** The file of a GitHub release that seals its draft and, in the end, tells what every channel holds. */
export const ledgerName = "release-ledger.json";

/** What is published of one commit, and where. */
export interface ReleaseLedger {
  readonly schema: 1;
  readonly package: string;
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
  /** The workflow's file name: `release.yml`. */
  readonly workflow: string;
  /** The run that wrote it. */
  readonly run: { readonly id: number; readonly attempt: number };
  /** When the files were settled: ISO 8601, UTC. */
  readonly sealed: string;
  /** When all channels were found to hold them; null: not yet. */
  readonly finished: string | null;
  /** Sdist and wheels. */
  readonly files: readonly ReleaseFile[];
  /** What else the release has: hashes, provenance, SBOM. */
  readonly extras: readonly ReleaseFile[];
  readonly channels: readonly LedgerChannel[];
  /** What was tested where; null: that is not known. */
  readonly tested: readonly LedgerTest[] | null;
}

/** A test that passed. */
export interface LedgerTest {
  /** `test`: the package's own tests; an index's title: installed from there; `image`: pulled and run. */
  readonly what: string;
  /** `linux-x86_64` */
  readonly platform: string;
  /** Minor version of CPython: `3.14`; null: one that is not told. */
  readonly python: string | null;
}

/** What a channel held in the end. */
export interface LedgerChannel {
  readonly name: string;
  readonly title: string;
  /** When it was read: ISO 8601, UTC. */
  readonly read: string;
  /** What its publishing job was told to do; null where that is not known. */
  readonly decision: "publish" | "skip" | null;
  readonly files: readonly LedgerFile[];
  /** What a registry held; null: it is none. */
  readonly image: HeldImage | null;
}

/** A file as a channel held it. */
export interface LedgerFile {
  readonly name: string;
  readonly sha256: string | null;
  readonly size: number | null;
  /** ISO 8601, UTC. */
  readonly uploaded: string | null;
}

const hash: Shape<string> = (value, place) => {
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return value;
  throw new ShapeError(place, "a SHA-256");
};

const digest: Shape<string> = (value, place) => {
  if (typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value)) return value;
  throw new ShapeError(place, "a SHA-256 digest");
};

const schema: Shape<1> = (value, place) => {
  if (value === 1) return 1;
  throw new ShapeError(place, "1");
};

const file = objectOf({ name: text, sha256: hash, size: count });

const channel = objectOf({
  name: text,
  title: text,
  read: text,
  decision: nullable(oneOf("publish", "skip")),
  files: listOf(
    objectOf({ name: text, sha256: nullable(hash), size: nullable(count), uploaded: nullable(text) }),
  ),
  // Ledgers of releases before there were images have none.
  image: optional(objectOf({ digest, platforms: listOf(objectOf({ platform: text, digest })) })),
});

const ledger = objectOf({
  schema,
  package: text,
  version: text,
  tag: text,
  commit: text,
  workflow: text,
  run: objectOf({ id: count, attempt: count }),
  sealed: text,
  finished: nullable(text),
  files: listOf(file),
  extras: listOf(file),
  channels: listOf(channel),
  // Older ledgers have none.
  tested: optional(listOf(objectOf({ what: text, platform: text, python: nullable(text) }))),
});

/** Reads a ledger; throws a ShapeError where it is none. */
export function readLedger(source: Uint8Array): ReleaseLedger {
  return parseJson(source, ledger);
}

/** The ledger's text: keys and files sorted, so that the same ledger is the same file. */
export function writeLedger(entries: ReleaseLedger): Buffer {
  const sorted = {
    ...entries,
    files: entries.files.toSorted(byName),
    extras: entries.extras.toSorted(byName),
    channels: entries.channels.map((one) => ({ ...one, files: one.files.toSorted(byName) })),
    tested: entries.tested === null ? null : onceEach(entries.tested),
  };
  return Buffer.from(`${JSON.stringify(sorted, sortKeys, 2)}\n`);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

/** Attempts and runs may have tested the same. */
function onceEach(tests: readonly LedgerTest[]): readonly LedgerTest[] {
  const keyOf = ({ what, platform, python }: LedgerTest) => [what, platform, python ?? ""].join(" ");
  const byKey = new Map(tests.map((test) => [keyOf(test), test]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, test]) => test);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
