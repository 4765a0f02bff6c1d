import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { lockTests } from "./lock/lock-tests.ts";
import { daysOf } from "./lock/options.ts";
import { locksFolder } from "./lock/places.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

type Option = "files" | "out" | "extras" | "requirements" | "committed" | "cooldown" | "declaration";

/** Locks what the tests and what users of the package install beside it. */
const lock: Task<Option> = {
  name: "lock-tests",
  summary:
    "Writes tests.txt and runtime.txt: what the built package needs, with its test extras and without, each by\n" +
    "version and hash, for all platforms and Pythons at once, by uv (python -m uv). A committed lock is taken as it is, if it\n" +
    "still fits.",
  operands: "",
  variables: {
    GITHUB_OUTPUT:
      "file that the output `requirement` is added to, if it is set: the package by version and hashes",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
  },
  options: {
    files: { value: "DIR", help: "folder of the built files", default: "dist" },
    out: { value: "DIR", help: "folder to write the locks to", default: "locks" },
    extras: { value: "NAMES", help: "extras that the tests need, with commas between", default: "" },
    requirements: {
      value: "FILE",
      help: "further requirements of the tests, if it is there",
      default: ".github/slipway/requirements/test.txt",
    },
    committed: {
      value: "FILE",
      help: "lock of the tests that the repository keeps, if it is there",
      default: `${locksFolder}/tests.txt`,
    },
    cooldown: { value: "DAYS", help: "how old a file must be to be locked anew", default: "7" },
    declaration: declarationOption,
  },
  run,
};

async function run(call: TaskCall<Option>): Promise<void> {
  const { files, out, requirements, committed } = call.options;
  const { package: declared } = readDeclaration(call.options.declaration);
  await lockTests(
    {
      declared,
      files,
      out,
      extras: call.options.extras.split(",").filter((extra) => extra !== ""),
      requirements,
      committed,
      cooldown: daysOf("--cooldown", call.options.cooldown),
    },
    call,
  );
}

await runProgram(lock);
