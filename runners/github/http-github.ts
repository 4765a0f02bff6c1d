import type { z } from "zod";
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
import { parsed } from "./json.ts";
import { laterPages, linked } from "./pages.ts";
import type { Answer, More, Requests } from "./requests.ts";

/** GitHub lists so many at a time. */
const page = { per_page: 100 };

/** How many pages are asked for at once. */
const pagesAtOnce = 10;

/** GitHub by its REST API. */
export class HttpGitHub implements GitHub {
  readonly #requests: Requests;
  readonly #runners: string;
  readonly #deliveries: string;

  constructor(requests: Requests, { scope, webhook }: Pick<RunnerSettings["github"], "scope" | "webhook">) {
    const holder = scope.includes("/") ? `/repos/${scope}` : `/orgs/${scope}`;
    this.#requests = requests;
    this.#runners = `${holder}/actions/runners`;
    this.#deliveries = webhook === "app" ? "/app/hook/deliveries" : `${holder}/hooks/${webhook}/deliveries`;
  }

  register({ name, labels, group }: { name: string; labels: readonly string[]; group: number }) {
    const body = { name, labels, runner_group_id: group };
    return this.#ask(registration, `POST ${this.#runners}/generate-jitconfig`, { body });
  }

  /** A list of several pages that changed while it was read is read once more: some may have moved between the pages. */
  async runners(): Promise<readonly ListedRunner[]> {
    const pages = await this.#pages(runnerPage, `GET ${this.#runners}`);
    const found = byId(pages);
    const counts = pages.map(({ count }) => count);
    if (pages.length === 1 || (Math.max(...counts) === Math.min(...counts) && found.size === counts[0]))
      return [...found.values()];
    const again = byId(await this.#pages(runnerPage, `GET ${this.#runners}`));
    return [...new Map([...found, ...again]).values()];
  }

  async runnerNamed(name: string): Promise<ListedRunner | null> {
    const pages = await this.#pages(runnerPage, `GET ${this.#runners}`, { name });
    return pages.flatMap(({ runners }) => runners).find((runner) => runner.name === name) ?? null;
  }

  async removeRunner(id: number): Promise<"removed" | "busy"> {
    try {
      await this.#requests.send(`DELETE ${this.#runners}/${id}`);
    } catch (error) {
      if (isRefusal(error, "invalid")) return "busy";
      if (!isRefusal(error, "missing")) throw error;
    }
    return "removed";
  }

  run(repository: string, id: number): Promise<RunFacts | null> {
    return orNull(this.#ask(run, `GET /repos/${repository}/actions/runs/${id}`, withoutPulls));
  }

  runs(repository: string, status: "queued" | "in_progress"): Promise<readonly RunFacts[]> {
    const query = { ...page, ...withoutPulls.query, status };
    return this.#ask(runPage, `GET /repos/${repository}/actions/runs`, { query });
  }

  async jobs(repository: string, run: number): Promise<readonly ListedJob[]> {
    const route = `GET /repos/${repository}/actions/runs/${run}/jobs`;
    const pages = await this.#pages(jobPage, route, { filter: "latest" });
    return pages.flat().map((one) => ({ ...one, repository }));
  }

  async job(repository: string, id: number): Promise<ListedJob | null> {
    const found = await orNull(this.#ask(job, `GET /repos/${repository}/actions/jobs/${id}`));
    return found && { ...found, repository };
  }

  async rerunJob(repository: string, id: number): Promise<"asked" | "not yet"> {
    try {
      await this.#requests.send(`POST /repos/${repository}/actions/jobs/${id}/rerun`);
      return "asked";
    } catch (error) {
      // Until all jobs of the run are completed it answers 403, `This workflow is already running`.
      if (isRefusal(error, "forbidden") && /already running/i.test(error.message)) return "not yet";
      throw error;
    }
  }

  async deliveries(since: number, most: number): Promise<readonly Delivery[]> {
    // GitHub tells of whole seconds.
    const from = Math.floor(since / 1000) * 1000;
    const found: Delivery[] = [];
    let next: string | null = this.#deliveries;
    for (let query: More["query"] = page; next !== null && found.length < most; query = {}) {
      const { data, headers }: Answer = await this.#requests.send(`GET ${next}`, { query });
      const attempts = parsed(`GET ${this.#deliveries}`, deliveryPage, data);
      found.push(...attempts.filter(({ at }) => at >= from));
      next = attempts.some(({ at }) => at < from) ? null : linked(headers["link"], "next");
    }
    return found.slice(0, most);
  }

  async redeliver(id: string): Promise<void> {
    await this.#requests.send(`POST ${this.#deliveries}/${id}/attempts`);
  }

  /** None where that GitHub has no copy of the runner's repository. */
  async runnerVersions(): Promise<readonly RunnerVersion[]> {
    const more = { query: { per_page: 30 }, isPublic: true };
    return (await orNull(this.#ask(releases, "GET /repos/actions/runner/releases", more))) ?? [];
  }

  remaining(): { readonly requests: number; readonly limit: number } | null {
    return this.#requests.remaining();
  }

  async #ask<T>(schema: z.ZodType<T>, route: string, more: More = {}): Promise<T> {
    return parsed(route, schema, (await this.#requests.send(route, more)).data);
  }

  /** All pages of a list, those after the first side by side, so that little changes meanwhile. */
  async #pages<T>(schema: z.ZodType<T>, route: string, query: More["query"] = {}): Promise<readonly T[]> {
    const first = await this.#requests.send(route, { query: { ...page, ...query } });
    const pages = [parsed(route, schema, first.data)];
    const rest = laterPages(first.headers["link"]);
    for (let at = 0; at < rest.length; at += pagesAtOnce) {
      const some = rest.slice(at, at + pagesAtOnce).map((address) => this.#ask(schema, `GET ${address}`));
      pages.push(...(await Promise.all(some)));
    }
    return pages;
  }
}

/** Pull requests of a run are much, and of no use here. */
const withoutPulls = { query: { exclude_pull_requests: "true" } };

function byId(pages: readonly { readonly runners: readonly ListedRunner[] }[]): Map<number, ListedRunner> {
  return new Map(pages.flatMap(({ runners }) => runners.map((runner) => [runner.id, runner] as const)));
}

function isRefusal(error: unknown, kind: GitHubRefusal["kind"]): error is GitHubRefusal {
  return error instanceof GitHubRefusal && error.kind === kind;
}

async function orNull<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question;
  } catch (error) {
    if (isRefusal(error, "missing")) return null;
    throw error;
  }
}
