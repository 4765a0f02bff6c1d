import {
  type Delivery,
  type GitHub,
  type ListedJob,
  type ListedRunner,
  type RunFacts,
  type RunnerVersion,
} from "../../../runners/ports/github.ts";
import type { GitHubModel, ModelRunner } from "../github-model.ts";
import { type Around, directly } from "./around.ts";

/** GitHub in memory: the port over the model, with what each request costs. */
export class MemoryGitHub implements GitHub {
  readonly versions: RunnerVersion[] = [];
  readonly #model: GitHubModel;
  readonly #around: Around;

  readonly #told: (job: ListedJob) => ListedJob | null;

  /** `told`: what is told of a job that was asked for. */
  constructor(
    model: GitHubModel,
    around: Around = directly,
    told: (job: ListedJob) => ListedJob | null = (job) => job,
  ) {
    this.#model = model;
    this.#around = around;
    this.#told = told;
  }

  register({ name, labels }: { name: string; labels: readonly string[] }) {
    return this.#write("github.register", () => {
      const { id, jitConfig } = this.#model.register(name, labels);
      return { id, jitConfig };
    });
  }

  runners(): Promise<readonly ListedRunner[]> {
    return this.#read("github.runners", () => [...this.#model.runners.values()].map(listed));
  }

  runnerNamed(name: string): Promise<ListedRunner | null> {
    return this.#read("github.runnerNamed", () => {
      const runner = [...this.#model.runners.values()].find((one) => one.name === name);
      return runner === undefined ? null : listed(runner);
    });
  }

  removeRunner(id: number): Promise<"removed" | "busy"> {
    return this.#write("github.removeRunner", () => {
      if (this.#model.runners.get(id)?.job != null) return "busy";
      this.#model.remove(id);
      return "removed";
    });
  }

  run(_repository: string, id: number): Promise<RunFacts | null> {
    return this.#read("github.run", () => this.#model.runs.get(id) ?? null);
  }

  runs(repository: string, status: "queued" | "in_progress"): Promise<readonly RunFacts[]> {
    return this.#read("github.runs", () => {
      return [...this.#model.runs.values()]
        .filter(
          (run) => run.repository === repository && statusOf(run, this.#model.jobsOf(run.id)) === status,
        )
        .sort((one, other) => other.id - one.id)
        .slice(0, 100);
    });
  }

  jobs(_repository: string, run: number): Promise<readonly ListedJob[]> {
    return this.#read("github.jobs", () => {
      const attempt = this.#model.runs.get(run)?.attempt;
      return this.#model
        .jobsOf(run)
        .filter((job) => job.attempt === attempt)
        .map((job) => ({ ...job }));
    });
  }

  job(_repository: string, id: number): Promise<ListedJob | null> {
    return this.#read("github.job", () => {
      const job = this.#model.jobs.get(id);
      return job === undefined ? null : this.#told({ ...job });
    });
  }

  rerunJob(_repository: string, id: number): Promise<"asked" | "not yet"> {
    return this.#write("github.rerunJob", () => (this.#model.rerun(id) ? "asked" : "not yet"));
  }

  deliveries(since: number, most: number): Promise<readonly Delivery[]> {
    return this.#read("github.deliveries", () =>
      this.#model.deliveries
        .filter(({ at }) => at >= since)
        .map(({ id, guid, at, succeeded }) => ({ id, guid, at, succeeded }))
        .reverse()
        .slice(0, most),
    );
  }

  redeliver(id: string): Promise<void> {
    return this.#write("github.redeliver", () => this.#model.redeliver(id));
  }

  runnerVersions(): Promise<readonly RunnerVersion[]> {
    return this.#read("github.runnerVersions", () => [...this.versions]);
  }

  remaining(): null {
    return null;
  }

  #read<T>(call: string, effect: () => T): Promise<T> {
    return this.#ask(call, effect, 1);
  }

  #write<T>(call: string, effect: () => T): Promise<T> {
    return this.#ask(call, effect, 5);
  }

  #ask<T>(call: string, effect: () => T, points: number): Promise<T> {
    return this.#around(call, () => {
      this.#model.spendPoints(points);
      return effect();
    });
  }
}

function listed({ id, name, isOnline, job }: ModelRunner): ListedRunner {
  return { id, name, online: isOnline, busy: job !== null };
}

function statusOf(run: RunFacts, jobs: readonly ListedJob[]): string {
  const statuses = jobs.filter(({ attempt }) => attempt === run.attempt);
  if (statuses.every(({ status }) => status === "queued")) return "queued";
  return statuses.every(({ status }) => status === "completed") ? "completed" : "in_progress";
}
