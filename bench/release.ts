import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { JobReport, ReleaseReport } from "../rehearsal/release/report.ts";
import { onInterruption } from "../toolchain/interruption.js";
import type { Comparison, Figure } from "./figure.ts";
import { runTimed } from "./timed-process.ts";

/** The stack whose release is rehearsed, and a version that its gate lets through. */
const rehearsed = ["--stack", "prod", "--version", "0.3.2", "--approve"];

/** What it may take with tools already there (s). */
const most = 90;

/** How many steps are shown for themselves: the longest. */
const shownSteps = 10;

/** Rehearses pyvenice's release twice, the second time with all tools there, and tells where the time goes. */
export async function releaseFigures(): Promise<readonly Figure[]> {
  // Beside where it lies unless told otherwise: another disk is another figure.
  mkdirSync(".slipway", { recursive: true });
  const root = mkdtempSync(join(".slipway", "bench-"));
  const withdraw = onInterruption(() => rmSync(root, { recursive: true, force: true }));
  const rehearse = (...args: readonly string[]) =>
    runTimed([join("cli", "main.ts"), "rehearse", ...args, "--root", root]);
  try {
    await rehearse("up", "--stack", "prod");
    await rehearse("merge", "--stack", "prod");
    const first = await rehearse("release", ...rehearsed, "--json");
    const second = await rehearse("release", ...rehearsed, "--json", "--anew");
    const report = JSON.parse(second.output) as ReleaseReport;
    return [
      {
        name: "rehearsed release of pyvenice, tools there",
        value: second.milliseconds / 1000,
        unit: "s",
        comparedWith: [
          seconds("the one before, which made them ready", first.milliseconds / 1000),
          ...phases(report),
        ],
        atMost: most,
      },
      {
        ...informing("its jobs, one after the other", sum(report.jobs)),
        comparedWith: jobTimes(report.jobs),
      },
      {
        ...informing("its longest steps", sum(longest(report.jobs))),
        comparedWith: longest(report.jobs).map(stepTime),
      },
    ];
  } finally {
    withdraw();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Where the whole went: services, sources and locks before the first job, the jobs, and looking at what came out. */
export function phases({ jobs, seconds: whole, criticalPath }: ReleaseReport): readonly Comparison[] {
  const ends = jobs.map(({ startedAt, seconds: took }) => (startedAt ?? 0) + took);
  const span = Math.max(0, ...ends);
  return [
    seconds("before the first job and after the last", whole - span),
    seconds("from the first job to the last", span),
    seconds(`critical path (${criticalPath.map(({ key }) => key).join(", ")})`, sum(criticalPath)),
  ];
}

interface TimedStep {
  readonly name: string;
  readonly seconds: number;
}

function longest(jobs: readonly JobReport[]): readonly TimedStep[] {
  return jobs
    .flatMap(({ key, steps }) =>
      steps.map((step) => ({ name: `${key}: ${step.name}`, seconds: step.seconds })),
    )
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, shownSteps);
}

function jobTimes(jobs: readonly JobReport[]): readonly Comparison[] {
  return jobs.filter(({ startedAt }) => startedAt !== null).map((job) => seconds(job.key, job.seconds));
}

function stepTime({ name, seconds: took }: TimedStep): Comparison {
  return seconds(name, took);
}

function seconds(what: string, value: number): Comparison {
  return { what, value, unit: "s" };
}

function informing(name: string, value: number): Omit<Figure, "comparedWith"> {
  return { name, value, unit: "s", atMost: null };
}

function sum(parts: readonly { readonly seconds: number }[]): number {
  return parts.reduce((total, part) => total + part.seconds, 0);
}
