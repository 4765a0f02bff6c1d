import { FaultsError } from "../../config/fault.ts";
import { explain } from "../../runners/operator/explain.ts";
import { jobLine, statusOf } from "../../runners/operator/status.ts";
import { monthOf } from "../../runners/pools/money.ts";
import type { Pool } from "../../runners/settings/pool.ts";
import { type ControlPlane, openControlPlane, type RunnersOptions } from "./open.ts";
import { explainText, jobsText, statusText } from "./show.ts";

/** `runners status` */
export async function tellStatus(options: RunnersOptions): Promise<void> {
  await withControlPlane(options, async ({ table, settings }) => {
    const now = Date.now();
    const pools = await Promise.all(
      settings.pools.map(async (pool) => statusOf(pool, await table.pool(pool.name, monthOf(now)), now)),
    );
    print(options, { stack: options.stack, pools }, statusText(pools));
  });
}

/** `runners jobs`; `limit`: at most so many of each pool. */
export async function tellJobs(options: RunnersOptions & { readonly limit: number }): Promise<void> {
  await withControlPlane(options, async ({ table, settings }) => {
    const lists = await Promise.all(settings.pools.map(({ name }) => table.recentJobs(name, options.limit)));
    const jobs = lists
      .flat()
      .sort((one, other) => other.createdAt - one.createdAt)
      .map((job) => jobLine(job, Date.now()));
    print(options, { stack: options.stack, jobs }, jobsText(jobs));
  });
}

/** `runners explain JOB` */
export async function tellWhy(id: string, options: RunnersOptions): Promise<void> {
  await withControlPlane(options, async ({ table, settings }) => {
    const job = /^[1-9]\d{0,15}$/.test(id) ? await table.job(Number(id)) : null;
    if (job === null) {
      const mend = "take the number of `runners jobs`, or of the job's address on GitHub (.../job/NUMBER)";
      const fault = "is no job that a pool of this stack has heard of in the last week";
      throw new FaultsError([{ place: id, fault, mend }]);
    }
    const now = Date.now();
    const pool = poolNamed(job.pool, settings.pools);
    const told = explain(job, { pool, view: await table.pool(pool.name, monthOf(now)) }, now);
    print(options, told, explainText(told));
  });
}

/** What is to be drained, or no more. */
export interface DrainOptions extends RunnersOptions {
  /** @default all pools */
  readonly pool?: string;
  readonly undo?: true;
}

/** `runners drain` */
export async function drain(options: DrainOptions): Promise<void> {
  await withControlPlane(options, async ({ table, settings }) => {
    const pools = options.pool === undefined ? settings.pools : [poolNamed(options.pool, settings.pools)];
    const since = options.undo === true ? null : Date.now();
    for (const { name } of pools) await table.keepDrained(name, since);
    const names = pools.map(({ name }) => name);
    const text =
      since === null
        ? `Serves jobs again: ${names.join(", ")}.`
        : `Drains: ${names.join(", ")}. Nothing is started any more, idle runners end within minutes, jobs that run end by themselves. Jobs wait until \`runners drain --undo\`.`;
    print(options, { stack: options.stack, pools: names, drained: since !== null }, text);
  });
}

function poolNamed(name: string, pools: readonly Pool[]): Pool {
  const found = pools.find((pool) => pool.name === name);
  if (found !== undefined) return found;
  const mend = `name one of: ${pools.map((pool) => pool.name).join(", ")}`;
  throw new FaultsError([{ place: name, fault: "is no pool of the stack", mend }]);
}

async function withControlPlane(
  options: RunnersOptions,
  work: (controlPlane: ControlPlane) => Promise<void>,
): Promise<void> {
  const controlPlane = await openControlPlane(options);
  try {
    await work(controlPlane);
  } finally {
    controlPlane.close();
  }
}

function print({ json }: RunnersOptions, value: object, text: string): void {
  process.stdout.write(`${json === true ? JSON.stringify(value, null, 2) : text}\n`);
}
