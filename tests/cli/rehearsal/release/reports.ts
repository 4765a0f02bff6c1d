import type { JobEntry, JobReport, Outcome, ReleaseReport } from "../../../../rehearsal/release/report.ts";

/** An entry of a list of jobs: `test`, or `test (linux-x86_64, 3.13)`. */
export function entry(key: string): JobEntry {
  return { job: key.replace(/ .*/, ""), key, title: key, label: "ubuntu-24.04" };
}

/** A job's report; unless it says otherwise, it ran well in 2.5 s. */
export function jobReport(
  key: string,
  { outcome = ran(), ...more }: Partial<JobReport> & { readonly outcome?: Outcome } = {},
): JobReport {
  const isRun = outcome.kind === "ran";
  return {
    ...entry(key),
    outcome,
    startedAt: isRun ? 1 : null,
    seconds: isRun ? 2.5 : 0,
    steps: [],
    log: null,
    said: [],
    ...more,
  };
}

export function ran(result: "success" | "failure" | "cancelled" = "success"): Outcome {
  return { kind: "ran", result };
}

export function notHere(reason = "needs Windows on x86_64"): Outcome {
  return { kind: "not-run-here", reason };
}

/** What a whole release comes to; unless it says otherwise, it succeeded. */
export function releaseReport(more: Partial<ReleaseReport> = {}): ReleaseReport {
  return {
    stack: "test",
    package: "pkg",
    version: "1.2.0",
    tag: "v1.2.0",
    result: "succeeded",
    attempt: 1,
    jobs: [jobReport("gate"), jobReport("test (linux)"), jobReport("test (windows)", { outcome: notHere() })],
    files: [],
    image: null,
    faults: [],
    changes: [],
    notExercised: [],
    byHand: [],
    seconds: 12.3,
    criticalPath: [],
    folder: ".slipway/releases/test",
    ...more,
  };
}
