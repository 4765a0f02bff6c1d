import { optionalObject } from "../http/body.ts";
import { missing, notFound, validationFailed } from "../http/error.ts";
import { created, type Call, type Json, type Reply, type Route } from "../http/route.ts";
import { readStatement } from "../attestation/statement.ts";
import { takeId, type AttestationRecord } from "../store/records.ts";
import { repositoryOf } from "./of-repository.ts";

const path = "/repos/{owner}/{repo}/attestations";

/** What was attested of files, by the hash of what it is about. */
export const attestations: readonly Route[] = [
  {
    method: "POST",
    path,
    documentation: "repos/attestations#create-an-attestation",
    needs: "attestations=write",
    handle: create,
  },
  {
    method: "GET",
    path: `${path}/{subject_digest}`,
    documentation: "repos/attestations#list-attestations",
    needs: "attestations=read",
    handle: list,
  },
];

/** What `predicate_type` may say in short. */
const short: Readonly<Record<string, RegExp>> = {
  provenance: /^https:\/\/slsa\.dev\/provenance\//,
  sbom: /^https:\/\/(cyclonedx\.org\/bom|spdx\.dev\/Document)/,
  release: /^https:\/\/in-toto\.io\/attestation\/release\//,
};

function create(call: Call): Reply {
  const bundle = optionalObject(call.body, "bundle");
  if (!bundle) throw missing("bundle");
  return created({ id: addAttestation(call, bundle).id });
}

function addAttestation(call: Call, bundle: Json): AttestationRecord {
  const { record } = repositoryOf(call);
  const statement = readStatement(bundle);
  if (!statement || statement.subjects.length === 0)
    throw validationFailed({ resource: "Attestation", code: "invalid", field: "bundle" });
  const attestation: AttestationRecord = {
    id: takeId(call.records),
    subjects: [...statement.subjects],
    predicate_type: statement.predicateType,
    bundle,
    initiator: call.byJob ? "github-actions[bot]" : (call.records.viewer ?? ""),
  };
  (record.attestations ??= []).push(attestation);
  return attestation;
}

/** The newest first; 404 where there is none, as the service answers though its description does not say so. */
function list(call: Call): Reply {
  const { record, url } = repositoryOf(call);
  const digest = call.params["subject_digest"] ?? "";
  const type = call.query.get("predicate_type");
  const isWanted = (one: string) => type === null || one === type || (short[type]?.test(one) ?? false);
  const found = (record.attestations ?? [])
    .filter(({ subjects, predicate_type }) => subjects.includes(digest) && isWanted(predicate_type))
    .toReversed();
  if (found.length === 0) throw notFound();
  const { items, headers } = after(call, found);
  const body = items.map(({ id, bundle, initiator }) => ({
    bundle,
    repository_id: record.id,
    bundle_url: `${url}/attestations/${id}/bundle`,
    initiator,
  }));
  return { status: 200, body: { attestations: body }, headers };
}

/** The page behind the entry that `after` names. */
function after(
  { query, address }: Call,
  all: readonly AttestationRecord[],
): { readonly items: readonly AttestationRecord[]; readonly headers: NonNullable<Reply["headers"]> } {
  const size = Math.min(Math.max(Number(query.get("per_page")) || 30, 1), 100);
  const start = all.findIndex(({ id }) => String(id) === query.get("after")) + 1;
  const items = all.slice(start, start + size);
  if (start + size >= all.length) return { items, headers: {} };
  const parameters = new URLSearchParams(query);
  parameters.set("after", String(items.at(-1)?.id ?? ""));
  return { items, headers: { Link: `<${address}?${parameters.toString()}>; rel="next"` } };
}
