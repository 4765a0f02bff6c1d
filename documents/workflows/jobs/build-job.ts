import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, needsOutput, stepOutput } from "../syntax/expressions.ts";
import { taskCommand } from "../../bundles/bundles.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { builtPart, distFolder, uploadFiles } from "./artifacts.ts";
import {
  buildPython,
  checkout,
  historyOf,
  inFolder,
  installBackend,
  installBuildTools,
  setUpPython,
} from "./preparation.ts";

const sourceDateEpoch = { SOURCE_DATE_EPOCH: expression(stepOutput("build", "source-date-epoch")) };

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
      installBackend(),
      buildSdist(plan),
      normaliseSdist(),
      ...(release ? [compareVersion(plan)] : []),
      ...(native && plan.package.tests.sources.length > 0 ? [findTestSources(plan)] : []),
      ...(native
        ? []
        : [
            buildWheel(),
            checkMetadata(plan, '"$RUNNER_TEMP"/dist'),
            checkWheelContents(plan, '"$RUNNER_TEMP"/dist'),
          ]),
      uploadFiles(builtPart(plan), distFolder),
    ],
  };
}

/** Nothing is fetched for it: the backend is installed, and isolation would fetch another one. */
function buildSdist(plan: Plan): StepDraft {
  return {
    id: "build",
    name: "Build the sdist",
    ...inFolder(plan),
    run: [
      "umask 022",
      'SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)"',
      "export SOURCE_DATE_EPOCH",
      'if ! python -m build --no-isolation --sdist --outdir "$RUNNER_TEMP/dist"; then',
      '  echo "::error::The sdist could not be built: if dependencies are missing, lock them by hash in slipway:package.buildRequires of the stack."',
      "  exit 1",
      "fi",
      "{",
      '  echo "sdist=$(basename "$RUNNER_TEMP"/dist/*.tar.gz)"',
      '  echo "source-date-epoch=$SOURCE_DATE_EPOCH"',
      '} >> "$GITHUB_OUTPUT"',
      "",
    ].join("\n"),
  };
}

/** Backends write times, owners and modes of this very build into the sdist; all that follows uses the rewritten one. */
function normaliseSdist(): StepDraft {
  return {
    id: "normalise",
    name: "Normalise the sdist",
    env: sourceDateEpoch,
    run: `${taskCommand("normalise-sdist")} "$RUNNER_TEMP"/dist/*.tar.gz`,
  };
}

/** From the very sdist that is published, so that whoever builds from it gets the same. */
function buildWheel(): StepDraft {
  return {
    id: "wheel",
    name: "Build the wheel from the sdist",
    env: sourceDateEpoch,
    run: [
      "umask 022",
      'mkdir "$RUNNER_TEMP/sdist"',
      'tar -xzf "$RUNNER_TEMP"/dist/*.tar.gz -C "$RUNNER_TEMP/sdist" --strip-components=1',
      'python -m build --no-isolation --wheel --outdir "$RUNNER_TEMP/dist" "$RUNNER_TEMP/sdist"',
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
