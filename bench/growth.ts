import { join } from "node:path";
import type { Figure } from "./figure.ts";
import { fitLine, median } from "./statistics.ts";
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
  const points = sizes.map((size) => [size, median(times.get(size) ?? [])] as const);
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
      name: "Departure from linear growth (1 - R squared)",
      value: 1 - line.fit,
      unit: "",
      comparedWith: [{ what: "a straight line", value: 0, unit: "" }],
      atMost: 0.05,
    },
  ];
}
