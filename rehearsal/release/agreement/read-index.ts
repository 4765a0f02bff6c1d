import type { IndexPlan, PackagePlan } from "../../../plan/plan.ts";
import { sha256Of } from "../../../tasks/files/release-files.ts";
import { request } from "../../../tasks/http/request.ts";
import { type IndexFile, downloadIndexFile, readIndexFiles } from "../../../tasks/index/holdings.ts";
import { listOf, objectOf, parseJson, text } from "../../../tasks/json/shape.ts";
import type { NamedHash, ReleasedIndex } from "./released.ts";
import { subjectsOf } from "./statement-subjects.ts";

/** Which index, and what of it. */
export interface IndexAsked {
  readonly declared: IndexPlan;
  readonly simpleUrl: string;
  /** Whether it takes attestations of what is published. */
  readonly isSigned: boolean;
  readonly version: string;
  readonly package: Pick<PackagePlan, "name" | "distribution">;
}

/** Downloads each file of a version, and hashes it. Throws a TaskError where the index does not answer as one. */
export async function readIndex(asked: IndexAsked): Promise<ReleasedIndex> {
  const { declared, simpleUrl, isSigned, version } = asked;
  const { name, title } = declared;
  const options = { place: title };
  const { name: project, distribution } = asked.package;
  const listed = await readIndexFiles(simpleUrl, { project, distribution, version }, options);
  const files: NamedHash[] = [];
  const attested: NamedHash[] = [];
  for (const file of listed) {
    files.push({ name: file.name, sha256: sha256Of(await downloadIndexFile(file, options)) });
    if (isSigned) attested.push(...(await attestedOf(file, title)));
  }
  return { name, title, files, attested: isSigned ? attested : null };
}

const provenanceShape = objectOf({
  attestation_bundles: listOf(
    objectOf({ attestations: listOf(objectOf({ envelope: objectOf({ statement: text }) })) }),
  ),
});

async function attestedOf({ provenance }: IndexFile, place: string): Promise<readonly NamedHash[]> {
  if (provenance === null) return [];
  const { status, body } = await request({ url: provenance }, { place });
  if (status !== 200) return [];
  const bundles = parseJson(body, provenanceShape).attestation_bundles;
  return bundles.flatMap(({ attestations }) =>
    attestations.flatMap(({ envelope }) => subjectsOf(envelope.statement)),
  );
}
