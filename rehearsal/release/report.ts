import type { JobResult, StepEnded } from "../runner/job.ts";

/** A job, or a leg of its matrix, in a list of all that a workflow says. */
export interface JobEntry {
  /** `test` */
  readonly job: string;
  /** Unique among all: `test`, `test (linux-x86_64, 3.13)`. */
  readonly key: string;
  /** As GitHub shows it: `Test on linux-x86_64, Python 3.13`. */
  readonly title: string;
  /** The runner it asks for: `ubuntu-24.04`. */
  readonly label: string;
}

/** What became of it. */
export type Outcome =
  | { readonly kind: "ran"; readonly result: Exclude<JobResult, "skipped"> }
  /** As the workflow's own conditions say. */
  | { readonly kind: "skipped" }
  /** An earlier attempt of this run did it. */
  | { readonly kind: "kept" }
  /** It is expected on another machine. */
  | { readonly kind: "not-run-here"; readonly reason: string }
  /** Nobody let it: the reviewer refused, or was not there. */
  | { readonly kind: "refused"; readonly reason: string }
  /** Something before it failed, or the rehearsal was broken off. */
  | { readonly kind: "not-reached" };

export interface JobReport extends JobEntry {
  readonly outcome: Outcome;
  /** Seconds since the run began; null: it never ran. */
  readonly startedAt: number | null;
  readonly seconds: number;
  readonly steps: readonly StepEnded[];
  /** Null: nothing was printed. */
  readonly log: string | null;
  /** What failed, for a line or two below it. */
  readonly said: readonly string[];
}

/** What is told while a release is rehearsed. */
export type ReleaseEvent =
  | { readonly kind: "preparing"; readonly text: string }
  /** Once, before the first job: all that the workflow says, in its order. */
  | { readonly kind: "planned"; readonly workflow: string; readonly jobs: readonly JobEntry[] }
  | { readonly kind: "started"; readonly key: string }
  | { readonly kind: "step"; readonly key: string; readonly name: string }
  | { readonly kind: "waiting"; readonly key: string; readonly environment: string }
  | { readonly kind: "ended"; readonly report: JobReport };

/** A file, and every place in which it was found with its hash. */
export interface FileSeen {
  readonly name: string;
  readonly sha256: string;
  /** `PyPI`, `GitHub release`, `attestation`, `ledger`, `SHA256SUMS` */
  readonly places: readonly string[];
}

/** What a rehearsal of a release came to. */
export interface ReleaseReport {
  readonly stack: string;
  readonly package: string;
  readonly version: string;
  readonly tag: string;
  /** `succeeded` only where every job that is expected here ran well, and all hashes agree. */
  readonly result: "succeeded" | "failed" | "cancelled";
  /** 1 for a first one, more where failed jobs were run again. */
  readonly attempt: number;
  readonly jobs: readonly JobReport[];
  readonly files: readonly FileSeen[];
  readonly image: ImageSeen | null;
  /** What disagrees, or was expected and is not there. */
  readonly faults: readonly string[];
  /** What was done in the rehearsal's repository alone before the run: the version's bump, the locks. */
  readonly changes: readonly string[];
  /** One line for each thing that a release on GitHub does and this did not. */
  readonly notExercised: readonly string[];
  /** What a person has to do by hand for the real one. */
  readonly byHand: readonly string[];
  readonly seconds: number;
  /** The jobs that the end waited for, from the first to the last, with seconds. */
  readonly criticalPath: readonly { readonly key: string; readonly seconds: number }[];
  /** Where to look: released files, logs, the addresses while it ran. */
  readonly folder: string;
}

export interface ImageSeen {
  /** `ghcr.io/octo-org/octo-package` */
  readonly name: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** `docker.io/library/python:3.13-slim-trixie`, or what stood in for it. */
  readonly base: string;
}
