import { attestationBundle } from "./bundle.ts";
import { findRepository } from "../store/find.ts";
import { takeId } from "../store/records.ts";
import { Store } from "../store/store.ts";

/** Who attests what of which files. */
export interface Attesting {
  /** Files by name, with their sha256 as 64 hexadecimal digits. */
  readonly subjects: readonly { readonly name: string; readonly sha256: string }[];
  /** File name of the workflow that attests. */
  readonly workflow: string;
  readonly commit: string;
  /** `refs/tags/v1`. */
  readonly ref: string;
  /** @default push */
  readonly event?: string;
  /** @default 1 */
  readonly run?: number;
  /** @default github-hosted */
  readonly runner?: "github-hosted" | "self-hosted";
}

/** The type of statement that says how files were built. */
export const provenanceType = "https://slsa.dev/provenance/v1";

/** What actions/attest makes of them for a repository: a bundle whose statement is as on GitHub. */
export function provenanceBundle(repository: string, attesting: Attesting): Record<string, unknown> {
  const { subjects, workflow, commit, ref, event = "push", run = 1, runner = "github-hosted" } = attesting;
  const address = `https://github.com/${repository}`;
  const builder = `${address}/.github/workflows/${workflow}@${ref}`;
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: provenanceType,
    predicate: {
      buildDefinition: {
        buildType: "https://actions.github.io/buildtypes/workflow/v1",
        externalParameters: {
          workflow: { ref, repository: address, path: `.github/workflows/${workflow}` },
        },
        internalParameters: { github: { event_name: event, runner_environment: runner } },
        resolvedDependencies: [{ uri: `git+${address}@${ref}`, digest: { gitCommit: commit } }],
      },
      runDetails: {
        builder: { id: builder },
        metadata: { invocationId: `${address}/actions/runs/${run}/attempts/1` },
      },
    },
  };
  return attestationBundle(statement, {
    subjectAlternativeName: builder,
    sourceRepositoryURI: address,
    sourceRepositoryDigest: commit,
    sourceRepositoryRef: ref,
    runnerEnvironment: runner,
  });
}

/** Records, as a workflow's actions/attest would have, that it built the files; answers the bundle. */
export async function recordProvenance(
  root: string,
  fullName: string,
  attesting: Attesting,
): Promise<Record<string, unknown>> {
  const bundle = provenanceBundle(fullName, attesting);
  await new Store(root).change((records) => {
    const [owner = "", name = ""] = fullName.split("/");
    const found = findRepository(records, owner, name);
    if (!found) throw new Error(`there is no repository ${fullName}`);
    (found.record.attestations ??= []).push({
      id: takeId(records),
      subjects: attesting.subjects.map(({ sha256 }) => `sha256:${sha256}`),
      predicate_type: provenanceType,
      bundle,
      initiator: "github-actions[bot]",
    });
  });
  return bundle;
}
