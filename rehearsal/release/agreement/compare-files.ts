import { isDistribution } from "../../../tasks/files/release-files.ts";
import type { FileSeen } from "../report.ts";
import type { NamedHash, Released } from "./released.ts";

/** A place in which every file has to be. */
interface Place {
  /** `PyPI`, `SHA256SUMS` */
  readonly title: string;
  readonly files: readonly NamedHash[];
}

/** Where files were found, and what disagrees about them. */
export interface FilesCompared {
  readonly files: readonly FileSeen[];
  readonly faults: readonly string[];
}

/** Holds every sdist and wheel against every place that has to have it, and the release's other files against the ledger. */
export function compareFiles(released: Released): FilesCompared {
  const places = placesOf(released);
  const names = [...new Set(places.flatMap(({ files }) => files.map(({ name }) => name)))]
    .filter(isDistribution)
    .sort();
  const compared = [...names.map((name) => compareOne(name, places)), ...extrasOf(released)];
  const faults = [...kindsMissing(names), ...compared.flatMap((one) => one.faults)];
  return { files: compared.flatMap((one) => one.files), faults };
}

function placesOf({ indexes, release, attested }: Released): readonly Place[] {
  const published = typeof release === "string" ? null : release;
  const ofIndexes = indexes
    .toReversed()
    .flatMap(({ title, files, attested: signed }) => [
      { title, files },
      ...(signed === null ? [] : [{ title: `attestation on ${title}`, files: signed }]),
    ]);
  return [
    ...ofIndexes,
    ...(published === null ? [] : [{ title: "GitHub release", files: published.assets }]),
    ...listed("SHA256SUMS", published?.sums),
    ...listed("ledger", published?.ledger?.files),
    ...listed("provenance.jsonl", published?.provenance),
    ...listed("attestation", attested),
  ];
}

function listed(title: string, files: readonly NamedHash[] | null | undefined): readonly Place[] {
  return files == null ? [] : [{ title, files }];
}

function kindsMissing(names: readonly string[]): readonly string[] {
  const faults = [];
  if (!names.some((name) => name.endsWith(".tar.gz"))) faults.push("no sdist was released");
  if (!names.some((name) => name.endsWith(".whl"))) faults.push("no wheel was released");
  return faults;
}

/** The first place that has it says what it has to be: what users install from, where it came that far. */
function compareOne(name: string, places: readonly Place[]): FilesCompared {
  const found = places.map(({ title, files }) => {
    const hashes = new Set(files.filter((one) => one.name === name).map(({ sha256 }) => sha256));
    return { title, hashes };
  });
  const first = found.find(({ hashes }) => hashes.size > 0);
  const [wanted = ""] = first?.hashes ?? [];
  const faults = found.flatMap(({ title, hashes }) => {
    if (hashes.size === 0) return [`${name}: ${first?.title ?? ""} has it, ${title} has not`];
    const others = [...hashes].filter((sha256) => sha256 !== wanted);
    return others.map((sha256) => differing(name, [first?.title ?? "", wanted], [title, sha256]));
  });
  const hashes = [...new Set(found.flatMap((one) => [...one.hashes]))];
  const files = hashes.map((sha256) => ({
    name,
    sha256,
    places: found.filter((one) => one.hashes.has(sha256)).map(({ title }) => title),
  }));
  return { files, faults };
}

type Said = readonly [place: string, sha256: string];

function differing(name: string, [place, wanted]: Said, [other, found]: Said): string {
  return `${name}: ${place} has ${short(wanted)}, ${other} ${short(found)}`;
}

/** Hashes, provenance and bill of materials: the ledger names each but itself. */
function extrasOf({ release }: Released): readonly FilesCompared[] {
  if (typeof release === "string") return [];
  const { assets, ledger } = release;
  const extras = assets.filter(({ name }) => !isDistribution(name));
  const missing = (ledger?.extras ?? []).filter(({ name }) => !assets.some((one) => one.name === name));
  return [
    ...extras.map(({ name, sha256 }) => {
      const named = ledger?.extras.find((one) => one.name === name)?.sha256;
      const isSame = named === sha256;
      const places = ["GitHub release", ...(isSame ? ["ledger"] : [])];
      const faults =
        named === undefined || isSame ? [] : [differing(name, ["GitHub release", sha256], ["ledger", named])];
      return { files: [{ name, sha256, places }], faults };
    }),
    ...missing.map(({ name }) => ({
      files: [],
      faults: [`${name}: ledger has it, GitHub release has not`],
    })),
  ];
}

/** So much of a hash tells it from others. */
export function short(sha256: string): string {
  return sha256.slice(0, 12);
}
