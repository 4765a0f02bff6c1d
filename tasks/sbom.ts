import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { sha256Of } from "./files/release-files.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { writeSbom } from "./sbom/write-sbom.ts";

type Option = "files" | "lock" | "out" | "declaration";

/** Lists what a fresh install of the package brings along. */
const sbom: Task<Option> = {
  name: "sbom",
  summary:
    "Writes a CycloneDX list (1.6, JSON) of what a fresh install of the built package resolves to: the package with\n" +
    "its files by hash, and what the lock has it install on this platform and Python. The same files give the same list.",
  operands: "",
  variables: {
    SOURCE_DATE_EPOCH:
      "time that the list bears, in seconds since 1970: that of the commit; none if it is not set",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that sums (a line of the list's hash and name) is added to, if it is set",
  },
  options: {
    files: { value: "DIR", help: "folder of the built files, the sdist among them", default: "dist" },
    lock: {
      value: "FILE",
      help: "what users of the package install beside it",
      default: "locks/runtime.txt",
    },
    out: { value: "FILE", help: "the list", default: "sbom.cdx.json" },
    declaration: declarationOption,
  },
  run,
};

async function run(call: TaskCall<Option>): Promise<void> {
  const { files, lock, out, declaration } = call.options;
  const { distribution } = readDeclaration(declaration).package;
  const listed = await writeSbom({ files, lock, out, distribution }, call.variables);
  call.output({ sums: `${sha256Of(readFileSync(out))}  ${basename(out)}` });
  call.say(`${out}: ${listed.length} components beside the package, valid CycloneDX 1.6.`);
  const rows = listed.map(({ name, version, sha256 }) => [name, version, sha256]);
  call.tabulate({ title: "What an install brings along", head: ["Component", "Version", "SHA-256"], rows });
}

await runProgram(sbom);
