import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, needsOutput, stepOutput } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { builtPart, distFolder, uploadFiles } from "./artifacts.ts";
import { buildPython, checkout, historyOf, inFolder, installBuildTools, setUpPython } from "./preparation.ts";

/** Builds the sdist and, of a pure package, the wheel from it. In a release the tag must name the version. */
export function buildJob<Needs extends string>(plan: Plan, needs: readonly Needs[]): JobDraft<Needs> {
  const native = plan.package.kind === "native";
  const release = needs.length > 0;
  return {
    name: native ? "Build the sdist" : "Build the sdist and the wheel",
    ...(release && { needs }),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 30,
    ...(native && {
      outputs: {
        sdist: expression(stepOutput("build", "sdist")),
        "source-date-epoch": expression(stepOutput("build", "source-date-epoch")),
      },
    }),
    steps: [
      checkout(historyOf(plan)),
      setUpPython(buildPython(plan)),
      installBuildTools(),
      build(plan),
      ...(release ? [compareVersion(plan)] : []),
      ...(native && plan.package.tests.sources.length > 0 ? [findTestSources(plan)] : []),
      ...(native
        ? []
        : [checkMetadata(plan, '"$RUNNER_TEMP"/dist'), checkWheelContents(plan, '"$RUNNER_TEMP"/dist')]),
      uploadFiles(builtPart(plan), distFolder),
    ],
  };
}

function build(plan: Plan): StepDraft {
  const native = plan.package.kind === "native";
  return {
    id: "build",
    name: native ? "Build the sdist" : "Build the sdist, and the wheel from it",
    ...inFolder(plan),
    run: [
      "umask 022",
      'SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)"',
      "export SOURCE_DATE_EPOCH",
      `python -m build ${native ? "--sdist " : ""}--outdir "$RUNNER_TEMP/dist"`,
      ...(native
        ? [
            "{",
            '  echo "sdist=$(basename "$RUNNER_TEMP"/dist/*.tar.gz)"',
            '  echo "source-date-epoch=$SOURCE_DATE_EPOCH"',
            '} >> "$GITHUB_OUTPUT"',
          ]
        : []),
      "",
    ].join("\n"),
  };
}

/** The version is the last part of the sdist's name (PEP 625). */
function compareVersion(plan: Plan): StepDraft {
  const { version } = plan.package;
  return {
    id: "version",
    name: "Compare the built version with the tag",
    env: {
      TAG: expression(github("ref_name")),
      VERSION: expression(needsOutput("gate", "version")),
      MEND: version.from === "file" ? `set the version in ${version.path}` : "tag the commit that is built",
    },
    run: [
      'sdist="$(basename "$RUNNER_TEMP"/dist/*.tar.gz .tar.gz)"',
      'if [[ "\${sdist##*-}" != "$VERSION" ]]; then',
      `  echo "::error::Tag $TAG names version $VERSION, but the sources build \${sdist##*-}: $MEND, then tag again."`,
      "  exit 1",
      "fi",
      "",
    ].join("\n"),
  };
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
