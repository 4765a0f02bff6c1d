import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onInterruption } from "../toolchain/interruption.js";
import { moments, nameOf } from "./crashes/moment.ts";
import { converged, runReference, runTrial } from "./crashes/trial.ts";
import type { TrialResult, Trials, Way } from "./crashes/trial.ts";
import { layOutWorld } from "./crashes/world.ts";

/** What the bench of crashes is asked for. */
export interface CrashOptions {
  readonly json: boolean;
  /** How many moments. */
  readonly count: number;
  /** A program instead of the project's own. */
  readonly program: string | undefined;
  readonly ways: readonly Way[];
}

/** How many trials ended how. */
export interface CrashCounts {
  readonly way: Way;
  readonly trials: number;
  /** Trials in which the update was still under way. */
  readonly struck: number;
  /** Trials in which the update got done at all. */
  readonly done: number;
  readonly converged: number;
  /** Trials after which something was there twice or too much, missing, still running, locked, or in clear. */
  readonly doubled: number;
  readonly lost: number;
  readonly orphans: number;
  readonly locks: number;
  readonly secrets: number;
}

/** Kills updates at moments spread over them, with recovery and without, and prints how they ended. */
export async function measureCrashes({ json, count, program, ways }: CrashOptions): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-crashes-"));
  const withdraw = onInterruption(() => rmSync(folder, { recursive: true, force: true }));
  const say = (line: string) => (json ? undefined : process.stdout.write(`${line}\n`));
  const given = program === undefined ? [] : ["--program", resolve(program)];
  try {
    const layout = join(folder, "layout");
    await layOutWorld(layout);
    const results: { readonly counts: CrashCounts; readonly failures: readonly TrialResult[] }[] = [];
    for (const way of ways)
      results.push(await measureWay({ way, layout, folder, program: given }, count, say));
    if (json) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
    return results.every(({ counts }) => counts.way === "plain" || isSound(counts));
  } finally {
    withdraw();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureWay(trials: Trials, count: number, say: (line: string) => unknown) {
  const reference = await runReference(trials);
  const all: TrialResult[] = [];
  for (const moment of moments(count)) {
    const result = await runTrial(trials, reference, moment);
    all.push(result);
    // What goes wrong without recovery is what it is for: counted, and in the JSON.
    if (!isFine(result) && trials.way === "slipway") say(failureLines(result).join("\n"));
    if (all.length % 10 === 0) process.stderr.write(`${all.length} of ${count} ...\n`);
  }
  const counts = countsOf(trials.way, all);
  say(countLines(counts).join("\n"));
  return { counts, failures: all.filter((result) => !isFine(result)) };
}

function countsOf(way: Way, results: readonly TrialResult[]): CrashCounts {
  const having = (what: "doubled" | "lost" | "orphans" | "locks" | "secrets") =>
    results.filter((result) => result[what].length > 0).length;
  return {
    way,
    trials: results.length,
    struck: results.filter(({ struck }) => struck).length,
    done: results.filter(({ runs }) => runs !== null).length,
    converged: results.filter(converged).length,
    doubled: having("doubled"),
    lost: having("lost"),
    orphans: having("orphans"),
    locks: having("locks"),
    secrets: having("secrets"),
  };
}

function isSound({ trials, converged: done, orphans, locks, secrets }: CrashCounts): boolean {
  return done === trials && orphans + locks + secrets === 0;
}

/** Whether one trial ended as it has to. */
export function isFine(result: TrialResult): boolean {
  const { orphans, locks, secrets } = result;
  return converged(result) && orphans.length + locks.length + secrets.length === 0;
}

function countLines(counts: CrashCounts): string[] {
  const { way, trials, struck, done, doubled, lost, orphans, locks, secrets } = counts;
  const name = way === "slipway" ? "with recovery" : "plain engine, `pulumi cancel` by hand";
  return [
    `${name}: ${counts.converged} of ${trials} converge (${struck} were killed while under way, ${done} got done)`,
    `    doubled ${doubled}, lost ${lost}, orphan processes ${orphans}, locks left ${locks}, secrets on disk ${secrets}`,
  ];
}

/** What is wrong after a trial, for people. */
export function failureLines(result: TrialResult): string[] {
  const { moment, runs, doubled, lost, orphans, locks, secrets, output } = result;
  const lines = { doubled, lost, orphans, locks, secrets };
  return [
    `${nameOf(moment)}:`,
    ...(runs === null ? [`    never got done: ${output.trim().slice(-600)}`] : []),
    ...Object.entries(lines).flatMap(([what, list]) =>
      list.map((line) => `    ${what}: ${line.slice(0, 300)}`),
    ),
  ];
}
