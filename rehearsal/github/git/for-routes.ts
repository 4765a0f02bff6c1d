import type { ForkedBranches, GitHub } from "../http/route.ts";
import type { GitRepository } from "./repository.ts";
import type { Repositories } from "./repositories.ts";

/** Git as a route that only reads has it; `settled` waits for its turn where something was changed by hand. */
export function gitForReading(
  repositories: Repositories,
  settled: (name: string) => Promise<GitRepository>,
): GitHub {
  return {
    repository: settled,
    move: () => Promise.reject(new Error("a request that reads moves nothing")),
    fork: () => Promise.reject(new Error("a request that reads forks nothing")),
    isForming: (name) => repositories.isForming(name),
  };
}

/** Git as a route has it that changes things, alone; `questions` about a new fork find nothing yet. */
export function gitForWriting(repositories: Repositories, questions: number): GitHub {
  return {
    repository: (name) => repositories.settled(name, (settle) => settle()),
    move: (from, to) => repositories.move(from, to),
    fork: (from, to, branches: ForkedBranches) => repositories.fork(from, to, { ...branches, questions }),
    isForming: (name) => repositories.isForming(name),
  };
}
