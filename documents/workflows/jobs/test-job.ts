import type { Plan } from "../../../plan/plan.ts";
import { testRequirementsPath } from "../../delivery-paths.ts";
import { expression, matrix, runner } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadBuilt } from "./artifacts.ts";
import { checkout, setUpPython } from "./preparation.ts";

/** Tests the built wheel of a pure package on each platform and Python, on runners of that very architecture. */
export function testJob(plan: Plan): JobDraft<"build"> {
  const { tests } = plan.package;
  return {
    name: `Test on ${expression(matrix("platform"))}, Python ${expression(matrix("python"))}`,
    needs: ["build"],
    "runs-on": expression(matrix("runner")),
    "timeout-minutes": 60,
    strategy: { "fail-fast": false, matrix: { include: legs(plan) } },
    steps: [
      ...(tests.command === null ? [] : [checkout("commit")]),
      setUpPython(expression(matrix("python"))),
      downloadBuilt(plan),
      installWheel(plan),
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

function installWheel(plan: Plan): StepDraft {
  const { command, requires, extras } = plan.package.tests;
  const requirements = command === null || requires.length === 0 ? "" : ` -r ${testRequirementsPath}`;
  return {
    id: "install",
    name: "Install the wheel",
    ...(extras.length > 0 && { env: { EXTRAS: `[${extras.join(",")}]` } }),
    run: `wheel=(dist/*.whl)\npython -m pip install "\${wheel[0]}${extras.length > 0 ? "$EXTRAS" : ""}"${requirements}\n`,
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
