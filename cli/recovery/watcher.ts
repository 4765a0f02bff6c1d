import type { RunWatcher, WatchedRun } from "../run/watcher.ts";
import { openJournal, removeJournal } from "./journal.ts";
import type { Journal } from "./journal.ts";
import { endPlugins } from "./orphans.ts";
import { childrenOf, identify } from "./processes.ts";
import type { RunningProcess } from "./processes.ts";
import { filesOf, recover } from "./recover.ts";
import { newRecord, removeRecord, writeRecord } from "./run-record.ts";
import type { RunFiles, RunRecord } from "./run-record.ts";

/** How often the engine is looked at for plugins that it started (ms); where that takes a process, less often. */
const interval = process.platform === "linux" ? 200 : 1000;

/** Mends what the run before left behind, then writes down what mending this one would need. */
export function recoveryWatcher(): RunWatcher {
  let notes: Notes | undefined;
  return {
    async before(run) {
      await recover(run);
      notes = new Notes(run);
    },
    started: (pid) => notes?.started(pid),
    event: (event) => notes?.journal.take(event),
    after: () => notes?.close() ?? Promise.resolve(),
  };
}

/** What is written down of a run while it lasts. */
class Notes {
  readonly journal: Journal;
  readonly #files: RunFiles;
  readonly #tell: WatchedRun["tell"];
  #record: RunRecord;
  #timer: NodeJS.Timeout | undefined;

  constructor({ place, operation, tell }: WatchedRun) {
    this.#files = filesOf(place);
    this.#tell = tell;
    this.#record = newRecord(operation);
    writeRecord(this.#files, this.#record);
    this.journal = openJournal(this.#files);
  }

  started(pid: number): void {
    const engine = identify(pid);
    this.#note({ engine: engine && identityOf(engine), plugins: [] });
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#look(pid), interval).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await endPlugins(this.#record, this.#tell);
    // What has no known end is left to the next run.
    if (!this.journal.isOpen()) removeJournal(this.#files);
    removeRecord(this.#files);
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
    writeRecord(this.#files, this.#record);
  }
}

function identityOf({ pid, began, command }: RunningProcess) {
  return { pid, began, command };
}
