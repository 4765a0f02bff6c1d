import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { gitHubOf } from "./github/client.ts";
import { requireSums, toldAlone } from "./ledger/sums.ts";
import { MisuseError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { indexVariables, indexesOf, storeVariables } from "./release/access.ts";
import { contentOf, fileContents, folderContents, sumsOf } from "./release/content.ts";
import { identityOf, identityVariables } from "./release/identity.ts";
import { notesOf } from "./release/notes.ts";
import { flagOf, folderOf } from "./release/options.ts";
import { ensureSealed } from "./release/seal.ts";
import { type Settled, markNotes } from "./release/standing.ts";
import { githubStore } from "./release/store.ts";

type Options = "declaration" | "files";

const draftRelease: Task<Options> = {
  name: "draft-release",
  summary:
    "Makes the tag's draft release, or goes on with it: puts every file on it, SHA256SUMS and the EXTRA files\n" +
    "(provenance.jsonl, sbom.cdx.json), and when all is there and whole release-ledger.json, which settles the files.\n" +
    "No index is given anything before. Files that an earlier run settled are kept; others in their place are a fault.\n" +
    "Outputs: sums (lines of sha256 and name), release-id, url.",
  operands: "[EXTRA...]",
  variables: {
    ...identityVariables,
    PRERELEASE: "true: the version is a pre-release",
    SUMS: "lines of sha256 and name: the files have to be those; not asked for where it is not set",
    EXTRAS: "the same for the extras, of which no other is taken; all are where it is not set",
    ...storeVariables,
    ...indexVariables,
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set",
  },
  options: {
    declaration: declarationOption,
    files: { value: "DIR", help: "folder of the sdist and the wheels", default: "" },
  },
  run: fillDraft,
};

async function fillDraft(call: TaskCall<Options>): Promise<void> {
  const folder = folderOf(call.options, "files");
  const prerelease = flagOf(call.variables, "PRERELEASE");
  const declaration = readDeclaration(call.options.declaration);
  if (!declaration.release.githubRelease) throw undeclared(call.options.declaration);
  const identity = identityOf(declaration, call.variables);
  const { tag } = identity;
  const github = gitHubOf(call.variables, (line) => call.say(line));
  const files = folderContents(folder);
  requireSums(files, { folder, sums: call.variables["SUMS"] ?? null });
  const extras = toldAlone(fileContents(call.operands), call.variables["EXTRAS"] ?? null);
  const sums = contentOf("SHA256SUMS", Buffer.from(sumsOf(files)));
  const settled = await ensureSealed(
    {
      store: githubStore(github),
      indexes: await indexesOf(declaration, call),
      say: (line) => call.say(line),
      now: Date.now,
    },
    identity,
    {
      files,
      extras: [sums, ...extras],
      create: async (store) => {
        const notes = markNotes(await notesOf(declaration, identity, github), identity);
        call.say(`${tag}: its draft release is made`);
        return await store.create({ tag, title: tag, prerelease, notes });
      },
    },
  );
  tell(call, settled);
}

function undeclared(place: string): MisuseError {
  const mend = "leave this task out, or set slipway:channels.githubRelease: true in the stack";
  return new MisuseError({ place, fault: "declares no GitHub release", mend });
}

function tell(call: TaskCall<Options>, { state, release, ledger }: Settled): void {
  const sums = sumsOf(ledger.files);
  call.say(`${release.url}: ${state}, with every file`);
  call.tabulate({
    title: `Files on the ${state === "published" ? "" : "draft "}release`,
    head: ["File", "Bytes", "SHA-256"],
    rows: [...ledger.files, ...ledger.extras].map(({ name, size, sha256 }) => [name, String(size), sha256]),
  });
  call.output({ sums: sums.trimEnd(), "release-id": String(release.id), url: release.url });
}

await runProgram(draftRelease);
