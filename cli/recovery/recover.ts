import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import type { Engine } from "../engine/find.ts";
import { locksOf } from "../engine/lock.ts";
import { stateFile } from "../engine/stack.ts";
import type { OwnStackPlace, StackPlace } from "../engine/stack.ts";
import { removeBrokenAttributes } from "../rehearsal/state.ts";
import { assertUnlocked, cancelDeadLock, removeDeadLocks } from "./backend-lock.ts";
import { backendOf } from "./backend.ts";
import type { Backend } from "./backend.ts";
import { parseCheckpoint, parseExport } from "./deployment.ts";
import type { Deployment, StackExport, StateResource } from "./deployment.ts";
import { engineCommands } from "./engine-commands.ts";
import type { EngineCommands } from "./engine-commands.ts";
import { examine } from "./examine.ts";
import { emulatedSettings, stackSettings } from "./github-access.ts";
import { readJournal, removeJournal } from "./journal.ts";
import { endOrphans } from "./orphans.ts";
import { readIfThere } from "./private-file.ts";
import { assertInCharge, readRecord, removeRecord, runFiles, takeCharge } from "./run-record.ts";
import type { RunFiles } from "./run-record.ts";
import { settle } from "./surgery.ts";

/** A stack that may have been left in the middle of an update. */
export interface RecoveryTarget {
  /** `stateFolder` is there only in a rehearsal; elsewhere the backend is the user's own. */
  readonly place: StackPlace | OwnStackPlace;
  readonly engine: Engine;
  /** Address of the emulated GitHub; undefined where the stack's own settings say where GitHub is. */
  readonly githubUrl: string | undefined;
  /** Told what is done, a line at a time. */
  readonly tell: (line: string) => void;
}

/** The folder in which a stack's runs are recorded; a rehearsal's are never taken for the real stack's. */
export function filesOf(place: StackPlace | OwnStackPlace): RunFiles {
  const folder = "stateFolder" in place ? "run" : join(".slipway", "run");
  return runFiles(join(place.workFolder, folder), place.stack);
}

/**
 * Mends what a killed update left: ends its orphans, takes its lock away, and brings into the state what it made and
 * did not note. Does nothing where nothing was left. It can be killed and run again at any point: what it knows is
 * forgotten only once the mended state is written. Throws a FaultsError where that can't be done.
 */
export async function recover(target: RecoveryTarget): Promise<void> {
  await recoverAndStay(target);
  removeRecord(filesOf(target.place));
}

/** Mends it, and stays on record: nobody else begins between it and what this process does next. */
export async function recoverAndStay(target: RecoveryTarget): Promise<void> {
  const { place, tell } = target;
  const files = filesOf(place);
  const crashed = readIfThere(files.record) !== null;
  await clearAway(place, tell);
  const backend = backendOf(place);
  assertUnlocked(backend, place.stack);
  takeCharge(place.stack, files, "recover");
  const begun = readJournal(files).filter((resource) => isOf(place, resource));
  const commands = engineCommands(target.engine, place);
  const state = await stateOf(backend, { commands, stack: place.stack, journal: begun.length > 0 });
  // Whose the lock of a bucket is tells only a command that is refused for it.
  const locked = crashed && backend.kind === "bucket";
  if (state !== null && (locked || isUnsettled(state.deployment, begun))) {
    await mend(target, { commands, state, begun, locked });
  }
  removeJournal(files);
}

/** The part of it that asks nobody: ends orphans, takes locks away, brings back a state that is broken. */
export async function clearAway(place: RecoveryTarget["place"], tell: RecoveryTarget["tell"]): Promise<void> {
  await endOrphans({ stack: place.stack, record: readRecord(filesOf(place)) }, tell);
  const backend = backendOf(place);
  removeDeadLocks(backend, tell);
  // While it is locked somebody may be writing it.
  if (backend.kind === "folder" && locksOf(backend.place).length === 0)
    restoreState(stateFile(backend.place), tell);
}

/** What another stack began, or one of before the project was renamed, would make a state that the engine refuses. */
function isOf({ project, stack }: StackPlace, { urn }: StateResource): boolean {
  return urn.startsWith(`urn:pulumi:${stack.split("/").at(-1) ?? stack}::${project}::`);
}

interface Unsettled {
  readonly commands: EngineCommands;
  readonly state: StackExport;
  /** By the journal. */
  readonly begun: readonly StateResource[];
  /** Whether the stack may be locked, which shows in that the state is not taken. */
  readonly locked: boolean;
}

async function mend({ place, githubUrl, tell }: RecoveryTarget, unsettled: Unsettled) {
  const { commands, state, begun, locked } = unsettled;
  const open = async () => {
    // All the kinds of objects that there are: loaded only where something is to be looked for.
    const { openObjects } = await import("./objects.ts");
    const settings = githubUrl
      ? await emulatedSettings(githubUrl, commands)
      : await stackSettings(place.stack, commands);
    return openObjects(settings);
  };
  const findings = await examine({ deployment: state.deployment, begun }, open, tell).catch(
    (error: unknown) => {
      throw unanswered(place.stack, error);
    },
  );
  const mends = findings.made.length + findings.gone.length > 0 || isUnsettled(state.deployment, []);
  if (!mends && !locked) return;
  // Looking at GitHub may have taken long.
  assertInCharge(place.stack, filesOf(place));
  const mended = JSON.stringify({ ...state, deployment: settle(state.deployment, findings) });
  let told = await commands.importState(mended);
  const refused = { stack: place.stack, words: told.words };
  if (!told.ok && (await cancelDeadLock(refused, { commands, tell })))
    told = await commands.importState(mended);
  if (!told.ok) throw unusable(place.stack, "the mended state was not taken", told.words);
}

/** Asks the engine for the state only where something may be to be mended; null: there is nothing, or no state. */
async function stateOf(
  backend: Backend,
  { commands, stack, journal }: { commands: EngineCommands; stack: string; journal: boolean },
): Promise<StackExport | null> {
  if (backend.kind === "folder" && !journal && isSettled(stateFile(backend.place))) return null;
  const { ok, answer, words } = await commands.exportState();
  // A stack that is not there, or a backend nobody is logged in to: the run itself says what to do about it.
  if (!ok && (!journal || words.includes("no stack named"))) return null;
  const state = ok ? parseExport(answer) : null;
  if (state === null) throw unusable(stack, "its state can't be read", words);
  return state;
}

/** Whether a state is there in which nothing is under way, or none at all, however it is compressed. */
function isSettled(file: string): boolean {
  if (!existsSync(file)) return !existsSync(`${file}.gz`) && !existsSync(`${file}.zst`);
  const deployment = parseCheckpoint(readFileSync(file, "utf8"));
  return deployment !== null && !isUnsettled(deployment, []);
}

function isUnsettled(deployment: Deployment, begun: readonly StateResource[]): boolean {
  return begun.length > 0 || (deployment.pending_operations ?? []).length > 0;
}

/** A state that was cut off, as by a full disk: the one before it is all but as good. */
function restoreState(file: string, tell: (line: string) => void): void {
  removeBrokenAttributes(file);
  const backup = `${file}.bak`;
  if (!existsSync(file) || !existsSync(backup)) return;
  if (parseCheckpoint(readFileSync(file, "utf8")) !== null) return;
  if (parseCheckpoint(readFileSync(backup, "utf8")) === null) return;
  copyFileSync(file, `${file}.broken`);
  copyFileSync(backup, file);
  tell(`brought back the state from ${backup}, since it was broken; the broken one is ${file}.broken`);
}

function unanswered(stack: string, error: unknown): unknown {
  if (error instanceof FaultsError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const fault = `what its last update left can't be looked for at GitHub (${said})`;
  const mend = "check the network, github:baseUrl and the token, then run it again: it is still on record";
  return new FaultsError([{ place: `stack ${stack}`, fault, mend }]);
}

function unusable(stack: string, fault: string, words: string): FaultsError {
  const said = words.trim().split("\n").at(-1) ?? "";
  const mend =
    "see what the engine says of it, then run it again: what the last update left is still on record";
  return new FaultsError([{ place: `stack ${stack}`, fault: `${fault} (${said})`, mend }]);
}
