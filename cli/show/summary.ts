import type { Operation, Report, ResourceChange } from "../changes/change.ts";
import { isRefresh, onlyLooks } from "../engine/operation.ts";
import type { EngineOperation } from "../engine/operation.ts";

/** `Resources: 3 to create, 1 to update, 20 unchanged` */
export function summaryLine(report: Report, operation: EngineOperation): string {
  if (isRefresh(operation)) return driftSummary(report.resources);
  const tense = onlyLooks(operation) ? "to" : "done";
  const order: readonly Operation[] = [
    "create",
    "update",
    "replace",
    "delete",
    "forget",
    "import",
    "read",
    "same",
  ];
  const parts = order.flatMap((each) => {
    const count = report.counts[each] ?? 0;
    return count === 0 ? [] : [`${count} ${words(each, tense)}`];
  });
  const failed = report.resources.filter((resource) => resource.failed).length;
  const all = failed === 0 ? parts : [...parts, `${failed} failed`];
  return `Resources: ${all.join(", ") || "none"}`;
}

/** `1.2 s`, `340 ms`, `2 min 5 s` */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Whether a run would do or did anything; of a refresh, whether it found anything. */
export function hasChanges(report: Report, operation: EngineOperation): boolean {
  if (isRefresh(operation)) return report.resources.some(({ drift }) => drift !== null);
  return report.resources.some(
    ({ operation, failed }) => failed || (operation !== "same" && operation !== "read"),
  );
}

function driftSummary(resources: readonly ResourceChange[]): string {
  const drifted = resources.filter(({ drift }) => drift !== null);
  const deleted = drifted.filter(({ drift }) => drift?.kind === "deleted").length;
  const parts = [
    ...(drifted.length > deleted ? [`${drifted.length - deleted} changed by hand`] : []),
    ...(deleted > 0 ? [`${deleted} deleted by hand`] : []),
    `${resources.length - drifted.length} as they should be`,
  ];
  return `Resources: ${parts.join(", ")}`;
}

function words(operation: Operation, tense: "to" | "done"): string {
  if (operation === "same") return "unchanged";
  if (operation === "forget") return `${tense === "to" ? "to forget" : "forgotten"} (kept on GitHub)`;
  if (tense === "to") return `to ${operation}`;
  return operation === "read" ? "read" : `${operation.replace(/e$/, "")}ed`;
}
