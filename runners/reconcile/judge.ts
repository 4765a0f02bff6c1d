import type { Job } from "../jobs/job.ts";
import type { Runner } from "../pools/runner.ts";
import type { Instance } from "../ports/compute.ts";
import type { ListedRunner } from "../ports/github.ts";
import type { RunnerChange } from "../ports/table.ts";
import type { Pool } from "../settings/pool.ts";

/** What is known of a runner at one time. */
export interface Seen {
  readonly pool: Pool;
  /** ms since 1970. */
  readonly now: number;
  /** Whether its pool is drained: it gets no further job. */
  readonly isDrained: boolean;
  /** Null: EC2 lists none; undefined: it could not be asked. */
  readonly instance: Instance | null | undefined;
  /** Null: GitHub lists none; undefined: it could not be asked. */
  readonly listed: ListedRunner | null | undefined;
  /** The job that it took, as far as is known; null: none. */
  readonly job: Job | null;
}

/** What is to be done about a runner. */
export type Judgement =
  | { readonly verdict: "well"; readonly change: RunnerChange | null }
  | { readonly verdict: "suspect"; readonly change: RunnerChange }
  /** Its instance is no more. */
  | { readonly verdict: "gone" }
  | { readonly verdict: "end"; readonly why: string }
  /** Its job is done, and its mac gets a fresh root volume for the next. */
  | { readonly verdict: "renew" }
  /** It waited too long for a job: it ends once GitHub has let go of it. */
  | { readonly verdict: "retire" };

const minute = 60_000;

/** How long EC2 may not list what it has started (ms). */
export const listingLag = 3 * minute;

/** How long an instance has for powering off after its job (ms). */
const powerOff = 90_000;

/** How long a runner with a job may be out of GitHub's sight (ms): it comes back from a broken connection. */
const outOfSight = 10 * minute;

/** What follows from what is seen. Nothing that may be at work ends by one sight of it. */
export function judge(runner: Runner, seen: Seen): Judgement {
  const { pool, now, instance, listed, job } = seen;
  const age = now - runner.launchedAt;
  const isBusy = listed?.busy === true || job?.state === "in_progress";
  if (runner.ending !== null && !isBusy) return { verdict: "end", why: runner.ending };
  if (instance === null && age > listingLag) return { verdict: "gone" };
  if (instance?.state === "ending") return { verdict: "gone" };
  // It got its configuration after all, though nobody was told so, and works.
  if (runner.ending !== null) return { verdict: "well", change: { ending: null } };
  if (age > pool.lifetimeSeconds * 1000)
    return doubted(runner, seen, { why: "its lifetime is over", isBusy });
  if (job?.state === "completed" && now - job.at > powerOff && pool.platform === "linux")
    return doubted(runner, seen, { why: "its job is done", isBusy: listed?.busy === true });
  if (job?.state === "completed" && listed === null && pool.platform === "mac") return { verdict: "renew" };
  if (listed === undefined) return { verdict: "well", change: null };
  if (!listed?.online) return judgeUnseen(runner, seen, { isBusy, age });
  return judgeOnline(runner, listed, seen);
}

function judgeUnseen(
  runner: Runner,
  seen: Seen,
  { isBusy, age }: { readonly isBusy: boolean; readonly age: number },
): Judgement {
  const { pool, job, listed } = seen;
  if (job?.state === "completed") return { verdict: "well", change: null };
  if (runner.seenAt === null && job === null) {
    if (age <= pool.bootSeconds * 1000) return { verdict: "well", change: null };
    return { verdict: "end", why: `it was not online within ${pool.bootSeconds} s` };
  }
  const why = listed === null ? "GitHub has let go of it" : "GitHub has lost it";
  const patience = isBusy && listed !== null ? outOfSight : minute;
  return doubted(runner, seen, { why, isBusy: true, patience });
}

function judgeOnline(runner: Runner, { busy }: ListedRunner, { pool, now, isDrained }: Seen): Judgement {
  const seenAt = runner.seenAt ?? now;
  const idleSince = busy ? null : (runner.idleSince ?? now);
  const patience = isDrained ? 0 : pool.idleSeconds * 1000;
  if (idleSince !== null && now - idleSince >= patience) return { verdict: "retire" };
  const busySince = busy ? (runner.busySince ?? now) : null;
  const isNew = runner.seenAt !== seenAt || runner.idleSince !== idleSince || runner.busySince !== busySince;
  const change = { seenAt, idleSince, busySince, suspectSince: null };
  return { verdict: "well", change: isNew || runner.suspectSince !== null ? change : null };
}

/** Ends what is idle at once, what may be at work when it looked so for long enough, and at least twice. */
function doubted(
  { suspectSince }: Runner,
  { now }: Seen,
  { why, isBusy, patience = minute }: { why: string; isBusy: boolean; patience?: number },
): Judgement {
  if (!isBusy) return { verdict: "end", why };
  // A minute may be a little short, since the clock of the schedule is not this one.
  if (suspectSince !== null && now - suspectSince >= patience - 10_000) return { verdict: "end", why };
  return { verdict: "suspect", change: { suspectSince: suspectSince ?? now } };
}
