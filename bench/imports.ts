import type { Figure } from "./figure.ts";
import { median } from "./statistics.ts";
import { runTimed } from "./timed-process.ts";

/** Imports the first module untimed, then times the second. */
const measure = `
const [, before, module] = process.argv;
if (before) await import(before);
const start = performance.now();
await import(module);
process.stdout.write(String(performance.now() - start));`;

const sdk = "@pulumi/pulumi";

/** What modules take to import, each in a process of its own: what is used against what brings more. */
export async function importFigures(processes: number): Promise<Figure[]> {
  const time = (module: string, before = "") => importTime(module, before, processes);
  const figure = (name: string, value: number, comparedWith: Figure["comparedWith"]): Figure => ({
    name,
    value,
    unit: "ms",
    comparedWith,
    atMost: null,
  });
  return [
    figure(
      "Importing a resource of @pulumi/github by subpath, after the SDK",
      await time("@pulumi/github/repositoryFile.js", sdk),
      [{ what: "all of @pulumi/github", value: await time("@pulumi/github", sdk), unit: "ms" }],
    ),
    figure("Importing the whole program, after the SDK", await time("./index.ts", sdk), [
      { what: "the SDK itself", value: await time(sdk), unit: "ms" },
    ]),
  ];
}

async function importTime(module: string, before: string, processes: number): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < processes; at += 1) {
    const { output } = await runTimed(["--input-type=module", "--eval", measure, "--", before, module]);
    times.push(Number(output));
  }
  return median(times);
}
