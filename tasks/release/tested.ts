import { fitsCell } from "../coverage/tags.ts";
import type { Declaration } from "../declaration/declaration.ts";
import { gitHubOf } from "../github/client.ts";
import { type RunJob, allJobsOfRun } from "../github/runs.ts";
import type { LedgerTest, ReleaseLedger } from "../ledger/release-ledger.ts";
import { TaskError } from "../program/fault.ts";
import type { TaskCall } from "../program/task.ts";
import { parseWheelName } from "../wheel/filename.ts";
import { platformsOf } from "../wheel/platform-tags.ts";

/** What is known of the files that were tested. */
type Tested = Pick<ReleaseLedger, "files">;

/** Platforms as containers are told by them. */
const containers: Readonly<Record<string, string>> = { amd64: "linux-x86_64", arm64: "linux-aarch64" };

/**
 * What a release's jobs tested and where, by the names that the workflow gives them: of the run that settled the files,
 * and of this one. Where they can't be read, nothing is known: that is told, and fails nothing.
 */
export async function readTested(
  declaration: Declaration,
  { ledger, run }: { readonly ledger: ReleaseLedger; readonly run: number },
  call: Pick<TaskCall, "variables" | "say">,
): Promise<readonly LedgerTest[]> {
  const say = (line: string) => call.say(line);
  try {
    const github = gitHubOf(call.variables, say);
    const jobs: RunJob[] = [];
    for (const id of new Set([ledger.run.id, run])) jobs.push(...(await allJobsOfRun(github, id)));
    return testsOf(jobs, declaration, ledger);
  } catch (error) {
    if (!(error instanceof TaskError)) throw error;
    say(`What was tested where can't be told: ${error.message}`);
    return [];
  }
}

/** What the jobs that passed have tested. */
export function testsOf(
  jobs: readonly RunJob[],
  { package: { pythons }, indexes }: Pick<Declaration, "package" | "indexes">,
  { files }: Tested,
): readonly LedgerTest[] {
  const titles = new Set(indexes.map(({ title }) => title));
  return jobs.flatMap(({ name, conclusion }): readonly LedgerTest[] => {
    if (conclusion !== "success") return [];
    const [, platform = "", python = ""] = /^Test on (\S+), Python (\S+)$/.exec(name) ?? [];
    if (python !== "") return [{ what: "test", platform, python }];
    const [, built] = /^Build wheels for (\S+)$/.exec(name) ?? [];
    if (built !== undefined) return wheelTests(built, pythons, files);
    const [, verified = "", where = ""] = /^Verify (.+) (?:on|for) (\S+)$/.exec(name) ?? [];
    if (titles.has(verified)) return [{ what: verified, platform: where, python: null }];
    if (!/\bimage\b/.test(verified)) return [];
    return [{ what: "image", platform: containers[where.replace(/^linux\//, "")] ?? where, python: null }];
  });
}

/** cibuildwheel tests each wheel that it builds, on every Python that the wheel is for. */
function wheelTests(
  platform: string,
  pythons: readonly string[],
  files: Tested["files"],
): readonly LedgerTest[] {
  const wheels = files.flatMap(({ name }) => parseWheelName(name) ?? []);
  const target = { uv: "", fits: (tag: string) => platformsOf(tag).includes(platform) };
  return pythons
    .filter((python) => wheels.some((wheel) => fitsCell(wheel, python, target)))
    .map((python) => ({ what: "test", platform, python }));
}
