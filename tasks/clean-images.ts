import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { gitHubOf } from "./github/client.ts";
import { findPackage } from "./github/packages.ts";
import { clean } from "./image-cleanup/clean.ts";
import { ledgersOf } from "./image-cleanup/ledgers.ts";
import { agesOf, dryRunOf } from "./image-cleanup/options.ts";
import { linesOf, tableOf } from "./image-cleanup/show.ts";
import { MisuseError } from "./program/fault.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { registryOf, registryVariables } from "./registry/registry.ts";

type Option = "dry-run" | "keep-days" | "declaration";

/** How many versions one run removes: each takes two requests, of the 1,000 an hour that a repository's runs share. */
const most = 150;
/** After how many everything is read again. */
const batch = 15;

const cleanImages: Task<Option> = {
  name: "clean-images",
  summary:
    "Removes old untagged versions of the declared image that nothing leads to. Kept is what has a tag, what stands in\n" +
    "something kept (the platforms of an index, attestations, lists of bills of materials), what is about something kept,\n" +
    "what the ledger of a release points to, and what is younger than some days. Where anything can't be read, nothing\n" +
    `is removed. One run removes ${most} at most; running it again goes on.\n` +
    "Outputs: removed, kept, left (how many versions).",
  operands: "",
  variables: {
    GITHUB_API_URL: "GitHub's API",
    GITHUB_REPOSITORY: "owner/name, whose releases' ledgers are read",
    ...registryVariables,
    GH_TOKEN: "token with packages: write and contents: read; with contents: write it sees drafts, too",
    GITHUB_STEP_SUMMARY: "file that a table is added to, if it is set",
    GITHUB_OUTPUT: "file that the outputs are added to, if it is set",
  },
  options: {
    "dry-run": { value: "true|false", help: "only tells what would be removed", default: "false" },
    "keep-days": {
      value: "N",
      help: "how long a version stays that nothing leads to, 1 to 3650; as declared if not set",
      default: "",
    },
    declaration: declarationOption,
  },
  run,
};

async function run(call: TaskCall<Option>): Promise<void> {
  const { image, upkeep } = readDeclaration(call.options.declaration);
  const dryRun = dryRunOf(call.options["dry-run"]);
  const ages = agesOf(call.options["keep-days"] || String(upkeep.keepImages), Date.now());
  if (image === null) {
    throw new MisuseError({
      place: call.options.declaration,
      fault: "declares no image",
      mend: "declare slipway:image, or leave this step out",
    });
  }
  const say = (line: string) => call.say(line);
  const { variables } = call;
  const github = gitHubOf(variables, say);
  const found = await findPackage(github, image.name);
  if (found === null) {
    say(`${image.registry}/${image.name}: there is no such package yet, or none that this token may see.`);
    call.output({ removed: "0", kept: "0", left: "0" });
    return;
  }
  const registry = registryOf({ host: image.registry, name: image.name, variables, say });
  const sources = { package: found, registry, ledgers: ledgersOf(github) };
  const cleaned = await clean(sources, { ...ages, dryRun, most, batch, say });
  for (const line of linesOf(cleaned, { dryRun, image: registry.image })) say(line);
  call.tabulate(tableOf(cleaned, { dryRun, image: registry.image }));
  const { removed, kept, left } = cleaned;
  call.output({ removed: String(removed.length), kept: String(kept.length), left: String(left.length) });
}

await runProgram(cleanImages);
