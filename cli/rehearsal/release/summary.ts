import { join, resolve } from "node:path";
import type { ReleaseReport } from "../../../rehearsal/release/report.ts";
import type { Colours } from "../../show/colours.ts";
import { duration } from "../../show/summary.ts";
import { wrapped } from "../../show/wrap.ts";
import { failureLines } from "./failures.ts";
import { listOfReports } from "./job-list.ts";
import type { NextCommand } from "./next-steps.ts";
import { nextLines } from "./next-steps.ts";
import { fileLines, imageLines } from "./released.ts";
import { wholeLines } from "./row-lines.ts";
import { rowsOf } from "./rows.ts";
import { shownPath } from "./shown-path.ts";
import { printable } from "./text.ts";

/** How a report is shown to people. */
export interface SummaryLook {
  readonly colours: Colours;
  /** Of a line, in columns; an address or a path to copy is never broken. */
  readonly width: number;
  /** Paths are shown from here. */
  readonly cwd: string;
  /** What was typed, to go on with. */
  readonly command: NextCommand;
  /** Environments whose reviewer nobody could ask. */
  readonly absentFor: readonly string[];
}

/** What people see of a rehearsed release: jobs, what failed, what came out, and what it does not tell. */
export function summaryLines(report: ReleaseReport, look: SummaryLook): readonly string[] {
  const { colours, width } = look;
  const list = (title: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : [colours.bold(title), ...items.flatMap((item) => wrapped(`  ${printable(item)}`, width))];
  const jobs = wholeLines(rowsOf(listOfReports(report.jobs), "legs", 0), look);
  const differs = [
    list("Changed in the rehearsal's repository alone:", report.changes),
    list("Not exercised here:", report.notExercised),
  ];
  const sum = `${colours.bold(sumLine(report))} ${colours.dim(`(${duration(report.seconds * 1000)})`)}`;
  const faults = list("What disagrees, or is missing:", report.faults);
  const isWell = report.result === "succeeded";
  const sections = [
    [colours.bold(titleOf(report))],
    jobs,
    fileLines(report.files, look),
    imageLines(report.image, look),
    ...differs,
    isWell ? list("By hand, for the real release:", report.byHand) : [],
    pathLines(report, look),
    [sum],
    // Last, right above the next prompt: it is what somebody looks for.
    failureLines(report.jobs, look),
    faults.map((line, at) => (at === 0 ? line : colours.red(line))),
    whereLines(report, look),
    nextLines(report, look),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ["", ...lines]));
}

function titleOf({ package: name, version, stack, result, attempt }: ReleaseReport): string {
  const what = printable(`${name} ${version} of ${stack}`);
  const where = attempt > 1 ? `(rehearsal, attempt ${attempt})` : "(rehearsal)";
  switch (result) {
    case "succeeded":
      return `Released ${what} ${where}`;
    case "failed":
      return `The release of ${what} failed ${where}`;
    case "cancelled":
      return `The release of ${what} was stopped ${where}`;
  }
}

/** The jobs that the end waited for. */
function pathLines(
  { criticalPath, seconds }: ReleaseReport,
  { colours, width }: SummaryLook,
): readonly string[] {
  if (criticalPath.length === 0) return [];
  const sum = criticalPath.reduce((total, each) => total + each.seconds, 0);
  const title = `Critical path, ${duration(sum * 1000)} of ${duration(seconds * 1000)}:`;
  const jobs = criticalPath.map((each) => `${printable(each.key)} ${duration(each.seconds * 1000)}`);
  return [colours.bold(title), ...wrapped(`  ${jobs.join(", ")}`, width)];
}

/** `Jobs: 14 ran, 1 failed, 22 not run here` */
function sumLine({ jobs }: ReleaseReport): string {
  const rows = listOfReports(jobs).map((job) => rowsOf([job], "legs", 0)[0]?.word ?? "");
  const order = ["ran", "kept", "failed", "refused", "stopped", "skipped", "not reached", "not here"];
  const counts = order.flatMap((word) => {
    const count = rows.filter((each) => each === word).length;
    return count === 0 ? [] : [`${count} ${word === "not here" ? "not run here" : word}`];
  });
  return `Jobs: ${counts.join(", ") || "none"}`;
}

function whereLines(
  { folder, files, jobs }: ReleaseReport,
  { colours, cwd }: SummaryLook,
): readonly string[] {
  const path = (...names: readonly string[]) => shownPath(join(resolve(cwd, folder), ...names), cwd);
  return [
    colours.bold("Where to look:"),
    ...(files.length === 0 ? [] : [`  released files  ${path("files")}`]),
    ...(jobs.every(({ log }) => log === null) ? [] : [`  logs of jobs    ${path("runs")}`]),
    `  everything      ${path()}`,
  ];
}
