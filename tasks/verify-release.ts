import { setTimeout as sleep } from "node:timers/promises";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { addressVariables, indexAddress } from "./index/address.ts";
import { readSums } from "./ledger/sums.ts";
import { type Fault, MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { minutesOf } from "./release/options.ts";
import type { Asked } from "./verify/asked.ts";
import { type Verdict, verifyRelease } from "./verify/verify.ts";

type Option = "index" | "locks" | "wait" | "pep740" | "sdist" | "tools" | "platform" | "declaration";

/** Stands in for a user who trusts nobody. */
const verify: Task<Option> = {
  name: "verify-release",
  summary:
    "Verifies a release on an index as a consumer would: waits until it shows every file with the release's hash,\n" +
    "installs the locked dependencies and then the package alone, by hash, into a fresh environment, imports it, and\n" +
    "verifies the attestations of what it got, on GitHub and on the index (PEP 740).",
  operands: "",
  variables: {
    VERSION: "the version that was released",
    SUMS: "its files: lines of SHA-256, two blanks and name",
    GITHUB_REPOSITORY: "owner/name of the repository that released it",
    GITHUB_SHA: "the commit that it was built from",
    GITHUB_REF: "the ref of that run: refs/tags/v1",
    GITHUB_SERVER_URL: "where the repository is, as its attestations name it",
    GH_TOKEN: "what gh asks GitHub with; needed where attestations are declared",
    ...addressVariables,
    GITHUB_OUTPUT: "file that the output `verdict` is added to, if it is set: verified or failed",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
  },
  options: {
    index: { value: "NAME", help: "pypi, testpypi or custom, as it is declared", default: "" },
    locks: { value: "DIR", help: "folder with runtime.txt, which lock-tests wrote", default: "locks" },
    wait: { value: "MINUTES", help: "how long the index may lag", default: "10" },
    pep740: {
      value: "auto|on|off",
      help: "the index's attestations; auto: where the tool runs",
      default: "auto",
    },
    sdist: { value: "yes|no", help: "whether the sdist is fetched and verified too", default: "yes" },
    tools: {
      value: "FILE",
      help: "locked requirements of pypi-attestations",
      default: ".github/slipway/requirements/attestations.txt",
    },
    platform: { value: "NAME", help: "platform, as the table calls it", default: "this one" },
    declaration: declarationOption,
  },
  run,
};

async function run(call: TaskCall<Option>): Promise<void> {
  const asked = await askedBy(call);
  const host = {
    variables: call.variables,
    say: (line: string) => call.say(line),
    now: () => Date.now(),
    sleep: (ms: number) => sleep(ms),
  };
  const verdict = await verifyRelease(asked, host);
  tell(verdict, asked, call);
  if (verdict.faults.length > 0) throw new TaskError(verdict.faults);
}

async function askedBy(call: TaskCall<Option>): Promise<Asked> {
  const { options, variables } = call;
  const declaration = readDeclaration(options.declaration);
  const index = declaration.indexes.find(({ name }) => name === options.index);
  if (index === undefined) {
    const names = declaration.indexes.map(({ name }) => name).join(", ");
    throw new MisuseError({
      place: "--index",
      fault: "names no declared index",
      mend: `name one of ${names}`,
    });
  }
  const set = requireVariables(variables, [
    "VERSION",
    "SUMS",
    "GITHUB_REPOSITORY",
    "GITHUB_SHA",
    "GITHUB_REF",
  ]);
  return {
    declaration,
    index,
    simpleUrl: await indexAddress(index, variables),
    version: set("VERSION"),
    sums: readSums(set("SUMS")),
    source: {
      repository: set("GITHUB_REPOSITORY"),
      commit: set("GITHUB_SHA"),
      ref: set("GITHUB_REF"),
      server: variables["GITHUB_SERVER_URL"] || "https://github.com",
    },
    locks: options.locks,
    minutes: minutesOf(options.wait),
    pep740: choiceOf("pep740", options.pep740, ["auto", "on", "off"]),
    sdist: choiceOf("sdist", options.sdist, ["yes", "no"]) === "yes",
    tools: options.tools,
  };
}

/** Throws a TaskError that names all that are not set. */
function requireVariables<Name extends string>(
  variables: TaskCall["variables"],
  names: readonly Name[],
): (name: Name) => string {
  const faults = names
    .filter((name) => (variables[name] ?? "").trim() === "")
    .map((name): Fault => ({ place: name, fault: "is not set", mend: "hand it on from the release's jobs" }));
  if (faults.length > 0) throw new TaskError(faults);
  return (name) => variables[name] ?? "";
}

function choiceOf<const T extends string>(option: string, text: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  const fault = `is ${text === "" ? "empty" : text}`;
  throw new MisuseError({ place: `--${option}`, fault, mend: `write one of ${choices.join(", ")}` });
}

function tell({ checks, faults }: Verdict, { index, version }: Asked, call: TaskCall<Option>): void {
  const { platform } = call.options;
  const here = platform === "this one" ? `${process.platform}-${process.arch}` : platform;
  const verdict = faults.length === 0 ? "verified" : "failed";
  for (const check of checks) call.say(`${check.what}: ${check.verdict}`);
  call.say(`${index.title}, ${version}, ${here}: ${verdict}`);
  call.output({ verdict });
  call.tabulate({
    title: `${version} on ${index.title}, ${here}: ${verdict}`,
    head: ["Checked", "Verdict"],
    rows: checks.map((check) => [check.what, check.verdict]),
  });
}

await runProgram(verify);
