import type { JobClaims, TokenRequest } from "../../../rehearsal/github/server.ts";
import type { Runner, StepEnded } from "./job.ts";
import type { Leg } from "./workflow.ts";

/** Where a run's jobs are run: what the runner and the services are to them. */
export interface Ground {
  /** Everything is done below it: `jobs/`, `artifacts/`. */
  readonly folder: string;
  /** The git repository that is checked out. */
  readonly repository: string;
  readonly github: GitHubContext;
  /** Variables that every step of a job gets beside GitHub's own. */
  variables(job: string): Readonly<Record<string, string>>;
  /** Folders that come first on the PATH. */
  readonly path: readonly string[];
  /** The folder of the interpreter for a version that a workflow names. */
  python(version: string, folder: string): Promise<string>;
  /** The legs of a matrix that are run, in their order. */
  legs(include: readonly Leg[]): readonly Leg[];
  allowTokens(claims: JobClaims): TokenRequest;
  revokeTokens(request: TokenRequest): void;
  /** What a bundle of provenance holds once the files are recorded. */
  attest(subjects: readonly { readonly name: string; readonly sha256: string }[]): Promise<string>;
  /** Attests an image by its digest, and puts that beside it into the registry. */
  attestImage(image: AttestedImage): Promise<string>;
  /** Publishes the files of a folder by a token that was exchanged. */
  publish(folder: string, request: TokenRequest): Promise<string>;
  /** Called before each step: what becomes of it instead of what would; null: nothing else. */
  instead(at: StepAt, runner: Runner): Promise<StepEnded | null>;
}

/** A step on its way. */
export interface StepAt {
  /** `job.step` */
  readonly name: string;
  readonly leg: Leg;
}

/** An image as actions/attest is told of it. */
export interface AttestedImage {
  /** With its registry: `ghcr.io/octo-org/octo-package`. */
  readonly name: string;
  readonly digest: string;
  /** SHA-256 of the list of what it is made of, where that is what is attested; null: its provenance. */
  readonly sbom: string | null;
}

/** The part of the `github` context that delivered workflows read. */
export interface GitHubContext {
  readonly repository: string;
  readonly repository_owner: string;
  readonly actor: string;
  readonly ref: string;
  readonly ref_name: string;
  readonly sha: string;
  readonly workflow: string;
  /** `octo-org/octo-package/.github/workflows/release.yml@refs/tags/v1.0` */
  readonly workflow_ref: string;
  readonly event_name: string;
  readonly run_id: string;
  readonly run_attempt: string;
  readonly token: string;
}
