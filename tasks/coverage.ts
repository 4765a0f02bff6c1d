import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Outcome, cellsOf, isThreaded, shutOut } from "./coverage/cells.ts";
import { countCells } from "./coverage/count.ts";
import { type Figures, coverageTable, figuresOf, figuresTable, percentText } from "./coverage/figures.ts";
import { readReleaseFiles } from "./files/release-files.ts";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { distributionOf } from "./wheel/filename.ts";
import { inspectWheel } from "./wheel/inspect-wheel.ts";

type Option = "files" | "gate";

/** Counts on which Pythons and platforms a release installs without a compiler, its dependencies included. */
const coverage: Task<Option> = {
  name: "coverage",
  summary:
    "Counts on which supported CPythons and platforms the wheels in a folder install with all that they need from\n" +
    "wheels alone, resolved by uv (python -m uv); free-threaded builds apart.",
  operands: "",
  variables: {
    UV_DEFAULT_INDEX:
      "simple API of the index that dependencies come from; else PYPI_SIMPLE_URL, else uv's own",
    GITHUB_STEP_SUMMARY: "file that tables are added to, if it is set",
    GITHUB_OUTPUT: "file that covered, cells and percent are added to, if it is set",
  },
  options: {
    files: { value: "DIR", help: "the folder that holds the wheels", default: "dist" },
    gate: { value: "PERCENT", help: "fail below that share of cells, each alike; 0: never", default: "0" },
  },
  run: count,
};

async function count(call: TaskCall<Option>): Promise<void> {
  const gate = gateOf(call.options.gate);
  const { wheels, project, requiresPython } = readWheels(call.options.files);
  const cells = cellsOf(requiresPython, new Date().toISOString().slice(0, 10));
  const outcomes = await countCells({ wheels, project }, cells, { variables: call.variables });
  const figures = figuresOf(outcomes);
  tell(call, outcomes, { ...figures, shutOutPercent: shutOut(requiresPython) });
  const { covered, cells: all, percent } = figures.unweighted;
  if (percent >= gate) return;
  const missing = lackingOf(outcomes.filter((outcome) => !isThreaded(outcome)));
  throw new TaskError([
    {
      place: "coverage",
      fault: `is ${percentText(percent)} (${covered} of ${all}), below ${gate} %`,
      mend:
        missing === ""
          ? "widen requires-python"
          : `get wheels for ${missing}, or lower slipway:release.coverage`,
    },
  ]);
}

function gateOf(text: string): number {
  if (/^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100) return Number(text);
  throw new MisuseError({ place: "--gate", fault: "is no percentage", mend: "write --gate 95" });
}

/** What the wheels say of themselves; all are of one release, so that the first one speaks for all. */
function readWheels(folder: string) {
  const names = readReleaseFiles(folder).flatMap(({ name }) => (name.endsWith(".whl") ? [name] : []));
  const [first] = names;
  if (first === undefined) {
    throw new TaskError([
      { place: folder, fault: "holds no wheel", mend: "fetch the built files into it first" },
    ]);
  }
  const { distribution, requiresPython } = inspectWheel(first, readFileSync(join(folder, first)));
  const wheels = new Map(names.map((name) => [resolve(folder, name), name]));
  return {
    wheels,
    project: distributionOf(distribution).replaceAll("_", "-"),
    requiresPython: requiresPython ?? "",
  };
}

function tell(
  call: TaskCall<Option>,
  outcomes: readonly Outcome[],
  { shutOutPercent, ...figures }: Figures & { readonly shutOutPercent: number },
): void {
  for (const table of [figuresTable(figures, shutOutPercent), coverageTable(outcomes)]) {
    call.tabulate(table);
    if (table.title === "Coverage") for (const [figure, value] of table.rows) call.say(`${figure}: ${value}`);
  }
  const rows = outcomes.flatMap(({ python, platform, missing }) =>
    missing === null ? [] : [[`${python} on ${platform}`, missing.package, missing.why]],
  );
  for (const [cell, name, why] of rows) call.say(`${cell}: no wheel of ${name}: ${why}`);
  if (rows.length > 0) call.tabulate({ title: "Not covered", head: ["Where", "Package", "Why"], rows });
  const { covered, cells, percent } = figures.unweighted;
  call.output({ covered: String(covered), cells: String(cells), percent: percent.toFixed(1) });
}

/** Packages without wheels, each with how many cells it costs: the table has these one by one. */
function lackingOf(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { missing } of outcomes) {
    if (missing !== null) counts.set(missing.package, (counts.get(missing.package) ?? 0) + 1);
  }
  return [...counts].map(([name, cells]) => `${name} (${cells} not covered)`).join(", ");
}

await runProgram(coverage);
