import { Refusal } from "../http/reply.ts";
import type { Provenance } from "../store/records.ts";
import type { UploadForm } from "./form.ts";

/** Predicate types that are taken: the index's own of publishing, and SLSA's of a build. */
const predicate = /^https:\/\/(docs\.[^/]+\/attestations\/publish|slsa\.dev\/provenance)\/v1$/;

/**
 * What an upload's attestations become on the index (PEP 740); throws a Refusal where they are not of this file.
 * `publisher` is who the upload's token was given to; null: no trusted publisher. Signatures are not looked at.
 */
export function provenanceOf(
  { attestations, fileName }: UploadForm,
  sha256: string,
  publisher: Readonly<Record<string, unknown>> | null,
): Provenance | null {
  if (attestations === null) return null;
  if (publisher === null) throw refused("Attestations are only supported when using Trusted Publishing");
  const list = listOf(attestations);
  if (list.length === 0) throw refused("Malformed attestations: an empty attestation set is not permitted");
  const types = list.map((attestation) => {
    const { type, name, digest } = subjectOf(attestation);
    const unverified = "Could not verify the uploaded artifact using the included attestation:";
    if (name !== fileName) throw refused(`${unverified} subject does not match distribution name`);
    if (digest !== sha256) throw refused(`${unverified} subject does not match distribution digest`);
    if (predicate.test(type)) return type;
    throw refused(`Attestation with unsupported predicate type: ${type}`);
  });
  if (new Set(types).size < types.length) {
    throw refused("Multiple attestations for the same file with the same predicate type");
  }
  return { version: 1, attestation_bundles: [{ publisher, attestations: list }] };
}

function refused(fault: string): Refusal {
  return new Refusal(400, `Invalid attestations supplied during upload: ${fault}`);
}

function listOf(text: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list)) return list;
  } catch {
    // Told below.
  }
  throw refused("Malformed attestations: not a list");
}

/** The one subject of an attestation's statement. */
function subjectOf(attestation: unknown): {
  readonly type: string;
  readonly name: string;
  readonly digest: string;
} {
  try {
    const { version, verification_material, envelope } = attestation as AttestationShape;
    if (version !== 1 || typeof verification_material !== "object") throw new TypeError("not version 1");
    const statement = JSON.parse(
      Buffer.from(envelope.statement, "base64").toString("utf8"),
    ) as StatementShape;
    const [subject] = statement.subject;
    return { type: statement.predicateType, name: subject.name, digest: subject.digest.sha256 };
  } catch {
    throw refused("Malformed attestations: not as PEP 740 has them");
  }
}

/** What is read of it; anything else makes it malformed. */
interface AttestationShape {
  readonly version: number;
  readonly verification_material: unknown;
  readonly envelope: { readonly statement: string; readonly signature: string };
}

interface StatementShape {
  readonly predicateType: string;
  readonly subject: readonly [{ readonly name: string; readonly digest: { readonly sha256: string } }];
}
