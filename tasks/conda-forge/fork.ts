import { type GitHub, readAnswer } from "../github/client.ts";
import { RefusedError } from "../github/refusal.ts";
import { flag, objectOf, optional, text } from "../json/shape.ts";
import { TaskError } from "../program/fault.ts";
import type { Upstream } from "./staged.ts";

/** How long it waits between two questions whether a fork is there (milliseconds). */
const interval = 3000;

const answered = objectOf({
  full_name: text,
  fork: flag,
  owner: objectOf({ login: text }),
  source: optional(objectOf({ full_name: text })),
});

/** The fork of staged-recipes that a person has, as `owner/name`: found under whatever name, or made. */
export async function forkOf(github: GitHub, { repository }: Upstream, login: string): Promise<string> {
  const path = `/repos/${login}/${repository.split("/")[1] ?? ""}`;
  const found = await github.call({ path, expect: [200, 404] });
  const known = found.status === 404 ? null : readAnswer(found, answered, path);
  const isFork = known?.fork === true && isSame(known.source?.full_name ?? "", repository);
  if (known !== null && isFork && isSame(known.owner.login, login)) return known.full_name;
  // Where there is one by another name, it is what GitHub answers; it makes no second one.
  const forks = `/repos/${repository}/forks`;
  const made = await github.call({ method: "POST", path: forks, body: { default_branch_only: true } });
  const fork = readAnswer(made, answered, forks);
  if (isSame(fork.owner.login, login)) return fork.full_name;
  const mend = "fork it by hand, then run the job again";
  throw new TaskError([{ place: forks, fault: "forked it to somebody else", mend }]);
}

/**
 * Does what needs a fork's git data, again until it is there: GitHub makes a fork some moments after it says so. Gives
 * up after that time (milliseconds) with what it was answered last.
 */
export async function onceReady<T>(github: GitHub, bound: number, work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited += interval) {
    try {
      return await work();
    } catch (error) {
      const isForming = error instanceof RefusedError && [404, 409].includes(error.status);
      if (!isForming || waited >= bound) throw error;
      await github.pause(interval);
    }
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
