import { runnerFor } from "../../../plan/platforms.ts";
import { type Term, either, equal, expression, github, unequal } from "../syntax/expressions.ts";
import type { JobDraft } from "../syntax/workflow.ts";
import { checkout } from "./preparation.ts";
import { taskStep } from "./task-step.ts";

/** Whether a run is for one part of the upkeep: those of the schedule are for all. */
export function isFor(part: string): Term {
  const asked = github("event.inputs.part");
  return either(unequal(github("event_name"), "workflow_dispatch"), equal(asked, "all"), equal(asked, part));
}

/** Removes what nothing leads to; what a tag, a release or an attestation needs stays, also while it fails. */
export function cleanImagesJob(): JobDraft<never> {
  return {
    name: "Remove old images",
    if: expression(isFor("images")),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 30,
    steps: [
      checkout("commit"),
      taskStep({
        id: "clean",
        name: "Remove untagged versions that nothing leads to",
        task: "clean-images",
        token: true,
        // A run of the schedule has no inputs.
        args: '--dry-run "${DRY_RUN:-false}"',
        env: { DRY_RUN: expression(github("event.inputs.dry-run")) },
        grants: {
          contents: { access: "read", reason: "read the releases' ledgers" },
          packages: { access: "write", reason: "list and remove the image's versions" },
        },
      }),
    ],
  };
}

/** Tells when the feedstock waits for a person. */
export function watchFeedstockJob(): JobDraft<never> {
  return {
    name: "Watch the feedstock",
    if: expression(isFor("feedstock")),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 10,
    steps: [
      checkout("commit"),
      taskStep({
        id: "feedstock",
        name: "Compare conda-forge with the index",
        task: "watch-feedstock",
        token: true,
        grants: { contents: { access: "read", reason: "check out the sources" } },
      }),
    ],
  };
}
