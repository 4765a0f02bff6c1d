import type { Fault } from "../../../config/fault.ts";
import type { ReleaseReport } from "../../../rehearsal/release/report.ts";

/** What `--json` prints: one object, on success and on failure alike. */
export type ReleaseJson =
  | ({ readonly command: "release"; readonly disagreements: readonly string[] } & Omit<
      ReleaseReport,
      "faults"
    > & {
        readonly faults: readonly Fault[];
      })
  | {
      readonly command: "release";
      readonly stack: string;
      readonly result: "failed" | "cancelled";
      readonly faults: readonly Fault[];
    };

/** A rehearsal that came to its end. */
export function reportJson({ faults, ...report }: ReleaseReport): ReleaseJson {
  return { command: "release", ...report, disagreements: faults, faults: [] };
}

/** One that could not even begin, or broke off. */
export function faultsJson(
  stack: string,
  result: "failed" | "cancelled",
  faults: readonly Fault[],
): ReleaseJson {
  return { command: "release", stack, result, faults };
}
