import { isJson } from "../http/body.ts";
import type { Json } from "../http/route.ts";

/** What the certificate that an attestation is signed with says of whoever signed. */
export interface CertificateSummary {
  /** Address of the workflow at its ref. */
  readonly subjectAlternativeName: string;
  readonly sourceRepositoryURI: string;
  /** Commit, 40 hexadecimal digits. */
  readonly sourceRepositoryDigest: string;
  readonly sourceRepositoryRef: string;
  readonly runnerEnvironment: string;
}

/**
 * An attestation's bundle. Where one of Sigstore's has a certificate and signatures, this has what the certificate
 * would say, in words.
 */
export function attestationBundle(statement: Json, certificate: CertificateSummary): Record<string, unknown> {
  const { subjectAlternativeName, ...source } = certificate;
  const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificateSummary: {
        subjectAlternativeName,
        issuer: "https://token.actions.githubusercontent.com",
        ...source,
      },
    },
    dsseEnvelope: { payload, payloadType: "application/vnd.in-toto+json", signatures: [{ sig: "" }] },
  };
}

/** The certificate that a job gets for what its token says. */
export function certificateOf(claims: Json): CertificateSummary {
  const said = (name: string) => (typeof claims[name] === "string" ? claims[name] : "");
  return {
    subjectAlternativeName: `https://github.com/${said("job_workflow_ref")}`,
    sourceRepositoryURI: `https://github.com/${said("repository")}`,
    sourceRepositoryDigest: said("sha"),
    sourceRepositoryRef: said("ref"),
    runnerEnvironment: said("runner_environment"),
  };
}

/** Whether a value is an in-toto statement about something. */
export function isStatement(value: unknown): value is Json {
  return (
    isJson(value) &&
    typeof value["predicateType"] === "string" &&
    Array.isArray(value["subject"]) &&
    value["subject"].length > 0
  );
}
