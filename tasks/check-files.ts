import { readFileSync } from "node:fs";
import { join } from "node:path";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { type ReleaseFile, readReleaseFiles } from "./files/release-files.ts";
import { type Fault, MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { setFaults } from "./wheel/check-set.ts";
import { inspectSdist } from "./wheel/inspect-sdist.ts";
import { inspectWheel } from "./wheel/inspect-wheel.ts";
import type { Inspected } from "./wheel/inspected.ts";

type Option = "files" | "declaration" | "part";

/** Checks the files of a release, each by itself and all of them as a set, before anything uses them. */
const checkFiles: Task<Option> = {
  name: "check-files",
  summary:
    "Checks sdists and wheels before anything uses them: that they are whole, that names, metadata, tags and RECORD\n" +
    "agree, and that together they are what the stack declares.",
  operands: "",
  variables: {
    VERSION: "the version that every file must be of; empty: any, but one",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that sums (lines of hash and name), sdist and wheels are added to, if it is set",
  },
  options: {
    files: { value: "DIR", help: "the folder that holds them", default: "dist" },
    declaration: declarationOption,
    part: {
      value: "PART",
      help: "what was built: all, sdist, or one platform such as linux-x86_64",
      default: "all",
    },
  },
  run: check,
};

function check(call: TaskCall<Option>): void {
  const declared = readDeclaration(call.options.declaration).package;
  const { part } = call.options;
  if (!["all", "sdist", ...declared.platforms].includes(part)) {
    const mend = `name one of all, sdist, ${declared.platforms.join(", ")}`;
    throw new MisuseError({ place: "--part", fault: "is no part that the stack declares", mend });
  }
  const files = readReleaseFiles(call.options.files);
  const { inspected, broken } = inspect(call.options.files, files);
  const wanted = { package: declared, version: call.variables["VERSION"] || null, part };
  const faults = [
    ...broken,
    ...inspected.flatMap((file) => file.faults),
    ...(broken.length > 0 ? [] : setFaults(inspected, wanted)),
  ];
  if (faults.length > 0) throw new TaskError(faults);
  tell(call, files);
}

/** Reads one file after the other; a file that can't be read at all is told with the faults of the others. */
function inspect(folder: string, files: readonly ReleaseFile[]): { inspected: Inspected[]; broken: Fault[] } {
  const inspected: Inspected[] = [];
  const broken: Fault[] = [];
  for (const { name } of files) {
    try {
      const content = readFileSync(join(folder, name));
      inspected.push(name.endsWith(".whl") ? inspectWheel(name, content) : inspectSdist(name, content));
    } catch (error) {
      if (!(error instanceof TaskError)) throw error;
      broken.push(...error.faults);
    }
  }
  return { inspected, broken };
}

function tell(call: TaskCall<Option>, files: readonly ReleaseFile[]): void {
  const sums = files.map(({ name, sha256 }) => `${sha256}  ${name}`);
  for (const line of sums) call.say(line);
  const named = (end: string) => files.filter(({ name }) => name.endsWith(end)).map(({ name }) => name);
  call.output({
    sums: sums.join("\n"),
    sdist: named(".tar.gz").join("\n"),
    wheels: named(".whl").join("\n"),
  });
  const rows = files.map(({ name, size, sha256 }) => [name, String(size), sha256]);
  call.tabulate({ title: "Checked files", head: ["File", "Bytes", "SHA-256"], rows });
}

await runProgram(checkFiles);
