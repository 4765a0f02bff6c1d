import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { lockImage } from "./lock/lock-image.ts";
import { daysOf } from "./lock/options.ts";
import { locksFolder } from "./lock/places.ts";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";

type Option = "files" | "out" | "committed" | "anew" | "cooldown" | "declaration";

/** Locks what the container image installs beside the package. */
const lock: Task<Option> = {
  name: "lock-image",
  summary:
    "Writes image.txt: what the built package needs at run time, without extras and itself, each by version and hash,\n" +
    "for the image's Python and all platforms, by uv (python -m uv). A committed lock is taken as it is, if it still fits.",
  operands: "",
  variables: { GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set" },
  options: {
    files: { value: "DIR", help: "folder of the built files", default: "dist" },
    out: { value: "DIR", help: "folder to write the lock to", default: "locks" },
    committed: {
      value: "FILE",
      help: "lock of the image that the repository keeps",
      default: `${locksFolder}/image.txt`,
    },
    anew: {
      value: "WHEN",
      help: "`missing`: resolved anew where there is no committed lock; `never`: then stops, as a release does",
      default: "missing",
    },
    cooldown: {
      value: "DAYS",
      help: "how old a file must be to be locked anew (default: as declared)",
      default: "",
    },
    declaration: declarationOption,
  },
  run,
};

async function run({ options, ...call }: TaskCall<Option>): Promise<void> {
  const { package: declared, image, upkeep } = readDeclaration(options.declaration);
  if (image === null) {
    const mend = "leave this out, or declare slipway:image in the stack";
    throw new TaskError([{ place: options.declaration, fault: "declares no image", mend }]);
  }
  if (options.anew !== "missing" && options.anew !== "never") {
    const mend = "write --anew missing or --anew never";
    throw new MisuseError({ place: "--anew", fault: "is neither missing nor never", mend });
  }
  const { files, out, committed } = options;
  const cooldown = options.cooldown === "" ? upkeep.cooldown : daysOf("--cooldown", options.cooldown);
  const committedOnly = options.anew === "never";
  await lockImage({ declared, image, files, out, committed, committedOnly, cooldown }, call);
}

await runProgram(lock);
