import { indexesOf } from "../../../plan/indexes.ts";
import type { IndexPlan, Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import type { Term } from "../syntax/expressions.ts";
import {
  all,
  cancelled,
  equal,
  expression,
  failure,
  github,
  needsOutput,
  needsResult,
  not,
  runner,
  secrets,
  stepOutput,
} from "../syntax/expressions.ts";
import type { JobDraft, StepDraft, Variables } from "../syntax/workflow.ts";
import { downloadAll, downloadById, uploadMissing } from "./artifacts.ts";
import { buildPython, checkout, installBuildTools, setUpPython } from "./preparation.ts";
import { taskStep } from "./task-step.ts";

/** Ids of the jobs that bring a release to one index; those of the last one have no ending. */
export interface IndexJobs {
  readonly ledger: string;
  readonly publish: string;
  readonly verify: string;
  readonly checkPublisher: string;
}

function indexJobs(plan: Plan, index: IndexPlan): IndexJobs {
  const ending = index === plan.index ? "" : `-${index.name}`;
  return {
    ledger: `ledger${ending}`,
    publish: `publish${ending}`,
    verify: `verify${ending}`,
    checkPublisher: `check-publisher${ending}`,
  };
}

/** The job that has seen all files together, and tells their hashes. */
export function checkedJob(plan: Plan): "build" | "check" {
  return plan.package.kind === "native" ? "check" : "build";
}

/**
 * After jobs of which some are skipped where an earlier run did their work. What must have passed is named: a job that
 * its time limit ended counts as cancelled, which neither `failure()` nor `cancelled()` tells, and what needs it is
 * skipped like any other.
 */
export function afterSuccess(...passed: readonly Term[]): string {
  return expression(all(not(cancelled()), not(failure()), ...passed));
}

/** That a needed job ended well. */
export const succeeded = (job: string): Term => equal(needsResult(job), "success");

/** What comes before a job of those that publish. */
export interface Before<Earlier extends string> {
  readonly needs: readonly Earlier[];
  /** When they let it run. */
  readonly if: string;
}

/** Compares what the index holds with the files of the release, and hands on what it lacks. */
export function ledgerJob<Earlier extends string>(
  plan: Plan,
  index: IndexPlan,
  before: Before<Earlier>,
): JobDraft<Earlier | "gate" | "build" | "check"> {
  const asksTwine = index.name === "testpypi";
  const checked = checkedJob(plan);
  return {
    name: `Read what ${index.title} holds`,
    needs: [...new Set<Earlier | "gate" | typeof checked>(["gate", checked, ...before.needs])],
    if: before.if,
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    outputs: {
      decision: expression(stepOutput("ledger", "decision")),
      "artifact-id": expression(stepOutput("upload", "artifact-id")),
      ...(asksTwine && { "upload-url": expression(stepOutput("index", "upload-url")) }),
    },
    steps: [
      checkout("commit"),
      ...(asksTwine ? [setUpPython(buildPython(plan)), installBuildTools(), askUploadUrl()] : []),
      downloadAll(),
      taskStep({
        id: "ledger",
        name: "Decide what to publish",
        task: "ledger",
        args: `--index ${index.name} --files dist --stage "$RUNNER_TEMP/publish"`,
        env: {
          VERSION: expression(needsOutput("gate", "version")),
          SUMS: expression(needsOutput(checked, "sums")),
        },
      }),
      {
        ...uploadMissing(index.name, `${expression(runner("temp"))}/publish`),
        if: expression(equal(stepOutput("ledger", "decision"), "publish")),
      },
    ],
  };
}

/** The two steps that a trusted publisher's job should have and no more: nothing else meets its token. */
export function publishJob<Ledger extends string>(index: IndexPlan, ledger: Ledger): JobDraft<Ledger> {
  return {
    name: `Publish to ${index.title}`,
    needs: [ledger],
    if: expression(
      all(
        not(cancelled()),
        equal(needsResult(ledger), "success"),
        equal(needsOutput(ledger, "decision"), "publish"),
      ),
    ),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    ...(index.environment !== null && { environment: index.environment }),
    steps: [downloadById(expression(needsOutput(ledger, "artifact-id"))), publish(index, ledger)],
  };
}

/** Exchanges a token with the index and throws it away, so that a publisher is known to be registered rightly. */
export function checkPublisherJob(index: IndexPlan): JobDraft<"gate"> {
  return {
    name: `Check the publisher on ${index.title}`,
    needs: ["gate"],
    if: expression(equal(github("event.inputs.mode"), "check-publisher")),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 10,
    ...(index.environment !== null && { environment: index.environment }),
    steps: [
      checkout("commit"),
      taskStep({
        id: "publisher",
        name: "Exchange a token and discard it",
        task: "check-publisher",
        args: `--index ${index.name}`,
        grants: {
          contents: { access: "read", reason: "check out the sources" },
          "id-token": { access: "write", reason: "prove to the index which workflow publishes" },
        },
      }),
    ],
  };
}

/** The jobs' ids of every index, in the order of publishing. */
export function publishingJobs(plan: Plan): readonly (IndexJobs & { readonly index: IndexPlan })[] {
  return indexesOf(plan).map((index) => ({ index, ...indexJobs(plan, index) }));
}

function publish(index: IndexPlan, ledger: string): StepDraft {
  const inputs = indexInputs(index, ledger);
  return {
    id: "publish",
    name: `Publish to ${index.title}`,
    uses: "pypa/gh-action-pypi-publish",
    with: { "packages-dir": "dist", "print-hash": true, ...inputs },
    ...(index.token !== null && { grants: {} }),
  };
}

/** PyPI needs no address: the action's own default is used. Only PyPI and TestPyPI take attestations. */
function indexInputs(index: IndexPlan, ledger: string): Variables {
  switch (index.name) {
    case "pypi":
      return {};
    case "testpypi":
      return { "repository-url": expression(needsOutput(ledger, "upload-url")) };
    case "custom":
      return {
        "repository-url": index.uploadUrl ?? "",
        attestations: false,
        ...(index.token !== null && { password: expression(secrets(index.token)) }),
      };
    default:
      return index.name satisfies never;
  }
}

/** The publish action knows PyPI's address alone; twine, locked by hash, knows TestPyPI's as well. */
function askUploadUrl(): StepDraft {
  return {
    id: "index",
    name: "Ask twine for the address of TestPyPI",
    run: [
      `url="$(python -c 'from twine.utils import TEST_REPOSITORY; print(TEST_REPOSITORY)')"`,
      'echo "upload-url=$url" >> "$GITHUB_OUTPUT"',
      "",
    ].join("\n"),
  };
}
