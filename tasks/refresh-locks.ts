import { writeFileSync } from "node:fs";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { locksFolder } from "./lock/places.ts";
import { refreshLocks } from "./lock/refresh/refresh.ts";
import { type Report, changeTable } from "./lock/refresh/report.ts";
import { annotate } from "./lock/settle.ts";
import { oneLine } from "./program/fault.ts";
import { markdownOf } from "./program/summary.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

type Option = "files" | "out" | "locks" | "extras" | "requirements" | "body" | "declaration";
type Call = TaskCall<Option>;

/** Writes every lock of the repository anew. */
const refresh: Task<Option> = {
  name: "refresh-locks",
  summary:
    "Writes every lock anew, for all platforms, from what has been out for the declared cooldown: tests.txt, build.txt,\n" +
    "and where an image is declared image.txt and images.json. What can't be had now stays as it is, and is told.\n" +
    "Runs code of the package, so that its job must hold no right to write.",
  operands: "",
  variables: {
    REGISTRY_URL: "address in place of the registries' own, if it is set",
    GITHUB_OUTPUT: "file that the output `changed` is added to, if it is set: true or false",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
  },
  options: {
    files: { value: "DIR", help: "folder of the built files", default: "dist" },
    out: { value: "DIR", help: "folder to write the locks to", default: "locks" },
    locks: { value: "DIR", help: "folder of the locks that the repository keeps", default: locksFolder },
    extras: { value: "NAMES", help: "extras that the tests need, with commas between", default: "" },
    requirements: {
      value: "FILE",
      help: "further requirements of the tests, if it is there",
      default: ".github/slipway/requirements/test.txt",
    },
    body: { value: "FILE", help: "file to write a pull request's text to (default: none)", default: "" },
    declaration: declarationOption,
  },
  run,
};

async function run(call: Call): Promise<void> {
  const { files, out, locks, requirements, extras, body } = call.options;
  const declaration = readDeclaration(call.options.declaration);
  const report = await refreshLocks(
    {
      ...{ declaration, files, out, locks, requirements, cooldown: declaration.upkeep.cooldown },
      extras: extras.split(",").filter((extra) => extra !== ""),
    },
    call,
  );
  for (const notice of report.notices) annotate(call, "warning", oneLine(notice));
  for (const { lock, what, from, to } of report.changes)
    call.say(`${lock}: ${what} ${from || "(new)"} -> ${to || "(gone)"}`);
  if (report.changes.length === 0) call.say("Every lock stays as it is.");
  else call.tabulate(changeTable(report.changes));
  if (body !== "") writeFileSync(body, textOf(report, declaration.upkeep.cooldown));
  call.output({ changed: String(report.changes.length > 0) });
}

/** What a pull request tells, whose reader decides. */
function textOf({ changes, notices }: Report, cooldown: number): string {
  const days = cooldown === 1 ? "1 day" : `${cooldown} days`;
  return [
    `Resolved anew from what has been out for ${days}, each file by its hash.\n`,
    ...(changes.length === 0 ? [] : [markdownOf(changeTable(changes))]),
    ...(notices.length === 0 ? [] : ["### To look at\n", ...notices.map((one) => `- ${plain(one)}`)]),
    "",
  ].join("\n");
}

/** What an index or a tool said must stand there as it is. */
function plain(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_[\]<>|&@#]/g, "\\$&");
}

await runProgram(refresh);
