import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { childrenOf } from "../../cli/recovery/processes.ts";
import type { Interception } from "../../rehearsal/github/http/intercept.ts";
import { asCreated, inventory, without } from "./inventory.ts";
import { filesWithSecrets, locksOf, processesOf } from "./leftovers.ts";
import type { Moment, Target } from "./moment.ts";
import { commands, openWorld, pulumi } from "./world.ts";
import type { World } from "./world.ts";

/** How updates are run: by this project's command, or by the engine alone. */
export type Way = keyof typeof commands;

/** What all trials of one way have in common. */
export interface Trials {
  readonly way: Way;
  /** A world that was laid out. */
  readonly layout: string;
  /** Where worlds may be. */
  readonly folder: string;
  /** The program that is run, as options of the command. @default the project's own */
  readonly program: readonly string[];
}

/** An update that nobody disturbed: what it made, and how long and wide it was. */
export interface Reference {
  readonly inventory: readonly string[];
  /** The same after one more update has read all of it. */
  readonly refreshed: readonly string[];
  readonly requests: number;
  readonly milliseconds: number;
}

/** What was left after an update was killed and run again until it was done. */
export interface TrialResult {
  readonly moment: Moment;
  /** Whether anything was killed: the update may have been done already. */
  readonly struck: boolean;
  /** How often it was run again; null: it never got done. */
  readonly runs: number | null;
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
  readonly orphans: readonly string[];
  readonly locks: readonly string[];
  readonly secrets: readonly string[];
  /** What the last run said. */
  readonly output: string;
}

const mostRuns = 4;
/** How long an update may take before it is given up (ms). */
const patience = 120_000;

/** Runs an update undisturbed. Throws where it fails: nothing can then be compared. */
export async function runReference(trials: Trials): Promise<Reference> {
  const world = await openWorld(trials.layout, join(trials.folder, `reference-${trials.way}`));
  let requests = 0;
  world.onRequest = () => {
    requests += 1;
    return Promise.resolve(undefined);
  };
  try {
    const started = performance.now();
    const first = await world.start(commands[trials.way](trials.program)).ended;
    const milliseconds = performance.now() - started;
    if (first.code !== 0) throw new Error(`bench: ${first.output}`);
    const [once, created] = [requests, inventory(world)];
    const second = await world.start(commands[trials.way](trials.program)).ended;
    if (second.code !== 0) throw new Error(`bench: ${second.output}`);
    return { inventory: created, refreshed: inventory(world), requests: once, milliseconds };
  } finally {
    await world.close();
  }
}

/** Kills an update at a moment, runs it again until it is done, and looks at what there is. */
export async function runTrial(trials: Trials, reference: Reference, moment: Moment): Promise<TrialResult> {
  const world = await openWorld(trials.layout, join(trials.folder, `${trials.way}-${moment.index}`));
  try {
    const struck = await strike(world, trials, { reference, moment });
    const secrets = filesWithSecrets(world);
    const { runs, output } = await runUntilDone(world, trials);
    await sleepUntil(() => processesOf(world).length === 0, 3000);
    const now = asCreated(inventory(world), reference.inventory, reference.refreshed);
    const result = {
      moment,
      struck,
      runs,
      output,
      doubled: without(now, reference.inventory),
      lost: without(reference.inventory, now),
      orphans: processesOf(world).map(({ line }) => line),
      locks: locksOf(world),
      secrets: [...secrets, ...filesWithSecrets(world)],
    };
    for (const { pid } of processesOf(world)) process.kill(pid, "SIGKILL");
    return result;
  } finally {
    await world.close();
  }
}

/** Whether an update ended as one that was never killed. */
export function converged({ runs, doubled, lost }: TrialResult): boolean {
  return runs !== null && doubled.length === 0 && lost.length === 0;
}

interface Strike {
  readonly reference: Reference;
  readonly moment: Moment;
}

async function strike(world: World, trials: Trials, { reference, moment }: Strike): Promise<boolean> {
  const { fraction, by } = moment;
  const at = 1 + Math.floor(fraction * reference.requests);
  let struck = false;
  let requests = 0;
  const { pid, ended } = world.start(commands[trials.way](trials.program));
  const hit = () => {
    if (!struck) struck = kill(pid, moment);
  };
  if (by === "requests") {
    world.onRequest = async (): Promise<Interception | undefined> => {
      requests += 1;
      if (requests !== at) return undefined;
      hit();
      // Who was told to stop hears the answer to what it asked before.
      if (!isCutOff(moment)) return undefined;
      return moment.carriedOut ? "break after" : "break before";
    };
  }
  const timer = by === "time" ? setTimeout(hit, fraction * reference.milliseconds) : undefined;
  await Promise.race([ended, sleep(patience, undefined, { ref: false })]);
  clearTimeout(timer);
  world.onRequest = () => Promise.resolve(undefined);
  return struck;
}

/** Whether the provider is no more after it, so that nobody hears the answer. */
function isCutOff({ target }: Moment): boolean {
  return target === "provider" || target === "engine and provider";
}

async function runUntilDone(world: World, { way, program }: Trials) {
  let output = "";
  for (let runs = 1; runs <= mostRuns; runs += 1) {
    // What a person would have to do by hand before the engine goes on at all.
    const refusal = way === "plain" ? cancel(world) : null;
    if (refusal !== null) return { runs: null, output: refusal };
    const { pid, ended } = world.start(commands[way](program));
    const end = await Promise.race([ended, sleep(patience, null, { ref: false })]);
    if (end === null) process.kill(pid, "SIGKILL");
    output = end?.output ?? "it hung";
    if (end?.code === 0) return { runs, output };
  }
  return { runs: null, output };
}

/** Why the lock can't be taken away, as where the state was cut off; null: it is. */
export function cancel({ folder }: Pick<World, "folder">): string | null {
  try {
    pulumi(folder, ["cancel", "crash", "--yes"]);
    return null;
  } catch (error) {
    return String(error);
  }
}

/** Sends the signal to whoever is meant, or to whoever is there already; false: nobody is. */
export function kill(command: number, { target, signal }: Pick<Moment, "target" | "signal">): boolean {
  const engine = childrenOf(command).find(({ command: name }) => name.startsWith("pulumi"));
  const providers = engine === undefined ? [] : childrenOf(engine.pid);
  const meant: Record<Target, readonly (number | undefined)[]> = {
    engine: [engine?.pid],
    provider: providers.map(({ pid }) => pid),
    "engine and provider": [engine?.pid, ...providers.map(({ pid }) => pid)],
    command: [command],
  };
  const pids = meant[target].filter((pid) => pid !== undefined);
  const there = pids.length > 0 ? pids : [engine?.pid ?? command];
  return there.filter((pid) => send(pid, signal)).length > 0;
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function sleepUntil(is: () => boolean, patienceMs: number): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!is() && performance.now() < until) await sleep(100);
}
