import type { GitHub } from "../../../tasks/github/client.ts";
import { listOf, objectOf, parseJson, text } from "../../../tasks/json/shape.ts";
import type { Attested, NamedHash } from "./released.ts";
import { subjectsOf } from "./statement-subjects.ts";

const bundleShape = objectOf({
  verificationMaterial: objectOf({ certificateSummary: objectOf({ sourceRepositoryDigest: text }) }),
  dsseEnvelope: objectOf({ payload: text }),
});

const answerShape = objectOf({ attestations: listOf(objectOf({ bundle: bundleShape })) });

/** The files among those given that GitHub keeps an attestation of, under their own names. */
export async function attestedBy(github: GitHub, files: readonly NamedHash[]): Promise<readonly Attested[]> {
  const found: Attested[] = [];
  for (const sha256 of new Set(files.map((file) => file.sha256))) {
    const names = new Set(files.filter((file) => file.sha256 === sha256).map(({ name }) => name));
    for (const { verificationMaterial, dsseEnvelope } of await bundlesOf(github, `sha256:${sha256}`)) {
      const commit = verificationMaterial.certificateSummary.sourceRepositoryDigest;
      const about = subjectsOf(dsseEnvelope.payload);
      const own = about.filter((one) => one.sha256 === sha256 && names.has(one.name));
      found.push(...own.map((one) => ({ ...one, commit })));
    }
  }
  return found;
}

/** Whether GitHub keeps one of an image. */
export async function isAttested(github: GitHub, digest: string): Promise<boolean> {
  return (await bundlesOf(github, digest)).length > 0;
}

async function bundlesOf(github: GitHub, digest: string) {
  const path = `/repos/${github.repository}/attestations/${digest}?predicate_type=provenance`;
  const { status, body } = await github.call({ path, expect: [200, 404] });
  return status === 404 ? [] : parseJson(body, answerShape).attestations.map(({ bundle }) => bundle);
}

/** What the lines of `provenance.jsonl` are about: a bundle each. */
export function subjectsOfLines(lines: Uint8Array): readonly NamedHash[] {
  return Buffer.from(lines)
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line) => subjectsOf(parseJson(Buffer.from(line), bundleShape).dsseEnvelope.payload));
}
