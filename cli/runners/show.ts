import type { Explained } from "../../runners/operator/explain.ts";
import type { JobLine, PoolStatus } from "../../runners/operator/status.ts";

/** A column of a table for people; numbers stand to the right. */
interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string;
  readonly isNumber?: true;
}

/** How the pools stand, a block each. */
export function statusText(pools: readonly PoolStatus[]): string {
  return pools.map(poolText).join("\n\n");
}

function poolText(status: PoolStatus): string {
  const { jobs, runners, budget, hosts, oldestWaitingSeconds: oldest } = status;
  const longest = oldest === null ? "" : `, the oldest for ${duration(oldest)}`;
  const lines = [
    `${status.pool} (${status.platform})`,
    `  jobs      ${jobs.waiting} wait${longest}; ${jobs.running} run; ${jobs.refused} refused`,
    `  runners   ${runners.starting} start, ${runners.idle} idle, ${runners.busy} busy, ${runners.ending} end; at most ${runners.maximum}`,
    `  budget    ${usd(budget.spent)} of ${usd(budget.monthly)} spent this month, up to ${usd(budget.reserved)} more by what is there`,
    ...hosts.map(({ host, state, since }) => `  host      ${host} ${state} since ${since}`),
    ...(status.drainedSince === null ? [] : [`  drained   since ${status.drainedSince}`]),
    ...(status.notice === null ? [] : [`  notice    ${status.notice}`]),
  ];
  return lines.join("\n");
}

/** Jobs, a line each. */
export function jobsText(jobs: readonly JobLine[]): string {
  if (jobs.length === 0) return "No jobs.";
  const columns: readonly Column<JobLine>[] = [
    { title: "JOB", of: ({ id }) => String(id) },
    { title: "STATE", of: ({ state }) => state },
    { title: "NAME", of: ({ name }) => shortened(name, 32) },
    { title: "REPOSITORY", of: ({ repository }) => repository },
    { title: "POOL", of: ({ pool }) => pool },
    { title: "WAITED", of: ({ waitedSeconds }) => seconds(waitedSeconds), isNumber: true },
    { title: "RAN", of: ({ ranSeconds }) => seconds(ranSeconds), isNumber: true },
    { title: "COST", of: ({ costUsd }) => (costUsd === null ? "" : usd(costUsd)), isNumber: true },
    { title: "RUNNER", of: ({ runner }) => runner ?? "" },
  ];
  const widths = columns.map(({ title, of }) => Math.max(title.length, ...jobs.map((job) => of(job).length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) =>
        columns[at]?.isNumber === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    ...jobs.map((job) => line(columns.map(({ of }) => of(job)))),
  ].join("\n");
}

/** Why a job is where it is. */
export function explainText(told: Explained): string {
  const { id, name, repository, runId, pool, state, why, waitedSeconds, costUsd } = told;
  const machine =
    told.instance === null ? null : `${told.instance}, ${told.instanceType ?? ""} (${told.market ?? ""})`;
  const rows: readonly (readonly [string, string | null])[] = [
    ["state", state],
    ["run", `${repository}, run ${runId}`],
    ["pool", pool],
    ["runner", told.runner],
    ["instance", machine],
    ["waited", waitedSeconds === null ? null : duration(waitedSeconds)],
    ["cost", costUsd === null ? null : usd(costUsd)],
  ];
  const known = rows.flatMap(([key, value]) => (value === null ? [] : [`  ${key.padEnd(9)} ${value}`]));
  return [`Job ${id}: ${name}`, ...known, "", ...why.map((sentence) => `  ${sentence}`)].join("\n");
}

/** `1 h 5 min`, `2 min 3 s`, `4 s`. */
function duration(whole: number): string {
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
}

function seconds(value: number | null): string {
  return value === null ? "" : duration(value);
}

function usd(value: number): string {
  return `$${value < 1 && value > 0 ? value.toFixed(4) : value.toFixed(2)}`;
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
