import type { Plan } from "../../../plan/plan.ts";
import { installLocked } from "../../python/requirements.ts";
import { expression, matrix, needsOutput, runner } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadBuilt, downloadLocks } from "./artifacts.ts";
import { checkout, installBuilt, setUpPython } from "./preparation.ts";
import { trustsSealed, unlessSealed } from "./resume-job.ts";

/**
 * Tests the very wheel that is published, by its hash, on each platform and Python, on runners of that very
 * architecture. What it needs comes from the lock, and the wheel alone from the build: never from two places at once.
 */
export function testJob<Earlier extends string>(
  plan: Plan,
  earlier: readonly Earlier[],
): JobDraft<Earlier | "build"> {
  const { tests } = plan.package;
  return {
    name: `Test on ${expression(matrix("platform"))}, Python ${expression(matrix("python"))}`,
    needs: [...earlier, "build"],
    ...(earlier.length > 0 && trustsSealed(plan) && { if: unlessSealed() }),
    "runs-on": expression(matrix("runner")),
    "timeout-minutes": 60,
    strategy: { "fail-fast": false, matrix: { include: legs(plan) } },
    steps: [
      ...(tests.command === null ? [] : [checkout("commit")]),
      setUpPython(expression(matrix("python"))),
      downloadBuilt(plan),
      downloadLocks(),
      installLock(),
      installBuilt(expression(needsOutput("build", "requirement"))),
      importPackage(plan),
      ...(tests.command === null ? [] : [collectTests(plan), runTests(tests.command)]),
    ],
  };
}

function legs(plan: Plan) {
  return plan.targets.flatMap(({ platform, runner: label, pythons }) =>
    pythons.map((python) => ({ platform, runner: label, python })),
  );
}

function installLock(): StepDraft {
  return {
    id: "dependencies",
    name: "Install the locked dependencies",
    run: `${installLocked} \\\n  -r locks/tests.txt\n`,
  };
}

/** Imported from a folder without sources, so that it is the installed package. */
function importPackage(plan: Plan): StepDraft {
  return {
    id: "import",
    name: "Import the package",
    "working-directory": expression(runner("temp")),
    env: { IMPORT_NAME: plan.package.importName },
    run: `python -c "import importlib, os; importlib.import_module(os.environ['IMPORT_NAME'])"`,
  };
}

/** Copies what the tests need and nothing else: beside the sources, they would import those. */
function collectTests(plan: Plan): StepDraft {
  const { folder, tests } = plan.package;
  return {
    id: "collect",
    name: "Collect the tests",
    env: { FOLDER: folder, SOURCES: tests.sources.join("\n") },
    run: [
      'mkdir -p "$RUNNER_TEMP/tests"',
      "while IFS= read -r source; do",
      '  if [[ -z "$source" ]]; then continue; fi',
      '  mkdir -p "$RUNNER_TEMP/tests/$(dirname "$source")"',
      '  cp -R "$FOLDER/\${source%/}" "$RUNNER_TEMP/tests/$(dirname "$source")"',
      'done <<< "$SOURCES"',
      "",
    ].join("\n"),
  };
}

function runTests(command: string): StepDraft {
  return {
    id: "test",
    name: "Run the tests",
    "working-directory": `${expression(runner("temp"))}/tests`,
    run: command,
  };
}
