import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { gitHubOf } from "./github/client.ts";
import { readFacts } from "./installation/facts.ts";
import { renderInstallation } from "./installation/render.ts";
import { withSection } from "./installation/section.ts";
import { MisuseError, TaskError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { folderOf } from "./release/options.ts";

type Option = "readme" | "out" | "body" | "declaration";
type Call = TaskCall<Option>;

/** Writes the README's section on how to install the package. */
const docs: Task<Option> = {
  name: "installation-docs",
  summary:
    "Writes the README anew, with the section between <!-- slipway:installation --> and <!-- /slipway:installation -->,\n" +
    "appended where there is none: how to install and verify the package, and what its latest release was tested on.\n" +
    "Writes nothing where nothing is released yet.",
  operands: "",
  variables: {
    GITHUB_API_URL: "address of GitHub's API",
    GITHUB_REPOSITORY: "owner/name",
    GH_TOKEN: "token that reads contents",
    GITHUB_OUTPUT: "file that the output `changed` is added to, if it is set: true or false",
  },
  options: {
    readme: {
      value: "FILE",
      help: "the README, from the repository's root (default: as declared)",
      default: "",
    },
    out: { value: "DIR", help: "folder to write it to, under the same path", default: "" },
    body: { value: "FILE", help: "file to write a pull request's text to (default: none)", default: "" },
    declaration: declarationOption,
  },
  run,
};

async function run(call: Call): Promise<void> {
  const out = folderOf(call.options, "out");
  const declaration = readDeclaration(call.options.declaration);
  const place = readmeOf(call.options.readme || (declaration.upkeep.readme ?? ""));
  const readme = textOf(place);
  const say = (line: string) => call.say(line);
  const facts = await readFacts(gitHubOf(call.variables, say), declaration, say);
  if (facts === null) {
    say("No version is released yet: there is nothing to tell.");
    call.output({ changed: "false" });
    return;
  }
  // What can't be asked now stays as it was told.
  const onConda = facts.onConda ?? readme.includes("--channel conda-forge");
  const written = withSection(readme, renderInstallation({ ...facts, onConda }), place);
  const changed = written !== readme;
  say(changed ? `${place} is brought up to release ${facts.version}.` : `${place} stays as it is.`);
  mkdirSync(dirname(join(out, place)), { recursive: true });
  writeFileSync(join(out, place), written);
  const body = `How to install and verify it, and what release [${facts.version}](${facts.url}) was tested on.\n`;
  if (call.options.body !== "") writeFileSync(call.options.body, body);
  call.output({ changed: String(changed) });
}

function readmeOf(place: string): string {
  const mend = "set slipway:upkeep.readme in the stack, or write --readme README.md";
  if (place === "") throw new MisuseError({ place: "--readme", fault: "is missing", mend });
  if (/^\/|^[A-Za-z]:|(^|[\\/])\.\.([\\/]|$)/.test(place))
    throw new MisuseError({ place: "--readme", fault: "leads out of the repository", mend });
  if (/\.(md|markdown)$/i.test(place)) return place;
  throw new TaskError([{ place, fault: "is no Markdown", mend: "keep the section in a README.md" }]);
}

function textOf(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    // Written back, what can't be read would be lost.
    if (error instanceof TypeError)
      throw new TaskError([{ place: file, fault: "is not UTF-8", mend: "save it as UTF-8" }]);
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const mend = "name a README that is there, from the repository's root";
    throw new TaskError([{ place: file, fault: `can't be read (${code})`, mend }]);
  }
}

await runProgram(docs);
