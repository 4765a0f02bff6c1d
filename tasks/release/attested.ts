import type { Verification } from "../github/attestations.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { Content } from "./content.ts";
import type { ReleaseIdentity } from "./identity.ts";

/** A file that need not be built again. */
export interface CollectedFile extends Content {
  /** Title of the channel that it was taken from. */
  readonly from: string;
}

/** Whether this workflow at this commit attested a file; null: files are not attested. */
export type Verify = ((file: Content) => Promise<Verification>) | null;

/** Throws a TaskError that names every file which is not attested. */
export async function requireAttested(
  verify: Verify,
  identity: ReleaseIdentity,
  files: readonly CollectedFile[],
): Promise<void> {
  const faults: Fault[] = [];
  for (const file of files) {
    const fault = await attestationFault(verify, identity, file);
    if (fault !== null) faults.push(fault);
  }
  if (faults.length > 0) throw new TaskError(faults);
}

/** Null where it is attested, or nothing is; throws a TaskError where that can't be asked now. */
export async function attestationFault(
  verify: Verify,
  { workflow, commit, tag }: ReleaseIdentity,
  file: CollectedFile,
): Promise<Fault | null> {
  const answer: Verification = verify === null ? { verified: true } : await verify(file);
  if (answer.verified) return null;
  const place = `${file.from}, ${file.name}`;
  if (!answer.lasting) {
    const fault = `its attestation can't be checked now: ${answer.reason}`;
    throw new TaskError([{ place, fault, mend: answer.mend ?? "run the job again" }]);
  }
  const fault = `${workflow} has not attested it at commit ${commit} and tag ${tag}: ${answer.reason}`;
  return { place, fault, mend: "find out who put it there; release a new version if it is published" };
}
