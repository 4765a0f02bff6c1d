import { readFileSync } from "node:fs";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { gitHubOf } from "./github/client.ts";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { readProposedFiles } from "./propose/files.ts";
import { propose } from "./propose/propose.ts";

type Option = "branch" | "title" | "body-file" | "from" | "to" | "declaration";
type Call = TaskCall<Option>;

/** Brings files into one pull request. */
const task: Task<Option> = {
  name: "propose",
  summary:
    "Brings the files of a folder into one pull request to the default branch, on a branch of its own that nobody else\n" +
    "works on, and starts the build there. One that is open is brought up to date; one that has become obsolete is closed.\n" +
    "Touches no other file. Needs the permissions contents, pull-requests and actions: write.",
  operands: "",
  variables: {
    GITHUB_API_URL: "address of GitHub's API",
    GITHUB_SERVER_URL: "address of GitHub's pages",
    GITHUB_REPOSITORY: "owner/name",
    GH_TOKEN: "token of the job",
    GITHUB_OUTPUT: "file that the output `pull-request`, its address or nothing, is added to, if it is set",
  },
  options: {
    branch: { value: "NAME", help: "branch of its own: slipway/locks", default: "" },
    title: { value: "TEXT", help: "title of the pull request and of its commit", default: "" },
    "body-file": { value: "FILE", help: "text of the pull request, Markdown", default: "" },
    from: { value: "DIR", help: "folder of the files", default: "" },
    to: { value: "DIR", help: "folder of the repository that they go to", default: "" },
    declaration: declarationOption,
  },
  run,
};

async function run(call: Call): Promise<void> {
  const { declaration, to } = call.options;
  const branch = branchOf(call);
  const title = given(call, "title", "a title");
  const body = textOf(given(call, "body-file", "a file"));
  const files = readProposedFiles(given(call, "from", "a folder"), to);
  const say = (line: string) => call.say(line);
  const server = (call.variables["GITHUB_SERVER_URL"] ?? "https://github.com").replace(/\/+$/, "");
  const proposal = { branch, title, body, files, server, declaration: readDeclaration(declaration) };
  const { pull } = await propose(gitHubOf(call.variables, say), proposal, say);
  call.output({ "pull-request": pull?.url ?? "" });
}

/** A branch that holds Slipway's proposals and nothing else. */
function branchOf(call: Call): string {
  const { branch } = call.options;
  if (/^slipway\/[a-z0-9][a-z0-9-]*$/.test(branch)) return branch;
  const mend = "write one such as --branch slipway/locks";
  throw new MisuseError({ place: "--branch", fault: "is no branch of proposals", mend });
}

function given(call: Call, name: Option, what: string): string {
  const value = call.options[name];
  if (value !== "") return value;
  throw new MisuseError({ place: `--${name}`, fault: "is missing", mend: `name ${what}` });
}

/** GitHub takes 65,536 characters. */
function textOf(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    return text.length <= 60_000 ? text : `${text.slice(0, 60_000)}\n\n(cut here)\n`;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new TaskError([{ place: file, fault: `can't be read (${code})`, mend: "write it first" }]);
  }
}

await runProgram(task);
