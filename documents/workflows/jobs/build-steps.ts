import type { Plan } from "../../../plan/plan.ts";
import { expression, stepOutput, unequal } from "../syntax/expressions.ts";
import type { StepDraft } from "../syntax/workflow.ts";
import { inFolder } from "./preparation.ts";
import { taskStep } from "./task-step.ts";

/** The commit's time, which every build step is given. */
export const epoch = { SOURCE_DATE_EPOCH: expression(stepOutput("epoch", "seconds")) };

/** A build is told the commit's time, since it would write its own into the files. */
export function readEpoch(): StepDraft {
  return {
    id: "epoch",
    name: "Read the commit's time",
    run: 'echo "seconds=$(git log -1 --format=%ct)" >> "$GITHUB_OUTPUT"',
  };
}

/** Nothing is fetched for it: the backend is installed, and isolation would fetch another one. */
export function buildSdist(plan: Plan): StepDraft {
  return {
    id: "build",
    name: "Build the sdist",
    ...inFolder(plan),
    env: epoch,
    run: [
      "umask 022",
      'if ! python -m build --no-isolation --sdist --outdir "$RUNNER_TEMP/dist"; then',
      '  echo "::error::The sdist could not be built: if dependencies are missing, lock them by hash in slipway:package.buildRequires of the stack."',
      "  exit 1",
      "fi",
      "",
    ].join("\n"),
  };
}

/** Backends write times, owners and modes of this very build into the sdist; all that follows uses the rewritten one. */
export function normaliseSdist(): StepDraft {
  return taskStep({
    id: "normalise",
    name: "Normalise the sdist",
    task: "normalise-sdist",
    args: '"$RUNNER_TEMP"/dist/*.tar.gz',
    env: epoch,
  });
}

/** From the very sdist that is published, so that whoever builds from it gets the same. */
export function buildWheel(): StepDraft {
  return {
    id: "wheel",
    name: "Build the wheel from the sdist",
    env: epoch,
    run: [
      "umask 022",
      'mkdir "$RUNNER_TEMP/sdist"',
      'tar -xzf "$RUNNER_TEMP"/dist/*.tar.gz -C "$RUNNER_TEMP/sdist" --strip-components=1',
      'python -m build --no-isolation --wheel --outdir "$RUNNER_TEMP/dist" "$RUNNER_TEMP/sdist"',
      "",
    ].join("\n"),
  };
}

/** The steps, each but where an earlier run left what it makes. */
export function unlessHeld(output: "sdist" | "wheel", steps: readonly StepDraft[]): readonly StepDraft[] {
  const condition = expression(unequal(stepOutput("held", output), "true"));
  return steps.map((step) => ({ ...step, if: condition }));
}
