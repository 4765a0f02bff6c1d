import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { median } from "./statistics.ts";
import { runTimed } from "./timed-process.ts";

const command = ["cli/main.ts", "rehearse", "preview", "--stack", "prod", "--json"];
const up = command.with(2, "up");
const empty = ["--program", "bench/programs/empty.ts"];

/**
 * Whole-process wall time of a preview against that of a program that declares nothing, paired and in turn: of a stack
 * that is not made yet, and of one that is up, which looks first for what was changed by hand.
 */
export async function previewFigures(folder: string, pairs: number): Promise<readonly Figure[]> {
  const run = async (name: string, more: readonly string[] = []) =>
    (await runTimed([...command, "--root", join(folder, name), ...more])).milliseconds;
  await runTimed([...up, "--root", join(folder, "up")]);
  const nothing = () => run("empty", empty);
  const figure = async (what: string, whole: () => Promise<number>) =>
    figureOf(what, await inPairs({ whole, nothing }, pairs));
  return [
    await figure("Preview of prod", () => run("prod")),
    await figure("Preview of prod that is up", () => run("up")),
  ];
}

interface Pair {
  readonly whole: number;
  readonly nothing: number;
}

async function inPairs(
  { whole, nothing }: Readonly<Record<keyof Pair, () => Promise<number>>>,
  pairs: number,
): Promise<readonly Pair[]> {
  // The first of each makes its stack and fills the caches.
  await nothing();
  await whole();
  const measured: Pair[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Each goes first in turn, so that neither always meets what the other left.
    const first = pair % 2 === 0 ? await nothing() : await whole();
    const second = pair % 2 === 0 ? await whole() : await nothing();
    measured.push(pair % 2 === 0 ? { nothing: first, whole: second } : { whole: first, nothing: second });
  }
  return measured;
}

function figureOf(what: string, measured: readonly Pair[]): Figure {
  const times = (value: (pair: Pair) => number) => median(measured.map(value));
  return {
    name: `${what} with stand-ins, as a multiple of an empty program`,
    value: times((pair) => pair.whole / pair.nothing),
    unit: "times",
    comparedWith: [
      { what: "the same, whole process", value: times((pair) => pair.whole), unit: "ms" },
      { what: "an empty program, same command", value: times((pair) => pair.nothing), unit: "ms" },
    ],
    atMost: 1.5,
  };
}
