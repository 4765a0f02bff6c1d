/** A runner as GitHub lists it. */
export interface ListedRunner {
  readonly id: number;
  readonly name: string;
  readonly online: boolean;
  readonly busy: boolean;
}

/** What a run's trust is judged by. */
export interface RunFacts {
  readonly id: number;
  /** `octo-org/octo-package` */
  readonly repository: string;
  readonly isPublic: boolean;
  /** GitHub's `event`: `push`, `pull_request`, ... */
  readonly event: string;
  /** Where its code is from; null: from a repository that is no more. */
  readonly headRepository: string | null;
  /** `run_attempt`, from 1 on. */
  readonly attempt: number;
}

/** A job as GitHub tells of it when asked. */
export interface ListedJob {
  readonly id: number;
  readonly repository: string;
  readonly runId: number;
  readonly attempt: number;
  readonly name: string;
  readonly labels: readonly string[];
  /** GitHub's `status`; others than these are told as `waiting`. */
  readonly status: "waiting" | "queued" | "in_progress" | "completed";
  readonly conclusion: string | null;
  readonly runner: string | null;
  /** ms since 1970. */
  readonly createdAt: number;
}

/** One attempt to deliver a webhook. */
export interface Delivery {
  /** GitHub's number, as text: JavaScript would round it. */
  readonly id: string;
  /** The same for all attempts: `X-GitHub-Delivery`. */
  readonly guid: string;
  /** ms since 1970. */
  readonly at: number;
  readonly succeeded: boolean;
}

/** A published version of `actions/runner`. */
export interface RunnerVersion {
  /** `2.335.0` */
  readonly version: string;
  /** ms since 1970. */
  readonly publishedAt: number;
}

/** GitHub's answer was a refusal that is known to have changed nothing. */
export class GitHubRefusal extends Error {
  /** `conflict`: the name is taken. `limited`: asked too often, `retryAt` says until when (ms since 1970). */
  readonly kind: "conflict" | "limited" | "forbidden" | "missing" | "invalid";
  readonly retryAt: number | null;

  constructor(kind: GitHubRefusal["kind"], message: string, retryAt: number | null = null) {
    super(message);
    this.name = "GitHubRefusal";
    this.kind = kind;
    this.retryAt = retryAt;
  }
}

/** What the control plane asks of GitHub. Throws a GitHubRefusal, or another error where the outcome is not known. */
export interface GitHub {
  /** Registers an ephemeral runner (`generate-jitconfig`). */
  register(runner: {
    readonly name: string;
    readonly labels: readonly string[];
    readonly group: number;
  }): Promise<{ readonly id: number; readonly jitConfig: string }>;
  /** All of them, page by page. */
  runners(): Promise<readonly ListedRunner[]>;
  /** The registered runner of that name; null: there is none. */
  runnerNamed(name: string): Promise<ListedRunner | null>;
  /** What is not there is as good as removed; a runner with a job can't be. */
  removeRunner(id: number): Promise<"removed" | "busy">;
  run(repository: string, id: number): Promise<RunFacts | null>;
  /** The newest 100 runs that are `queued` or `in_progress`. */
  runs(repository: string, status: "queued" | "in_progress"): Promise<readonly RunFacts[]>;
  /** Jobs of a run's newest attempt. */
  jobs(repository: string, run: number): Promise<readonly ListedJob[]>;
  /** Null: GitHub knows of none. */
  job(repository: string, id: number): Promise<ListedJob | null>;
  /** Runs it once more, with those that depend on it; `not yet`: its run has not ended. */
  rerunJob(repository: string, id: number): Promise<"asked" | "not yet">;
  /** Attempts since then, newest first, at most `most`. */
  deliveries(since: number, most: number): Promise<readonly Delivery[]>;
  redeliver(id: string): Promise<void>;
  /** The newest 30 published versions of the runner. */
  runnerVersions(): Promise<readonly RunnerVersion[]>;
  /** What is left of the hour's requests, as the last answer told; null: none has in this hour. */
  remaining(): { readonly requests: number; readonly limit: number } | null;
}
