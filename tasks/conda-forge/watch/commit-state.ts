import { type GitHub, readAnswer } from "../../github/client.ts";
import { listOf, nullable, objectOf, text } from "../../json/shape.ts";

/** What checks say of a commit: names of those that failed, and of those that are not done. */
export interface CommitState {
  readonly failed: readonly string[];
  readonly pending: readonly string[];
  readonly passed: readonly string[];
}

const status = objectOf({ context: text, state: text });
const check = objectOf({ name: text, status: text, conclusion: nullable(text) });

/** A conclusion that lets a pull request be merged. */
const good = new Set(["success", "neutral", "skipped"]);

/** Statuses and check runs of a commit: conda-forge's services use both. */
export async function commitState(github: GitHub, repository: string, sha: string): Promise<CommitState> {
  const path = `/repos/${repository}/commits/${sha}/status?per_page=100`;
  const { statuses } = readAnswer(await github.call({ path }), objectOf({ statuses: listOf(status) }), path);
  const runs = await github.pages(
    `/repos/${repository}/commits/${sha}/check-runs?per_page=100`,
    check,
    "check_runs",
  );
  const all = [
    ...statuses.map(({ context, state }) => ({ name: context, state: ofStatus(state) })),
    ...runs.map((run) => ({ name: run.name, state: ofRun(run.status, run.conclusion) })),
  ];
  const named = (wanted: string) => all.filter(({ state }) => state === wanted).map(({ name }) => name);
  return { failed: named("failed"), pending: named("pending"), passed: named("passed") };
}

function ofStatus(state: string): keyof CommitState {
  if (state === "success") return "passed";
  return state === "pending" ? "pending" : "failed";
}

function ofRun(stage: string, conclusion: string | null): keyof CommitState {
  if (stage !== "completed" || conclusion === null) return "pending";
  return good.has(conclusion) ? "passed" : "failed";
}
