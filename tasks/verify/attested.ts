import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Of } from "../files/release-files.ts";
import { verifyAttestation } from "../github/attestations.ts";
import { type IndexFile, downloadIndexFile } from "../index/holdings.ts";
import { type Fault, TaskError } from "../program/fault.ts";
import type { Asked, Check, Host } from "./asked.ts";

/** A file as the index gave it. */
export interface Fetched {
  readonly file: IndexFile;
  readonly path: string;
}

/** Fetches files of the index into a folder and compares them with the release's; throws a TaskError with what differs. */
export async function fetchFiles(
  files: readonly IndexFile[],
  { folder, ...asked }: Asked & { readonly folder: string },
  host: Host,
): Promise<readonly Fetched[]> {
  const options = { place: asked.index.title, say: (line: string) => host.say(line) };
  const fetched: Fetched[] = [];
  for (const file of files) {
    const content = await downloadIndexFile(file, options);
    if (sha256Of(content) !== asked.sums.get(file.name)) {
      const mend = "install nothing of it, yank the version there, and release a new one";
      const fault = "downloads with other contents than the release's file";
      throw new TaskError([{ place: `${asked.index.title}, ${file.name}`, fault, mend }]);
    }
    const path = join(folder, file.name);
    writeFileSync(path, content);
    fetched.push({ file, path });
  }
  return fetched;
}

/** Asks GitHub whether this workflow at this commit made the files; throws a TaskError with those that it did not. */
export async function verifyBuilt(
  fetched: readonly Fetched[],
  { declaration, source }: Asked,
  host: Host,
): Promise<readonly Check[]> {
  if (!declaration.release.attestations) return [];
  const { repository, commit, ref } = source;
  const by = { repository, commit, ref, workflow: declaration.release.workflow };
  const faults: Fault[] = [];
  for (const { file, path } of fetched) {
    const verification = await verifyAttestation(path, by, { variables: host.variables });
    if (verification.verified) continue;
    const { reason, lasting, mend: told } = verification;
    const mend = lasting
      ? `find out where it comes from: gh attestation verify ${file.name} --repo ${repository}`
      : (told ?? "run this job again, with GitHub at hand");
    const fault = lasting ? `is not attested as built here: ${reason}` : `could not be verified: ${reason}`;
    faults.push({ place: `GitHub, ${file.name}`, fault, mend });
  }
  if (faults.length > 0) throw new TaskError(faults);
  return fetched.map(({ file }) => ({ what: `${file.name}, provenance on GitHub`, verdict: "verified" }));
}
