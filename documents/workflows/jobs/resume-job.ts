import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, needsOutput, runner, stepOutput, unequal } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadHeld, uploadHeld } from "./artifacts.ts";
import { checkout } from "./preparation.ts";
import { taskStep } from "./task-step.ts";

/** Takes what an earlier run of the same commit left on the index and on the draft release. */
export function resumeJob(plan: Plan): JobDraft<"gate"> {
  const releases = plan.channels.some(({ name, state }) => name === "github-release" && state === "on");
  return {
    name: "Take what an earlier run left",
    needs: ["gate"],
    if: expression(unequal(github("event.inputs.mode"), "check-publisher")),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 20,
    outputs: {
      sealed: expression(stepOutput("resume", "sealed")),
      "artifact-id": expression(stepOutput("upload", "artifact-id")),
    },
    steps: [
      checkout("commit"),
      taskStep({
        id: "resume",
        name: "Collect files that this workflow attested",
        task: "resume",
        token: true,
        args: '--into "$RUNNER_TEMP/held"',
        env: { VERSION: expression(needsOutput("gate", "version")) },
        grants: {
          contents: releases
            ? { access: "write", reason: "see the draft release, and remove what broke off" }
            : { access: "read", reason: "check out the sources" },
          ...(plan.repository.attestations && {
            attestations: { access: "read", reason: "verify the files" },
          }),
        },
      }),
      uploadHeld(`${expression(runner("temp"))}/held`),
    ],
  };
}

/** Puts files that an earlier run left where the build would put its own, and tells which are there. */
export function takeHeld(): readonly StepDraft[] {
  return [
    downloadHeld(`${expression(runner("temp"))}/held`),
    {
      id: "held",
      name: "Take what an earlier run left",
      run: [
        'mkdir -p "$RUNNER_TEMP/dist"',
        "shopt -s nullglob",
        "sdist=false wheel=false",
        'for file in "$RUNNER_TEMP"/held/*.tar.gz "$RUNNER_TEMP"/held/*-none-any.whl; do',
        '  cp "$file" "$RUNNER_TEMP/dist/"',
        '  if [[ "$file" == *.whl ]]; then wheel=true; else sdist=true; fi',
        "done",
        "{",
        '  echo "sdist=$sdist"',
        '  echo "wheel=$wheel"',
        '} >> "$GITHUB_OUTPUT"',
        "",
      ].join("\n"),
    },
  ];
}

/** Where an earlier run got as far as the draft, its files have passed everything up to there. */
export function unlessSealed(): string {
  return expression(unequal(needsOutput("resume", "sealed"), "true"));
}

/** Whether what an earlier run left can be told from what somebody else put there. */
export function trustsSealed(plan: Plan): boolean {
  return plan.repository.attestations;
}
