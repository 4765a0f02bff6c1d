import type { DeclaredIndex, Declaration } from "../declaration/declaration.ts";
import type { Verification } from "../github/attestations.ts";
import type { IndexFile } from "../index/holdings.ts";
import type { Fault } from "../program/fault.ts";
import { type Finding, finding } from "./finding.ts";

/** What is about to be released. */
export interface Candidate {
  readonly kind: Declaration["package"]["kind"];
  readonly version: string;
  readonly attestations: boolean;
}

/** How an index's files are looked at. */
export interface HoldingPorts {
  /** The files that the index holds of the version. */
  files(): Promise<readonly IndexFile[]>;
  /** Whether this workflow at this commit attested a file, which is fetched for that. */
  attested(file: IndexFile): Promise<Verification>;
  /** Milliseconds since 1970. */
  now(): number;
}

const day = 24 * 60 * 60 * 1000;
/** Package indexes take no further file for a release that is older (days). */
const openDays = 14;
/** Files that are fetched and asked after at once. */
const atOnce = 4;

/** Checks that an index holds nothing else under this version, and that it would still take what it lacks. */
export async function checkHoldings(
  index: Pick<DeclaredIndex, "name" | "title">,
  candidate: Candidate,
  ports: HoldingPorts,
): Promise<Finding> {
  const check = `Index ${index.title}`;
  const files = await ports.files();
  if (files.length === 0) return finding(check, `holds nothing of ${candidate.version}`);
  const closed = index.name === "custom" ? null : closedFor(files, ports.now());
  const late = closed === null ? null : `its release ${candidate.version} was begun ${closed} days ago`;
  const lacks = late === null ? [] : lacking(candidate, files);
  const found = `holds ${files.map(({ name }) => name).join(", ")}`;
  return finding(check, found, {
    faults: [
      ...(await foreign(index.title, { files, candidate }, ports)),
      ...(late === null || lacks.length === 0 ? [] : [closedFault(index.title, late, lacks)]),
    ],
    notices: [
      ...(late !== null && candidate.kind === "native" ? [`${late}: it takes no further wheel`] : []),
      ...(candidate.attestations ? [] : ["they are compared by hash once the files are there"]),
    ],
  });
}

/** How many days ago the first file came, where that is too long ago for another; null: it is not, or not told. */
function closedFor(files: readonly IndexFile[], now: number): number | null {
  const first = Math.min(...files.map(({ uploaded }) => uploaded ?? Infinity));
  const age = (now - first) / day;
  return age > openDays ? Math.floor(age) : null;
}

/** What a native package has is known only when it is built. */
function lacking({ kind }: Candidate, files: readonly IndexFile[]): readonly string[] {
  const has = (ending: string) => files.some(({ name }) => name.endsWith(ending));
  const wheel = kind === "pure" && !has(".whl") ? ["the wheel"] : [];
  return has(".tar.gz") ? wheel : ["the sdist", ...wheel];
}

function closedFault(title: string, late: string, lacks: readonly string[]): Fault {
  const fault = `takes no new file, since ${late} and lacks ${lacks.join(" and ")}`;
  return { place: title, fault, mend: "release a new version" };
}

/** Files that nobody can show to be made by this workflow from this commit: an index never takes others in their place. */
async function foreign(
  title: string,
  { files, candidate }: { readonly files: readonly IndexFile[]; readonly candidate: Candidate },
  ports: HoldingPorts,
): Promise<readonly Fault[]> {
  if (!candidate.attestations) return [];
  const faults: Fault[] = [];
  for (let first = 0; first < files.length; first += atOnce) {
    const some = files.slice(first, first + atOnce);
    const verified = await Promise.all(some.map((file) => ports.attested(file)));
    verified.forEach((one, index) => {
      if (!one.verified) faults.push(foreignFault(`${title}, ${some[index]?.name ?? ""}`, one));
    });
  }
  return faults;
}

function foreignFault(place: string, verification: Verification & { readonly verified: false }): Fault {
  if (!verification.lasting) {
    const fault = `could not be checked for its attestation: ${verification.reason}`;
    return { place, fault, mend: verification.mend ?? "run the job again; what is done stays done" };
  }
  const fault = `is other contents than this release's: not attested by this workflow at this commit (${verification.reason})`;
  return { place, fault, mend: "release a new version: what an index holds is never replaced" };
}
