import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, needsOutput, runner, stepOutput } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { builtPart, distFolder, uploadFiles, uploadLocks } from "./artifacts.ts";
import { buildSdist, buildWheel, normaliseSdist, readEpoch, unlessHeld } from "./build-steps.ts";
import {
  buildPython,
  checkout,
  historyOf,
  inFolder,
  installBackend,
  installBuildTools,
  setUpPython,
} from "./preparation.ts";
import { takeHeld } from "./resume-job.ts";
import { taskStep } from "./task-step.ts";

/** Builds the sdist and, of a pure package, the wheel from it; in a release only what no earlier run left. */
export function buildJob<Earlier extends string>(plan: Plan, earlier: readonly Earlier[]): JobDraft<Earlier> {
  const native = plan.package.kind === "native";
  const release = earlier.length > 0;
  const files = native ? ["sdist", "sums"] : ["sums"];
  return {
    name: native ? "Build the sdist" : "Build the sdist and the wheel",
    ...(release && { needs: earlier }),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 30,
    outputs: {
      ...Object.fromEntries(files.map((name) => [name, expression(stepOutput("files", name))])),
      requirement: expression(stepOutput("lock", "requirement")),
      ...(native && { "source-date-epoch": expression(stepOutput("epoch", "seconds")) }),
    },
    steps: [
      checkout(historyOf(plan)),
      ...(release ? takeHeld() : []),
      setUpPython(buildPython(plan)),
      installBuildTools(),
      installBackend(),
      readEpoch(),
      ...built(plan, release),
      checkFiles({ folder: '"$RUNNER_TEMP/dist"', release, part: native ? "sdist" : null }),
      ...(native && plan.package.tests.sources.length > 0 ? [findTestSources(plan)] : []),
      ...(native
        ? []
        : [checkMetadata(plan, '"$RUNNER_TEMP"/dist'), checkWheelContents(plan, '"$RUNNER_TEMP"/dist')]),
      lockTests(plan),
      ...(plan.image === null ? [] : [lockImage(release)]),
      uploadLocks(`${expression(runner("temp"))}/locks`),
      uploadFiles(builtPart(plan), distFolder),
    ],
  };
}

function built(plan: Plan, release: boolean): readonly StepDraft[] {
  const sdist = [buildSdist(plan), normaliseSdist()];
  const wheel = plan.package.kind === "native" ? [] : [buildWheel()];
  return release ? [...unlessHeld("sdist", sdist), ...unlessHeld("wheel", wheel)] : [...sdist, ...wheel];
}

/** What is checked, and how. */
export interface FileCheck {
  /** As bash reads it. */
  readonly folder: string;
  /** In a release the files must be of the tag's version. */
  readonly release: boolean;
  /** The part of the files that is there; null: all of them. */
  readonly part: "sdist" | null;
}

/** Names, tags, metadata and hashes of what is to be published. */
export function checkFiles({ folder, release, part }: FileCheck): StepDraft {
  const version = { VERSION: expression(needsOutput("gate", "version")) };
  return taskStep({
    id: "files",
    name: "Check names, tags and hashes",
    task: "check-files",
    args: `--files ${folder}${part === null ? "" : ` --part ${part}`}`,
    ...(release && { env: version }),
  });
}

/** All that the tests install beside the package, each by version and hash, the same on every platform. */
function lockTests(plan: Plan): StepDraft {
  return taskStep({
    id: "lock",
    name: "Lock what the tests install",
    task: "lock-tests",
    args: '--files "$RUNNER_TEMP/dist" --out "$RUNNER_TEMP/locks" --extras "$EXTRAS"',
    env: { EXTRAS: plan.package.tests.extras.join(",") },
  });
}

/** What the image installs beside the wheel; a release takes nothing but what a pull request brought. */
function lockImage(release: boolean): StepDraft {
  return taskStep({
    id: "lock-image",
    name: "Lock what the image installs",
    task: "lock-image",
    args: `--files "$RUNNER_TEMP/dist" --out "$RUNNER_TEMP/locks"${release ? " --anew never" : ""}`,
  });
}

/** Wheels are built and tested from the sdist alone, so that it must hold the tests. */
function findTestSources(plan: Plan): StepDraft {
  return {
    id: "test-sources",
    name: "Find the tests in the sdist",
    env: { SOURCES: plan.package.tests.sources.join("\n") },
    run: [
      `files=$'\\n'"$(tar -tzf "$RUNNER_TEMP"/dist/*.tar.gz | cut -d/ -f2-)"$'\\n'`,
      "while IFS= read -r source; do",
      '  path="${source%/}"',
      `  if [[ "$files" != *$'\\n'"$path"$'\\n'* && "$files" != *$'\\n'"$path"/* ]]; then`,
      '    echo "::error::The sdist lacks $source, which the tests need: include it, for setuptools in MANIFEST.in."',
      "    exit 1",
      "  fi",
      'done <<< "$SOURCES"',
      "",
    ].join("\n"),
  };
}

/** What the index would refuse, or show wrongly. */
export function checkMetadata(plan: Plan, folder: string): StepDraft {
  return {
    id: "metadata",
    name: "Check the metadata",
    ...inFolder(plan),
    run: `python -m twine check --strict ${folder}/*`,
  };
}

/** Files that a wheel should not hold; exceptions stand in the package's pyproject.toml. */
export function checkWheelContents(plan: Plan, folder: string): StepDraft {
  return {
    id: "contents",
    name: "Check what the wheels hold",
    ...inFolder(plan),
    run: `check-wheel-contents ${folder}/*.whl`,
  };
}
