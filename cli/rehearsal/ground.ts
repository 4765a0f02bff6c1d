import { resolve } from "node:path";
import { FaultsError } from "../../config/fault.ts";
import type { Fault } from "../../config/fault.ts";
import type { TokenRules } from "../../rehearsal/github/server.ts";
import { onlyLooks } from "../engine/operation.ts";
import type { EngineOperation } from "../engine/operation.ts";
import { stateFile } from "../engine/stack.ts";
import type { Mends } from "../faults/engine-words.ts";
import type { ExplainedFault } from "../faults/explained-fault.ts";
import { readProject } from "../project/project.ts";
import { repositoryOf } from "../project/repository.ts";
import { clearAway } from "../recovery/recover.ts";
import type { Ground } from "../run/ground.ts";
import { programFile } from "../run/program.ts";
import type { Progress } from "../show/progress.ts";
import { anew } from "./anew.ts";
import { closeInTime } from "./close.ts";
import { isFull, watchDisk } from "./disk.ts";
import { layOut } from "./folder.ts";
import { seedOf } from "./seed.ts";
import { startServices } from "./services.ts";
import { assertReadable, removeBrokenAttributes } from "./state.ts";
import { assertUnlocked } from "./unlocked.ts";

/** What a rehearsal is asked for. */
export interface RehearsalRequest {
  readonly operation: EngineOperation;
  readonly stack: string;
  /** The project's folder. */
  readonly cwd: string;
  /** Where everything is kept: `.slipway`. */
  readonly root: string;
  /** A program to run instead of Slipway's own. */
  readonly program?: string | undefined;
  /** What the token may do. @default everything */
  readonly tokenPermissions?: TokenRules | undefined;
  readonly progress: Progress;
}

/** This machine alone: a state of its own, stand-ins for the providers, and the emulated GitHub. */
export async function openRehearsal(request: RehearsalRequest): Promise<Ground> {
  const { cwd, stack, progress, operation } = request;
  const root = resolve(cwd, request.root);
  const { place, stackFile } = layOut(readProject(cwd), stack, root);
  const program = programFile(cwd, request.program);
  const state = stateFile(place);
  if (!onlyLooks(operation)) {
    await clearAway(place, (line) => progress.step(line));
    assertUnlocked(place, progress);
  }
  removeBrokenAttributes(state);
  assertReadable(state, anew(request.root));
  if (isFull(root, state)) throw new FaultsError([fullDisk(request.root)]);
  progress.step("starting the emulated GitHub and the providers ...");
  const services = await startServices({
    root,
    seed: seedOf(stackFile.config),
    token: request.tokenPermissions,
  });
  return {
    place: { ...place, environment: { ...place.environment, ...services.environment } },
    program,
    repository: repositoryOf(stackFile.config),
    githubUrl: services.githubUrl,
    secrets: stackFile.secrets,
    mends: mendsFor(stack, request.root),
    furnish: () => Promise.resolve(),
    warmUp: () => services.warmUp(),
    watch: (end) => watchDisk(place.stateFolder, state, () => end(fullDisk(request.root))),
    explained: (fault) => inTheWay(fault, request.root),
    close: (atOnce) => closeInTime(services, atOnce),
  };
}

function mendsFor(stack: string, root: string): Mends {
  return {
    stack,
    locked: `wait until the other update ends; if it was killed, \`npm run rehearse -- cancel --stack ${stack}\` takes its lock away`,
    sealed: `the state belongs to another rehearsal: ${anew(root)}`,
    broken: anew(root),
  };
}

/** What stands in the way on GitHub is in a rehearsal mostly what an update made that could not record it. */
function inTheWay(fault: ExplainedFault, root: string): ExplainedFault {
  const exists = /exists already on GitHub|stands in the repository already/.test(fault.fault);
  return exists ? { ...fault, mend: `${fault.mend}; or ${anew(root)}` } : fault;
}

function fullDisk(root: string): Fault {
  const mend = "make room on it, then run the same command again";
  return { place: root, fault: "its disk is full, and the state could not be written any more", mend };
}
