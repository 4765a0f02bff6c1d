import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { readReleaseFiles } from "./files/release-files.ts";
import type { Channel } from "./ledger/channel.ts";
import { type Decision, decide } from "./ledger/decide.ts";
import { stageFiles } from "./ledger/stage.ts";
import { requireSums } from "./ledger/sums.ts";
import { TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { indexOf, indexVariables } from "./release/access.ts";
import { identityVariables, variableOf } from "./release/identity.ts";
import { folderOf } from "./release/options.ts";

type Options = "declaration" | "index" | "files" | "stage";

const ledger: Task<Options> = {
  name: "ledger",
  summary:
    "Reads what an index holds of the version, compares it by hash with a release's files, and tells the publishing job\n" +
    "what to do: publish what is missing, which alone is copied into a folder, or skip, since everything is there.\n" +
    "Stops where the index holds other contents, or takes no new file of this version any more.\n" +
    "Output: decision (publish or skip).",
  operands: "",
  variables: {
    VERSION: identityVariables.VERSION,
    SUMS: "lines of sha256 and name that draft-release told: the files have to be those; not asked for where it is not set",
    ...indexVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set",
  },
  options: {
    declaration: declarationOption,
    index: { value: "NAME", help: "pypi, testpypi or custom", default: "" },
    files: { value: "DIR", help: "folder of the sdist and the wheels", default: "" },
    stage: { value: "DIR", help: "folder that missing files are copied into", default: "" },
  },
  run: askLedger,
};

async function askLedger(call: TaskCall<Options>): Promise<void> {
  const [folder, stage] = [folderOf(call.options, "files"), folderOf(call.options, "stage")];
  const version = variableOf(call.variables, "VERSION");
  const declaration = readDeclaration(call.options.declaration);
  const files = readReleaseFiles(folder);
  requireSums(files, { folder, sums: call.variables["SUMS"] ?? null });
  const channel = await indexOf(declaration, call.options.index, call);
  const { title, openDays } = channel;
  const decision = decide(files, await channel.read(version), { title, openDays, now: Date.now() });
  tell(call, channel, decision);
  if (decision.decision === "stop") throw new TaskError(decision.faults);
  stageFiles(folder, stage, namesOf(decision, "missing"));
  call.output({ decision: decision.decision });
}

function tell(call: TaskCall<Options>, { title }: Channel, { decision, files }: Decision): void {
  for (const { name, state } of files) call.say(`${name}: ${state}`);
  call.say(`${title}: ${decision}`);
  call.tabulate({
    title: `${title}: ${decision}`,
    head: ["File", "There"],
    rows: files.map(({ name, state }) => [name, state]),
  });
}

function namesOf({ files }: Decision, state: string): readonly string[] {
  return files.filter((file) => file.state === state).map(({ name }) => name);
}

await runProgram(ledger);
