import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { sha256Of } from "../../../../tasks/files/release-files.ts";
import { findFiles } from "../../files/search.ts";
import type { Step } from "../../step/step.ts";

/** What is attested. */
export interface Subject {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

/** How many one statement is about at most. */
const most = 1024;

/** Reads what is attested from one of three inputs; throws where it is not one, or names nothing. */
export function subjectsOf(step: Step): readonly Subject[] {
  const [path, digest, sums] = ["subject-path", "subject-digest", "subject-checksums"].map((name) =>
    step.input(name),
  );
  const given = [path, digest, sums].filter((one) => one !== "");
  if (given.length === 0)
    throw new Error("One of subject-path, subject-digest, or subject-checksums must be provided");
  if (given.length > 1)
    throw new Error("Only one of subject-path, subject-digest, or subject-checksums may be provided");
  if (step.flag("push-to-registry") && !digest)
    throw new Error("subject-digest must be provided when pushing to a registry");
  if (digest) return [ofDigest(digest, step)];
  const subjects = path ? ofPath(path, step) : ofSums(sums ?? "", step);
  if (subjects.length === 0) throw new Error(`Could not find subject at path ${path ?? ""}`);
  if (subjects.length > most)
    throw new Error(`Too many subjects specified. The maximum number of subjects is ${most}.`);
  return subjects;
}

function ofDigest(digest: string, step: Step): Subject {
  const name = step.input("subject-name");
  if (name === "") throw new Error("subject-name must be provided when using subject-digest");
  const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (sha256 === undefined) throw new Error('subject-digest must be in the format "sha256:<hex-digest>"');
  // A registry knows images in lower case alone.
  return { name: step.flag("push-to-registry") ? name.toLowerCase() : name, digest: { sha256 } };
}

function ofPath(path: string, step: Step): readonly Subject[] {
  const patterns = path
    .split(/[\n,]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const { files } = findFiles(patterns, { folder: step.workspace });
  const name = step.input("subject-name");
  const subjects = files.map((file) => ({
    name: name || basename(file),
    digest: { sha256: sha256Of(readFileSync(file)) },
  }));
  return distinct(subjects);
}

/** As sha256sum writes them; what is no such line says nothing. */
function ofSums(sums: string, step: Step): readonly Subject[] {
  const text = readFileSync(resolve(step.workspace, sums), "utf8");
  return distinct(
    text.split("\n").flatMap((line) => {
      if (line.trim() === "") return [];
      const [, sha256, name] = /^([0-9a-fA-F]{64}) [ *](.+?)\r?$/.exec(line) ?? [];
      if (sha256 === undefined || name === undefined) throw new Error(`Invalid digest: ${line}`);
      return [{ name, digest: { sha256: sha256.toLowerCase() } }];
    }),
  );
}

function distinct(subjects: readonly Subject[]): readonly Subject[] {
  return [...new Map(subjects.map((one) => [`${one.digest.sha256} ${one.name}`, one])).values()];
}
