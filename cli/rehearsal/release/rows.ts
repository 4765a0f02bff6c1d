import type { JobReport } from "../../../rehearsal/release/report.ts";
import { duration } from "../../show/summary.ts";
import { elapsed } from "./elapsed.ts";
import type { ListedJob } from "./job-list.ts";
import { printable } from "./text.ts";

/** A line of the list of jobs: of one, or of several that share what became of them. */
export interface Row {
  readonly word: string;
  readonly tone: Tone;
  readonly name: string;
  /** Empty where there is none. */
  readonly time: string;
  readonly remark: string;
}

/** What colours tell beside the words. */
export type Tone = "good" | "bad" | "busy" | "asks" | "quiet";

/**
 * How much is one row: those legs of a job that did not run here or have yet to run; also those that ran well; or
 * whatever shares its word, of all jobs.
 */
export type Grouping = "legs" | "jobs" | "all";

/** The rows of a list. `now` is of the clock that the list goes by. */
export function rowsOf(jobs: readonly ListedJob[], grouping: Grouping, now: number): readonly Row[] {
  const rows = jobs.map((job) => ({ job, row: rowOf(job, now) }));
  const groups = Map.groupBy(rows, ({ job, row }, at) => groupOf(job, row, { grouping, at }));
  return [...groups.values()].map((members) => {
    const [first] = members;
    return members.length === 1 && first ? first.row : sharedRow(members, jobs);
  });
}

/** Rows that fit into so many lines: grouped as little as that takes. */
export function rowsWithin(jobs: readonly ListedJob[], lines: number, now: number): readonly Row[] {
  for (const grouping of ["legs", "jobs"] as const) {
    const rows = rowsOf(jobs, grouping, now);
    if (rows.length <= lines) return rows;
  }
  const rows = rowsOf(jobs, "all", now);
  if (rows.length <= lines) return rows;
  // What goes on or went wrong is looked for first.
  const order: readonly Tone[] = ["bad", "asks", "busy", "quiet", "good"];
  const byNeed = [...rows].sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
  const kept = new Set(byNeed.slice(0, Math.max(0, lines - 1)));
  const remark = `and ${rows.length - kept.size} more`;
  return [
    ...rows.filter((row) => kept.has(row)),
    { word: "", tone: "quiet", name: remark, time: "", remark: "" },
  ];
}

function rowOf({ entry, state }: ListedJob, now: number): Row {
  const name = printable(entry.key);
  switch (state.kind) {
    case "to-come":
      return { word: "to come", tone: "quiet", name, time: "", remark: "" };
    case "waiting":
      return { word: "waiting", tone: "asks", name, time: "", remark: `for ${printable(state.environment)}` };
    case "running": {
      const time = elapsed(now - state.since);
      return { word: "running", tone: "busy", name, time, remark: printable(state.step) };
    }
    case "ended":
      return endedRow(name, state.report);
  }
}

function endedRow(name: string, report: JobReport): Row {
  const { outcome } = report;
  switch (outcome.kind) {
    case "ran":
      return { ...ranWords[outcome.result], name, time: timeOf(report), remark: failedStep(report) };
    case "skipped":
      return { word: "skipped", tone: "quiet", name, time: "", remark: "" };
    case "kept":
      return { word: "kept", tone: "good", name, time: "", remark: "from an earlier attempt" };
    case "not-run-here":
      return { word: "not here", tone: "quiet", name, time: "", remark: printable(outcome.reason) };
    case "refused":
      return { word: "refused", tone: "bad", name, time: "", remark: printable(outcome.reason) };
    case "not-reached":
      return { word: "not reached", tone: "quiet", name, time: "", remark: "" };
  }
}

const ranWords = {
  success: { word: "ran", tone: "good" },
  failure: { word: "failed", tone: "bad" },
  cancelled: { word: "stopped", tone: "asks" },
} as const;

function timeOf({ startedAt, seconds }: JobReport): string {
  return startedAt === null ? "" : duration(seconds * 1000);
}

function failedStep({ steps }: JobReport): string {
  const failed = steps.find(({ result }) => result === "failure");
  return failed === undefined ? "" : `in: ${printable(failed.name)}`;
}

interface Grouped {
  readonly job: ListedJob;
  readonly row: Row;
}

function groupOf(
  { entry }: ListedJob,
  row: Row,
  { grouping, at }: { readonly grouping: Grouping; readonly at: number },
): string {
  const ran = row.tone === "good" && row.word === "ran";
  const stands = row.tone === "bad" || row.tone === "busy" || row.tone === "asks";
  if (stands || (ran && grouping === "legs")) return `${at}`;
  // What comes after a failure is all the same, whichever job it is.
  if (grouping === "all" || row.word === "not reached") return row.word;
  return JSON.stringify([entry.job, row.word]);
}

function sharedRow(members: readonly Grouped[], jobs: readonly ListedJob[]): Row {
  const [first] = members;
  if (first === undefined) throw new RangeError("a group of nothing");
  const ids = [...new Set(members.map(({ job }) => job.entry.job))];
  const longest = Math.max(...members.map(({ job }) => secondsOf(job)));
  const time = longest > 0 ? duration(longest * 1000) : "";
  const remarks = [...new Set(members.map(({ row }) => row.remark))];
  const [id = "", ...others] = ids;
  if (others.length > 0) {
    return { ...first.row, name: `${ids.length} jobs`, time: "", remark: ids.map(printable).join(", ") };
  }
  const legs = jobs.filter(({ entry }) => entry.job === id).length;
  const count = members.length === legs ? `${legs} legs` : `${members.length} of ${legs} legs`;
  return { ...first.row, name: `${printable(id)}: ${count}`, time, remark: remarks.join("; ") };
}

function secondsOf({ state }: ListedJob): number {
  return state.kind === "ended" ? state.report.seconds : 0;
}
