import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { provenanceType } from "../attestation/provenance.ts";
import { readStatement, type Statement } from "../attestation/statement.ts";
import { isJson } from "../http/body.ts";
import type { Json } from "../http/route.ts";
import { GhError, type Variables } from "./program.ts";

/**
 * `gh attestation verify` on the emulated GitHub: looks for attestations of the file there, and holds what they say
 * against what is asked. There are no signatures to be checked. Answers what the program prints; throws a GhError.
 */
export async function verify(args: readonly string[], variables: Variables): Promise<readonly Json[]> {
  const { file, flags } = readArguments(args);
  const digest = digestOf(file);
  const predicate = flags["predicate-type"] ?? provenanceType;
  const found = (
    await fetchAttestations({ repository: flags.repo ?? "", digest, predicate }, variables)
  ).filter(({ statement }) => statement.predicateType === predicate && statement.subjects.includes(digest));
  if (found.length === 0) throw new GhError(`no attestations found`);
  const faults = found.map(({ bundle }) => faultOf(certificateOf(bundle), flags));
  const fault = faults.includes(null) ? null : faults[0];
  if (fault) throw new GhError(fault);
  return found
    .filter((_, index) => faults[index] === null)
    .map(({ bundle, statement }) => result(bundle, statement));
}

type Flags = ReturnType<typeof parse>["values"];

function readArguments(args: readonly string[]): { readonly file: string; readonly flags: Flags } {
  const { values, positionals } = parse(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new GhError("must specify file path or container image URI, as well as one of --owner or --repo");
  if (values.repo === undefined)
    throw new GhError("at least one of the flags in the group [owner repo] is required");
  return { file, flags: values };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        repo: { type: "string", short: "R" },
        "signer-workflow": { type: "string" },
        "source-digest": { type: "string" },
        "source-ref": { type: "string" },
        "predicate-type": { type: "string" },
        "deny-self-hosted-runners": { type: "boolean" },
        format: { type: "string" },
      },
    });
  } catch (error) {
    throw new GhError(error instanceof Error ? error.message : String(error));
  }
}

/** Of an image it is told with its name; the program itself asks the registry whether it is there. */
function digestOf(artifact: string): string {
  if (!artifact.startsWith("oci://"))
    return `sha256:${createHash("sha256").update(readArtifact(artifact)).digest("hex")}`;
  const digest = /@(sha256:[0-9a-f]{64})$/.exec(artifact)?.[1];
  if (digest === undefined) throw new GhError(`failed to parse image reference: ${artifact}`);
  return digest;
}

function readArtifact(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new GhError(`failed to open local artifact: open ${file}: no such file or directory`);
  }
}

interface Found {
  readonly bundle: Json;
  readonly statement: Statement;
}

interface Asked {
  readonly repository: string;
  readonly digest: string;
  readonly predicate: string;
}

async function fetchAttestations(
  { repository, digest, predicate }: Asked,
  variables: Variables,
): Promise<readonly Found[]> {
  const token = variables["GH_TOKEN"] ?? "";
  if (token === "")
    throw new GhError(
      "To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.",
      4,
    );
  const query = new URLSearchParams({ per_page: "30", predicate_type: predicate }).toString();
  const url = `${variables["GITHUB_API_URL"] ?? ""}/repos/${repository}/attestations/${digest}?${query}`;
  const answer = await fetch(url, { headers: { authorization: `token ${token}` } }).catch(() => {
    throw new GhError(`error connecting to ${URL.canParse(url) ? new URL(url).host : "the server"}`);
  });
  if (!answer.ok) throw new GhError(`HTTP ${answer.status}: ${answer.statusText} (${url})`);
  const body: unknown = await answer.json();
  const listed: unknown = isJson(body) ? body["attestations"] : null;
  return (Array.isArray(listed) ? (listed as unknown[]) : []).flatMap((one) => {
    const bundle = isJson(one) && isJson(one["bundle"]) ? one["bundle"] : null;
    const statement = bundle && readStatement(bundle);
    return bundle && statement ? [{ bundle, statement }] : [];
  });
}

/** What the certificate of an attestation says; here in words, beside the envelope. */
function certificateOf(bundle: Json): Json {
  const material = bundle["verificationMaterial"];
  const summary = isJson(material) ? material["certificateSummary"] : null;
  return isJson(summary) ? summary : {};
}

/** Why a certificate is not the one that is asked for; null where it is. */
function faultOf(certificate: Json, flags: Flags): string | null {
  const said = (key: string) => (typeof certificate[key] === "string" ? certificate[key] : "");
  const signer = said("subjectAlternativeName");
  const wanted = flags["signer-workflow"];
  const pattern = `^https://github.com/${wanted ?? `${flags.repo ?? ""}/`}`;
  if (!signer.toLowerCase().startsWith(pattern.slice(1).toLowerCase()))
    return identityFault(`expected SAN value to match regex "${pattern}", got "${signer}"`);
  const runner = said("runnerEnvironment");
  if (flags["deny-self-hosted-runners"] === true && runner !== "github-hosted")
    return identityFault(`expected RunnerEnvironment to be "github-hosted", got "${runner}"`);
  const extensions = [
    ["sourceRepositoryURI", `https://github.com/${flags.repo ?? ""}`],
    ["sourceRepositoryDigest", flags["source-digest"]],
    ["sourceRepositoryRef", flags["source-ref"]],
  ] as const;
  for (const [key, expected] of extensions) {
    const got = said(key);
    if (expected !== undefined && got.toLowerCase() !== expected.toLowerCase())
      return `expected ${key.replace(/^s/, "S")} to be ${expected}, got ${got}`;
  }
  return null;
}

function identityFault(fault: string): string {
  return `verifying with issuer "sigstore.dev": failed to verify certificate identity: no matching CertificateIdentity found, last error: ${fault}`;
}

function result(bundle: Json, { whole }: Statement): Json {
  return {
    attestation: { bundle, bundle_url: "", initiator: "user" },
    verificationResult: {
      mediaType: "application/vnd.dev.sigstore.verificationresult+json;version=0.1",
      statement: whole,
      signature: { certificate: certificateOf(bundle) },
      verifiedTimestamps: [],
    },
  };
}
