import {
  type Delivery,
  type GitHub,
  GitHubRefusal,
  type ListedJob,
  type ListedRunner,
  type RunFacts,
  type RunnerVersion,
} from "../ports/github.ts";
import type { RunnerSettings } from "../settings/settings.ts";
import { deliveryPage, job, jobPage, registration, releases, run, runnerPage, runPage } from "./answers.ts";
import type { Answer, Send } from "./requests.ts";

/** GitHub lists so many at a time. */
const page = 100;

/** GitHub by its REST API. */
export class HttpGitHub implements GitHub {
  readonly #send: Send;
  readonly #runners: string;
  readonly #deliveries: string;
  #remaining: { readonly requests: number; readonly limit: number } | null = null;

  constructor(send: Send, { scope, webhook }: Pick<RunnerSettings["github"], "scope" | "webhook">) {
    this.#send = send;
    const holder = scope.includes("/") ? `/repos/${scope}` : `/orgs/${scope}`;
    this.#runners = `${holder}/actions/runners`;
    this.#deliveries = webhook === "app" ? "/app/hook/deliveries" : `${holder}/hooks/${webhook}/deliveries`;
  }

  async register(runner: { name: string; labels: readonly string[]; group: number }) {
    const { name, labels, group } = runner;
    const { data } = await this.#ask(`POST ${this.#runners}/generate-jitconfig`, {
      ...{ name, labels: [...labels], runner_group_id: group },
    });
    return registration.parse(data);
  }

  async runners(): Promise<readonly ListedRunner[]> {
    const found: ListedRunner[] = [];
    for (let number = 1; ; number++) {
      const { data } = await this.#ask(`GET ${this.#runners}`, { per_page: page, page: number });
      const { runners } = runnerPage.parse(data);
      found.push(...runners);
      if (runners.length < page) return found;
    }
  }

  async runnerNamed(name: string): Promise<ListedRunner | null> {
    const { data } = await this.#ask(`GET ${this.#runners}`, { name, per_page: page });
    return runnerPage.parse(data).runners.find((runner) => runner.name === name) ?? null;
  }

  async removeRunner(id: number): Promise<"removed" | "busy"> {
    try {
      await this.#ask(`DELETE ${this.#runners}/{runner_id}`, { runner_id: id });
      return "removed";
    } catch (error) {
      if (!(error instanceof GitHubRefusal)) throw error;
      if (error.kind === "missing") return "removed";
      if (error.kind === "invalid") return "busy";
      throw error;
    }
  }

  run(repository: string, id: number): Promise<RunFacts | null> {
    return unlessMissing(async () => {
      const { data } = await this.#ask(`GET /repos/${repository}/actions/runs/{run_id}`, { run_id: id });
      return run.parse(data);
    });
  }

  async runs(repository: string, status: "queued" | "in_progress"): Promise<readonly RunFacts[]> {
    const { data } = await this.#ask(`GET /repos/${repository}/actions/runs`, { status, per_page: page });
    return runPage.parse(data).workflow_runs;
  }

  async jobs(repository: string, runId: number): Promise<readonly ListedJob[]> {
    const found: ListedJob[] = [];
    for (let number = 1; ; number++) {
      const { data } = await this.#ask(`GET /repos/${repository}/actions/runs/{run_id}/jobs`, {
        ...{ run_id: runId, filter: "latest", per_page: page, page: number },
      });
      const { jobs } = jobPage.parse(data);
      found.push(...jobs.map((one) => ({ ...one, repository })));
      if (jobs.length < page) return found;
    }
  }

  job(repository: string, id: number): Promise<ListedJob | null> {
    return unlessMissing(async () => {
      const { data } = await this.#ask(`GET /repos/${repository}/actions/jobs/{job_id}`, { job_id: id });
      return { ...job.parse(data), repository };
    });
  }

  async rerunJob(repository: string, id: number): Promise<"asked" | "not yet"> {
    try {
      await this.#ask(`POST /repos/${repository}/actions/jobs/{job_id}/rerun`, { job_id: id });
      return "asked";
    } catch (error) {
      // While a job of the run is not completed, GitHub says "This workflow is already running".
      if (
        error instanceof GitHubRefusal &&
        error.kind === "forbidden" &&
        /already running/i.test(error.message)
      )
        return "not yet";
      throw error;
    }
  }

  async deliveries(since: number, most: number): Promise<readonly Delivery[]> {
    const found: Delivery[] = [];
    for (let cursor: string | null = null; ;) {
      const answer = await this.#ask(`GET ${this.#deliveries}`, {
        per_page: page,
        ...(cursor === null ? {} : { cursor }),
      });
      const attempts = deliveryPage.parse(answer.data);
      found.push(...attempts.filter(({ at }) => at >= since));
      cursor = nextCursor(answer);
      const isOver = attempts.length === 0 || attempts.some(({ at }) => at < since);
      if (cursor === null || isOver || found.length >= most) return found.slice(0, most);
    }
  }

  async redeliver(id: number): Promise<void> {
    await this.#ask(`POST ${this.#deliveries}/{delivery_id}/attempts`, { delivery_id: id });
  }

  async runnerVersions(): Promise<readonly RunnerVersion[]> {
    // GitHub Enterprise may have no copy of it: then nothing is known of newer ones.
    const found = await unlessMissing(async () => {
      const { data } = await this.#ask("GET /repos/actions/runner/releases", { per_page: 30 });
      return releases.parse(data);
    });
    return found ?? [];
  }

  remaining() {
    return this.#remaining;
  }

  async #ask(route: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer> {
    const answer = await this.#send(route, parameters);
    const { "x-ratelimit-remaining": requests, "x-ratelimit-limit": limit } = answer.headers;
    if (requests !== undefined && limit !== undefined)
      this.#remaining = { requests: Number(requests), limit: Number(limit) };
    return answer;
  }
}

async function unlessMissing<T>(question: () => Promise<T>): Promise<T | null> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof GitHubRefusal && error.kind === "missing") return null;
    throw error;
  }
}

/** Deliveries have cursors in place of pages. */
function nextCursor({ headers }: Answer): string | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(String(headers["link"] ?? ""))?.[1];
  return next === undefined ? null : new URL(next).searchParams.get("cursor");
}
