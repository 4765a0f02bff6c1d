import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { endWithReader } from "../toolchain/broken-pipe.js";
import { onInterruption } from "../toolchain/interruption.js";
import { measureCrashes } from "./crashes.ts";
import type { Figure } from "./figure.ts";
import { figureLines, holds, rounded } from "./figure.ts";
import { growthFigures } from "./growth.ts";
import { importFigures } from "./imports.ts";
import { previewFigures } from "./preview.ts";
import { releaseFigures } from "./release.ts";
import { runnerFigures } from "./runners.ts";
import { renderingFigures } from "./rendering.ts";

endWithReader();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    pairs: { type: "string", default: "11" },
    days: { type: "string", default: "10,1000" },
    moments: { type: "string", default: "100" },
    program: { type: "string" },
    "without-plain": { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  process.stdout.write(
    "Usage: npm run bench -- [--json] [--pairs NUMBER]\n" +
      "       npm run bench -- crashes [--json] [--moments NUMBER] [--without-plain] [--program FILE]\n" +
      "       npm run bench -- release [--json]\n" +
      "       npm run bench -- runners [--json] [--days JOBS,JOBS]\n",
  );
} else if (positionals[0] === "crashes") {
  const { json, moments: count, program } = values;
  const ways = values["without-plain"] ? (["slipway"] as const) : (["slipway", "plain"] as const);
  if (!(await measureCrashes({ json, count: Number(count), program, ways }))) process.exitCode = 1;
} else if (positionals[0] === "runners") {
  const days = values.days.split(",").map(Number);
  show(await runnerFigures(days), values.json);
} else if (positionals[0] === "release") {
  show(await releaseFigures(), values.json);
} else {
  await measureAll(values.json, Number(values.pairs));
}

function show(figures: readonly Figure[], json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify({ figures }, null, 2)}\n`);
  else process.stdout.write(`${figures.flatMap(figureLines).join("\n")}\n`);
  if (!figures.every(holds)) process.exitCode = 1;
}

async function measureAll(json: boolean, pairs: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  const withdraw = onInterruption(() => rmSync(folder, { recursive: true, force: true }));
  const figures: Figure[] = [];
  const add = (more: readonly Figure[]) => {
    figures.push(...more);
    if (!json) process.stdout.write(`${more.flatMap(figureLines).join("\n")}\n`);
  };
  // Others at work on the machine make every figure worse: said, so that it can be judged.
  const load = rounded(loadavg()[0] ?? 0);
  if (!json) process.stdout.write(`${cpus().length} cores, load ${load} at the start\n`);
  try {
    add(await previewFigures(folder, pairs));
    add(await renderingFigures(5));
    add(await growthFigures(folder, 4));
    add(await importFigures(5));
  } finally {
    withdraw();
    rmSync(folder, { recursive: true, force: true });
  }
  if (!json) return;
  const machine = { cores: cpus().length, load };
  const result = { machine, figures: figures.map((figure) => ({ ...figure, holds: holds(figure) })) };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
