import type { JobClaims, TokenRequest } from "../../../rehearsal/github/server.ts";
import type { Leg } from "./workflow.ts";

/** Where a run's jobs are run: what the runner and the services are to them. */
export interface Ground {
  /** Everything is done below it: `jobs/`, `artifacts/`. */
  readonly folder: string;
  /** The git repository that is checked out. */
  readonly repository: string;
  readonly github: GitHubContext;
  /** Variables that every step gets beside GitHub's own. */
  readonly variables: Readonly<Record<string, string>>;
  /** Folders that come first on the PATH. */
  readonly path: readonly string[];
  /** The folder of the interpreter for a version that a workflow names. */
  python(version: string, folder: string): Promise<string>;
  /** The legs of a matrix that this machine can run. */
  legs(include: readonly Leg[]): readonly Leg[];
  allowTokens(claims: JobClaims): TokenRequest;
  revokeTokens(request: TokenRequest): void;
  /** What a bundle of provenance holds once the files are recorded. */
  attest(subjects: readonly { readonly name: string; readonly sha256: string }[]): Promise<string>;
  /** Publishes the files of a folder by a token that was exchanged. */
  publish(folder: string, request: TokenRequest): Promise<string>;
  /** Called before each step; true lets it fail. */
  fails(job: string, step: string): boolean;
}

/** The part of the `github` context that delivered workflows read. */
export interface GitHubContext {
  readonly repository: string;
  readonly repository_owner: string;
  readonly ref: string;
  readonly ref_name: string;
  readonly sha: string;
  readonly workflow: string;
  readonly event_name: string;
  readonly run_id: string;
  readonly run_attempt: string;
  readonly token: string;
}
