import type { Declaration, DeclaredIndex } from "./declaration/declaration.ts";
import { declarationOption, readDeclaration } from "./declaration/read.ts";
import { gitHubOf } from "./github/client.ts";
import { jobsOfRun } from "./github/runs.ts";
import type { ReleaseLedger } from "./ledger/release-ledger.ts";
import { type Task, type TaskCall, runProgram } from "./program/task.ts";
import { indexVariables, indexesOf, storeOf, storeVariables } from "./release/access.ts";
import { folderContents } from "./release/content.ts";
import { criticalPath } from "./release/critical-path.ts";
import { type Finished, finish } from "./release/finish.ts";
import { type ReleaseIdentity, identityOf, identityVariables } from "./release/identity.ts";
import { decisionsOf, flagOf, folderOf, minutesOf } from "./release/options.ts";
import { followersOf, otherVariables, registriesOf } from "./release/other-channels.ts";
import { timesOfRun } from "./release/run-times.ts";
import { pathTable, shown } from "./release/show-path.ts";
import { readTested } from "./release/tested.ts";

type Options = "declaration" | "files" | "wait";
type Call = TaskCall<Options>;

const publishRelease: Task<Options> = {
  name: "publish-release",
  summary:
    "Publishes the tag's GitHub release, last of all: reads every index once more, requires that each holds all files\n" +
    "as they were settled and the image those that it was made of, attaches the final release-ledger.json, and publishes\n" +
    "the draft. Then tells where everything is, and what the run's time went into. conda-forge is read and not waited\n" +
    "for. A release that is published already is only checked.",
  operands: "",
  variables: {
    ...identityVariables,
    LATEST: "true: this becomes the latest release, unless it is a pre-release",
    DECISIONS:
      "lines such as pypi=publish: what each publishing job was told; kept in the ledger, if it is set",
    ...storeVariables,
    ...indexVariables,
    ...otherVariables,
    GITHUB_STEP_SUMMARY: "file that tables are added to, if it is set",
  },
  options: {
    declaration: declarationOption,
    files: { value: "DIR", help: "folder of the sdist and the wheels", default: "" },
    wait: { value: "MINUTES", help: "how long an index may lag", default: "10" },
  },
  run: finishRelease,
};

async function finishRelease(call: Call): Promise<void> {
  const folder = folderOf(call.options, "files");
  const bound = minutesOf(call.options.wait) * 60_000;
  const latest = flagOf(call.variables, "LATEST");
  const decisions = decisionsOf(call.variables["DECISIONS"] ?? "");
  const declaration = readDeclaration(call.options.declaration);
  const identity = identityOf(declaration, call.variables);
  const ports = {
    store: storeOf(declaration, call),
    indexes: await indexesOf(declaration, call),
    registries: registriesOf(declaration, call),
    followers: followersOf(declaration, call),
    tested: (ledger: ReleaseLedger) => readTested(declaration, { ledger, run: identity.run.id }, call),
    bound,
    now: Date.now,
    sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
    say: (line: string) => call.say(line),
  };
  const finished = await finish(ports, identity, { files: folderContents(folder), latest, decisions });
  tellChannels(call, finished, identity);
  if (declaration.release.githubRelease) await tellPath(call, declaration, identity);
}

function tellChannels(call: Call, { readings, release }: Finished, { tag, version }: ReleaseIdentity): void {
  const places = readings.map(({ channel, held }) => {
    return { title: channel.title, page: channel.page(version), held };
  });
  if (release !== null) {
    const whole = release.assets.filter(({ complete }) => complete);
    places.push({
      title: "GitHub release",
      page: release.url,
      held: whole.map((one) => ({ ...one, uploaded: null })),
    });
    call.say(`${tag}: published`);
  }
  for (const { title, page } of places) call.say(`${title}: ${page}`);
  call.tabulate({
    title: "Where everything is",
    head: ["Channel", "Address", "File", "SHA-256"],
    rows: places.flatMap(({ title, page, held }) => {
      return held.map(({ name, sha256 }) => [title, page, name, sha256 ?? "not told"]);
    }),
  });
}

async function tellPath(
  call: Call,
  { release, indexes }: Declaration,
  { run }: ReleaseIdentity,
): Promise<void> {
  const say = (line: string) => call.say(line);
  const read = () => jobsOfRun(gitHubOf(call.variables, say), run.id, run.attempt);
  const jobs = await timesOfRun(read, say);
  if (jobs === null) return;
  const waiting = waitingJobs(indexes);
  const path = criticalPath(jobs, { now: Date.now(), waiting, attempt: run.attempt });
  if (path === null) return;
  const { machine, people } = path;
  say(`${release.workflow}: critical path ${shown(machine)}, and ${shown(people)} of waiting for people`);
  call.tabulate(pathTable(path));
}

/** Jobs that an environment's rules hold back, by the names that the workflow gives them. */
function waitingJobs(indexes: readonly DeclaredIndex[]): ReadonlySet<string> {
  const held = indexes.filter(
    ({ environment }) =>
      environment !== null && (environment.reviewers.length > 0 || environment.waitTimer > 0),
  );
  return new Set(held.map(({ title }) => `Publish to ${title}`));
}

await runProgram(publishRelease);
