import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { median } from "./statistics.ts";
import { runTimed } from "./timed-process.ts";

const command = ["cli/main.ts", "rehearse", "preview", "--stack", "prod", "--json"];
const empty = ["--program", "bench/programs/empty.ts"];

/** Whole-process wall time of a preview against that of a program that declares nothing, paired and in turn. */
export async function previewFigure(folder: string, pairs: number): Promise<Figure> {
  const run = async (name: string, more: readonly string[]) =>
    (await runTimed([...command, "--root", join(folder, name), ...more])).milliseconds;
  const whole = () => run("prod", []);
  const nothing = () => run("empty", empty);
  // The first of each makes its stack and fills the caches.
  await nothing();
  await whole();
  const measured: { readonly whole: number; readonly nothing: number }[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Each goes first in turn, so that neither always meets what the other left.
    const first = pair % 2 === 0 ? await nothing() : await whole();
    const second = pair % 2 === 0 ? await whole() : await nothing();
    measured.push(pair % 2 === 0 ? { nothing: first, whole: second } : { whole: first, nothing: second });
  }
  return {
    name: "Preview of prod with stand-ins, as a multiple of an empty program",
    value: median(measured.map((pair) => pair.whole / pair.nothing)),
    unit: "times",
    comparedWith: [
      {
        what: "preview of prod, whole process",
        value: median(measured.map((pair) => pair.whole)),
        unit: "ms",
      },
      {
        what: "an empty program, same command",
        value: median(measured.map((pair) => pair.nothing)),
        unit: "ms",
      },
    ],
    atMost: 1.5,
  };
}
