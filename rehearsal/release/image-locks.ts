import { readFileSync } from "node:fs";
import { type Fault, FaultsError } from "../../config/fault.ts";
import { repositoryFolder } from "../github/git/repository.ts";
import { git } from "../github/git/run.ts";
import type { Rehearsal } from "./rehearse.ts";
import type { ReleaseEvent } from "./report.ts";
import { runDelivered, workflowAt } from "./run-release.ts";
import type { ReleaseState } from "./state.ts";
import type { World } from "./world.ts";

/** Where upkeep.yml keeps what the image installs. */
export const imageLock = ".github/slipway/locks/image.txt";

/** Branch from which upkeep.yml proposes the locks. */
const branch = "slipway/locks";

/** The commit that the locks are made for. */
export interface ToBeLocked {
  readonly world: World;
  readonly commit: string;
}

/**
 * Runs the delivered upkeep.yml's part that locks what the image installs, and merges what it proposes: a release with
 * an image wants that in the repository. Throws a FaultsError where it fails.
 */
export async function lockImage(rehearsal: Rehearsal, { world, commit }: ToBeLocked): Promise<void> {
  const { places, told } = rehearsal;
  told({
    kind: "preparing",
    text: "locking what the image installs, by upkeep.yml, in the rehearsal's repository alone ...",
  });
  const state: ReleaseState = { ...unreleased, commit };
  const begun = { world, state, github: places.github };
  const workflow = workflowAt(begun, "upkeep.yml");
  const wanted = new Set(["locks", "propose-locks"]);
  const jobs = Object.fromEntries(Object.entries(workflow.jobs).filter(([id]) => wanted.has(id)));
  const ended = await runDelivered({ ...rehearsal, told: inShort(told) }, begun, {
    file: "upkeep.yml",
    workflow: { ...workflow, jobs },
    event: {
      name: "workflow_dispatch",
      ref: `refs/heads/${world.plan.repository.defaultBranch}`,
      inputs: { part: "locks", "dry-run": "true" },
    },
    kept: {},
    fail: null,
    settled: () => undefined,
  });
  const faults = ended.reports.flatMap(({ key, outcome, said, log }) => {
    if (outcome.kind === "ran" && outcome.result === "success") return [];
    const why = said.length === 0 ? outcome.kind : said.join(" ");
    const mend = log === null ? "run it again" : `see ${log}; or leave the image out: --without-image`;
    return [{ place: `upkeep.yml, ${key}`, fault: why, mend }];
  });
  if (faults.length > 0) throw new FaultsError(faults);
  await mergeProposal(world);
  const folder = repositoryFolder(places.github, world.fullName);
  const kept = await git(folder, ["ls-tree", "--name-only", world.plan.repository.defaultBranch, imageLock]);
  if (kept.trim() === "") throw new FaultsError([notMade(ended.reports.map(({ log }) => log))]);
}

/** What can't be locked now upkeep.yml leaves as it is and warns of: here it would be missed a release later. */
export function notMade(written: readonly (string | null)[]): Fault {
  const logs = written.flatMap((log) => log ?? []);
  const found = logs.flatMap((log) => {
    const [, why] = /^::warning::image\.txt could not be made: (.*)$/m.exec(readFileSync(log, "utf8")) ?? [];
    return why === undefined ? [] : [{ log, why }];
  });
  const { log, why } = found[0] ?? { log: logs[0] ?? null, why: "it does not say why" };
  const see = log === null ? "" : `; see ${log}`;
  const mend = `mend that, or leave the image out: --without-image${see}`;
  return { place: imageLock, fault: `upkeep.yml could not make it: ${why}`, mend };
}

const unreleased: ReleaseState = {
  basis: "",
  version: "",
  tag: "",
  commit: "",
  changes: [],
  run: 8000,
  attempt: 1,
  event: "workflow_dispatch",
  inputs: {},
  result: "running",
  kept: {},
};

/** Its jobs are a step of the preparation, no part of the release's list. */
function inShort(told: Rehearsal["told"]): Rehearsal["told"] {
  return (event: ReleaseEvent) => {
    if (event.kind === "preparing") told(event);
    if (event.kind === "step") told({ kind: "preparing", text: `upkeep.yml: ${event.name}` });
  };
}

/** As the maintainer merges it. */
async function mergeProposal({ github, fullName, plan }: World): Promise<void> {
  const ask = async (path: string, method: string): Promise<unknown> => {
    const headers = { authorization: "Bearer rehearsal" };
    const answer = await fetch(`${github.url}repos/${fullName}/${path}`, { method, headers });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  };
  const open = await ask(`pulls?state=open&head=${plan.repository.owner}:${branch}`, "GET");
  for (const { number } of open as readonly { readonly number: number }[])
    await ask(`pulls/${number}/merge`, "PUT");
}
