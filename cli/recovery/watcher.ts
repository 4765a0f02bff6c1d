import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import type { EngineResult } from "../engine/stack.ts";
import { faultsOfThrown } from "../faults/thrown.ts";
import type { RunWatcher, WatchedRun } from "../run/watcher.ts";
import { openJournal, removeJournal } from "./journal.ts";
import type { Journal } from "./journal.ts";
import { endPlugins } from "./orphans.ts";
import { childrenOf, identify } from "./processes.ts";
import type { RunningProcess } from "./processes.ts";
import { filesOf, recoverAndStay } from "./recover.ts";
import { isOnRecord, removeRecord, takeCharge, writeRecord } from "./run-record.ts";
import type { RunFiles, RunRecord } from "./run-record.ts";

/** How often the engine is looked at for plugins that it started (ms); where that takes a process, less often. */
const interval = process.platform === "linux" ? 200 : 1000;

/**
 * Mends what the run before left behind, then writes down what mending this one would need. Where that was mended just
 * now, only what is on record since then is looked at.
 */
export function recoveryWatcher({ mended = false }: { readonly mended?: boolean } = {}): RunWatcher {
  let notes: Notes | undefined;
  return {
    async before(run) {
      if (!mended || isOnRecord(filesOf(run.place))) await recoverAndStay(run);
      notes = new Notes(run);
    },
    started: (pid) => notes?.started(pid),
    event: (event) => notes?.event(event),
    after: (result) => notes?.close(result) ?? Promise.resolve(),
  };
}

/** What is written down of a run while it lasts. */
class Notes {
  readonly #journal: Journal;
  readonly #files: RunFiles;
  readonly #run: WatchedRun;
  #record: RunRecord;
  #timer: NodeJS.Timeout | undefined;

  constructor(run: WatchedRun) {
    const { place, operation } = run;
    this.#files = filesOf(place);
    this.#run = run;
    this.#record = takeCharge(place.stack, this.#files, operation);
    this.#journal = openJournal(this.#files);
  }

  started(pid: number): void {
    const engine = identify(pid);
    this.#note({ engine: engine && identityOf(engine), plugins: [] });
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#look(pid), interval).unref();
  }

  event(event: EngineEvent): void {
    this.#orGiveUp(() => this.#journal.take(event));
  }

  async close(result: EngineResult): Promise<void> {
    clearInterval(this.#timer);
    await endPlugins(this.#record, this.#run.tell);
    // What has no known end is left to the next run, and so is the lock of an engine that was killed.
    if (!this.#journal.isOpen()) removeJournal(this.#files);
    if (result.ok || result.code !== null) removeRecord(this.#files);
  }

  #look(engine: number): void {
    const earlier = this.#record.plugins;
    const plugins = childrenOf(engine).map((child) => {
      // A script that starts the plugin turns into it, and its name is lost.
      const same = earlier.find(({ pid, began }) => pid === child.pid && began === child.began);
      return { ...identityOf(child), label: same?.label ?? child.label };
    });
    // Once the engine is no more, they are nobody's children, and still to be ended.
    if (plugins.length < earlier.length && identify(engine) === null) return;
    if (JSON.stringify(plugins) !== JSON.stringify(earlier)) this.#note({ plugins });
  }

  #note(more: Partial<RunRecord>): void {
    this.#record = { ...this.#record, ...more };
    this.#orGiveUp(() => writeRecord(this.#files, this.#record));
  }

  /** What can't be written down can't be mended: the run is better ended than continued in the dark. */
  #orGiveUp(write: () => void): void {
    try {
      write();
    } catch (error) {
      faultsOfThrown(error).forEach((fault) => this.#run.giveUp(fault));
    }
  }
}

function identityOf({ pid, began, command }: RunningProcess) {
  return { pid, began, command };
}
