import type { Figure } from "./figure.ts";
import { median } from "./statistics.ts";
import { runTimed } from "./timed-process.ts";

/** What one process measured (ms). */
export interface Rendering {
  /** The first rendering after import. */
  readonly first: number;
  /** Middle of many. */
  readonly later: number;
  readonly workflows: number;
}

/** How long all documents take after import, and a workflow alone. */
export async function renderingFigures(processes: number): Promise<Figure[]> {
  const measured: Rendering[] = [];
  for (let at = 0; at < processes; at += 1) {
    const { output } = await runTimed(["bench/rendering-process.ts"]);
    measured.push(JSON.parse(output) as Rendering);
  }
  const perWorkflow = ({ later, workflows }: Rendering) => later / workflows;
  return [
    {
      name: "Rendering all documents of prod, first time after import",
      value: median(measured.map(({ first }) => first)),
      unit: "ms",
      comparedWith: [
        { what: "the same once warm", value: median(measured.map(({ later }) => later)), unit: "ms" },
      ],
      atMost: 20,
    },
    {
      name: "Rendering one workflow",
      value: median(measured.map(perWorkflow)),
      unit: "ms",
      comparedWith: [
        { what: "projen, from", value: 4, unit: "ms" },
        { what: "projen, to", value: 12, unit: "ms" },
      ],
      atMost: 1,
    },
  ];
}
