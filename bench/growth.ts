import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { fitLine } from "./statistics.ts";
import { runTimed } from "./timed-process.ts";

const sizes = [20, 50, 100, 200] as const;
const command = ["cli/main.ts", "rehearse", "preview", "--stack", "prod", "--json"];

/** How the time of a preview grows with the number of resources. */
export async function growthFigures(folder: string, rounds: number): Promise<Figure[]> {
  const root = join(folder, "growth");
  const program = ["--root", root, "--program", "bench/programs/resources.ts"];
  const run = async (size: number) =>
    (await runTimed([...command, ...program], { BENCH_RESOURCES: String(size) })).milliseconds;
  await run(sizes[0]);
  const times = new Map<number, number[]>(sizes.map((size) => [size, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const size of sizes) times.get(size)?.push(await run(size));
  }
  // The fastest of each: what else the machine does can only add.
  const points = sizes.map((size) => [size, Math.min(...(times.get(size) ?? []))] as const);
  const line = fitLine(points);
  return [
    {
      name: "Preview per resource, 20 to 200 resources",
      value: line.slope,
      unit: "ms",
      comparedWith: [
        { what: "the rest of a preview", value: line.intercept, unit: "ms" },
        ...points.map(([size, time]) => ({ what: `${size} resources`, value: time, unit: "ms" })),
      ],
      atMost: null,
    },
    {
      name: "A resource's share from 100 to 200, as a multiple of its share from 20 to 100",
      value: share(points, 100, 200) / share(points, 20, 100),
      unit: "times",
      comparedWith: [
        { what: "linear growth", value: 1, unit: "times" },
        { what: "growth by the square", value: 2.5, unit: "times" },
        { what: "how well a straight line fits (R squared)", value: line.fit, unit: "" },
      ],
      atMost: 2,
    },
  ];
}

type Point = readonly [size: number, time: number];

/** Milliseconds that each resource adds between two sizes. */
function share(points: readonly Point[], from: number, to: number): number {
  const time = (size: number) => points.find(([each]) => each === size)?.[1] ?? NaN;
  return (time(to) - time(from)) / (to - from);
}
