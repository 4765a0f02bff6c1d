import type { Status } from "./expressions.ts";
import type { Workflow } from "./workflow.ts";

/** How a job ended, for those that need it. */
export interface Settled {
  readonly result: "success" | "failure" | "cancelled" | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
}

/** Every job that one waits for, its needs' needs too. */
export function ancestorsOf(workflow: Workflow, id: string): ReadonlySet<string> {
  const all = new Set<string>();
  const add = (one: string) => {
    for (const need of workflow.jobs[one]?.needs ?? []) {
      if (all.has(need)) continue;
      all.add(need);
      add(need);
    }
  };
  add(id);
  return all;
}

/** What `success()`, `failure()` and `cancelled()` say in a job's own condition. */
export function statusFor(ended: readonly (Settled | undefined)[], isCancelled: boolean): Status {
  return {
    success: !isCancelled && ended.every((one) => one?.result === "success"),
    failure: !isCancelled && ended.some((one) => one?.result === "failure"),
    cancelled: isCancelled,
  };
}

/** The jobs that the end of a run waited for, from the first to the last, with the seconds that each took. */
export function criticalPath(
  workflow: Workflow,
  times: ReadonlyMap<string, { readonly startedAt: number; readonly seconds: number }>,
): readonly { readonly key: string; readonly seconds: number }[] {
  const endOf = (id: string) => {
    const time = times.get(id);
    return time === undefined ? -1 : time.startedAt + time.seconds;
  };
  const latest = (ids: readonly string[]) =>
    ids.filter((id) => times.has(id)).sort((one, other) => endOf(other) - endOf(one))[0];
  const path: { readonly key: string; readonly seconds: number }[] = [];
  for (let at = latest([...times.keys()]); at !== undefined; at = latest([...ancestorsOf(workflow, at)])) {
    path.unshift({ key: at, seconds: times.get(at)?.seconds ?? 0 });
  }
  return path;
}
