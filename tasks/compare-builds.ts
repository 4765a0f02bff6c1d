import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Build, type Difference, compareBuilds } from "./compare/compare.ts";
import type { Declaration } from "./declaration/declaration.ts";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { readReleaseFiles } from "./files/release-files.ts";
import { type Fault, MisuseError, TaskError, formatFault } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

/** Compares two builds of one commit, made on two machines, so that nobody has to trust either. */
const compare: Task<"declaration"> = {
  name: "compare-builds",
  summary:
    "Compares two builds of one commit. A pure package's files must be the same byte for byte, a native one's must\n" +
    "hold the same; each file that differs is named, with where it begins to.",
  operands: "FIRST SECOND",
  variables: {
    SECOND_BUILD:
      "gate: a difference fails; report: it is told alone; as-declared (default): what the stack says",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that same (true or false) is added to, if it is set",
  },
  options: { declaration: declarationOption },
  run: compareFolders,
};

function compareFolders(call: TaskCall<"declaration">): void {
  const [first, second, ...rest] = call.operands;
  if (first === undefined || second === undefined || rest.length > 0) {
    const mend = "name the folder of the first and of the second";
    throw new MisuseError({ place: "FIRST SECOND", fault: "are not two folders", mend });
  }
  const declaration = readDeclaration(call.options.declaration);
  const mode = modeOf(call.variables["SECOND_BUILD"], declaration);
  const builds = [first, second].map(buildIn) as [Build, Build];
  const differences = compareBuilds(...builds);
  const counts = (difference: Difference) => !difference.container || declaration.package.kind === "pure";
  const faults = differences.filter(counts).map(faultOf);
  tabulate(call, builds[0], differences);
  call.output({ same: String(faults.length === 0) });
  for (const notice of differences.filter((difference) => !counts(difference))) {
    tell(call, "notice", formatFault({ ...faultOf(notice), mend: "nothing to mend: it installs the same" }));
  }
  if (faults.length === 0) call.say(`${countOf(builds[0].size)}: both builds made the same`);
  else if (mode === "gate") throw new TaskError(faults);
  for (const fault of faults) tell(call, "warning", formatFault(fault));
}

function modeOf(asked: string | undefined, { release }: Declaration): "gate" | "report" {
  if (asked === undefined || asked === "" || asked === "as-declared") return release.secondBuild;
  if (asked === "gate" || asked === "report") return asked;
  const mend = "set it to gate, report or as-declared";
  throw new MisuseError({ place: "SECOND_BUILD", fault: "is none of its words", mend });
}

function buildIn(folder: string): Build {
  const files = readReleaseFiles(folder);
  if (files.length > 0)
    return new Map(files.map(({ name }) => [name, () => readFileSync(join(folder, name))]));
  throw new TaskError([
    { place: folder, fault: "holds no sdist and no wheel", mend: "fetch the built files into it first" },
  ]);
}

function faultOf({ file, path, what }: Difference): Fault {
  const mend =
    "keep times, paths, order and versions of tools out of the build; to release all the same, set " +
    "slipway:release.secondBuild: report, or dispatch with second-build=report";
  return { place: path === null ? file : `${file}, ${path}`, fault: what, mend };
}

function tell(call: TaskCall<"declaration">, kind: "notice" | "warning", line: string): void {
  const onRunner = call.variables["GITHUB_ACTIONS"] === "true";
  call.say(onRunner ? `::${kind}::${line.replaceAll("%", "%25")}` : `${kind}: ${line}`);
}

function tabulate(call: TaskCall<"declaration">, first: Build, differences: readonly Difference[]): void {
  const differing = new Set(differences.map(({ file }) => file));
  const same = [...first.keys()].filter((file) => !differing.has(file)).map((file) => [file, "same", ""]);
  const rows = differences.map(({ file, path, what, container }) => {
    return [file, container ? "holds the same" : "differs", [path, what].filter(Boolean).join(" ")];
  });
  call.tabulate({
    title: "Second build",
    head: ["File", "Second build", "Difference"],
    rows: [...same, ...rows],
  });
}

function countOf(files: number): string {
  return `${files} ${files === 1 ? "file" : "files"}`;
}

await runProgram(compare);
