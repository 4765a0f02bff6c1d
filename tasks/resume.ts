import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { type Attester, verifyAttestation } from "./github/attestations.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { indexVariables, indexesOf, storeOf, storeVariables } from "./release/access.ts";
import { type Collected, collect } from "./release/collect.ts";
import { type Content, plain } from "./release/content.ts";
import { identityOf, identityVariables } from "./release/identity.ts";
import { folderOf } from "./release/options.ts";

/**
 * Collects what an earlier run left. Without a GitHub release the index alone is asked: files that were built and not yet
 * uploaded are built anew, so that an upload which an index shows only later may meet other contents and be refused; the
 * next run then takes what the index shows.
 */
const resume: Task<"declaration" | "into"> = {
  name: "resume",
  summary:
    "Collects the files that an earlier run at the same commit left, from the indexes and from the draft release,\n" +
    "takes only what this workflow attested at this commit (where files are attested), and writes them into a folder\n" +
    "beside held.json. Stops where something is published already that is not this release's.\n" +
    "Outputs: sealed (true: the draft's files are settled), held (how many files), sdist (its name, if held).",
  operands: "",
  variables: {
    ...identityVariables,
    ...storeVariables,
    ...indexVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set",
  },
  options: {
    declaration: declarationOption,
    into: { value: "DIR", help: "folder that the files are written into", default: "" },
  },
  run: resumeRelease,
};

async function resumeRelease(call: TaskCall<"declaration" | "into">): Promise<void> {
  const into = folderOf(call.options, "into");
  const declaration = readDeclaration(call.options.declaration);
  const identity = identityOf(declaration, call.variables);
  const repository = call.variables["GITHUB_REPOSITORY"] ?? "";
  const { workflow, commit, tag } = identity;
  const attester: Attester = { repository, workflow, commit, ref: `refs/tags/${tag}` };
  const collected = await collect(
    {
      store: storeOf(declaration, call),
      indexes: await indexesOf(declaration, call),
      verify: declaration.release.attestations ? (file) => verify(file, attester, call) : null,
      say: (line) => call.say(line),
    },
    identity,
  );
  keep(into, collected);
  tell(call, collected);
}

/** `gh` reads a file; it is called as on the release, since some of what it prints names it. */
async function verify(file: Content, attester: Attester, { variables }: TaskCall<"declaration" | "into">) {
  const folder = mkdtempSync(join(tmpdir(), "resume-"));
  try {
    const path = join(folder, file.name);
    writeFileSync(path, file.read());
    return await verifyAttestation(path, attester, { variables });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function keep(into: string, { sealed, published, files }: Collected): void {
  mkdirSync(into, { recursive: true });
  for (const file of files) writeFileSync(join(into, file.name), file.read());
  const held = files.map(({ from, ...file }) => ({ ...plain(file), from }));
  writeFileSync(join(into, "held.json"), `${JSON.stringify({ sealed, published, files: held }, null, 2)}\n`);
}

function tell(call: TaskCall<"declaration" | "into">, { sealed, published, files }: Collected): void {
  for (const { name, sha256, from } of files) call.say(`${sha256}  ${name}  from ${from}`);
  if (files.length === 0) call.say("Nothing is held: everything is built.");
  if (published) call.say("The release is published already: what follows only checks it.");
  call.tabulate({
    title: sealed ? "Files settled by an earlier run" : "Files held from an earlier run",
    head: ["File", "From", "SHA-256"],
    rows: files.map(({ name, from, sha256 }) => [name, from, sha256]),
  });
  call.output({
    sealed: String(sealed),
    held: String(files.length),
    sdist: files.find(({ name }) => name.endsWith(".tar.gz"))?.name ?? "",
  });
}

await runProgram(resume);
