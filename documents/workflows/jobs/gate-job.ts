import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, stepOutput } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { buildPython, checkout, installBuildTools, setUpPython } from "./preparation.ts";

/** Public versions of PEP 440, spelt as an index shows them. */
const canonicalVersion =
  String.raw`^([1-9][0-9]*!)?(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*((a|b|rc)(0|[1-9][0-9]*))?` +
  String.raw`(\.post(0|[1-9][0-9]*))?(\.dev(0|[1-9][0-9]*))?$`;

/** The publish action knows PyPI's address alone; twine, locked by hash, knows TestPyPI's as well. */
export function asksTwine(plan: Plan): boolean {
  return plan.index.name === "testpypi";
}

/** Decides whether the tag may be released, before anything of the package runs. */
export function gateJob(plan: Plan): JobDraft<never> {
  return {
    name: "Check the tag",
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 10,
    outputs: {
      version: expression(stepOutput("tag", "version")),
      prerelease: expression(stepOutput("tag", "prerelease")),
      ...(asksTwine(plan) && { "upload-url": expression(stepOutput("index", "upload-url")) }),
    },
    steps: [
      readTag(plan),
      checkout("all"),
      requireDefaultBranch(plan),
      ...(asksTwine(plan) ? [setUpPython(buildPython(plan)), installBuildTools(), askUploadUrl()] : []),
    ],
  };
}

function readTag(plan: Plan): StepDraft {
  return {
    id: "tag",
    name: "Read the version from the tag",
    env: { TAG: expression(github("ref_name")), TAG_PREFIX: plan.release.tagPrefix },
    run: [
      'version="${TAG#"$TAG_PREFIX"}"',
      `canonical='${canonicalVersion}'`,
      'if [[ ! "$version" =~ $canonical ]]; then',
      '  echo "::error::Tag $TAG names no version as an index spells it (PEP 440): tag ${TAG_PREFIX}1.2.0 or ${TAG_PREFIX}1.2.0rc1."',
      "  exit 1",
      "fi",
      "prerelease=false",
      'if [[ "$version" =~ (a|b|rc|dev)[0-9] ]]; then prerelease=true; fi',
      "{",
      '  echo "version=$version"',
      '  echo "prerelease=$prerelease"',
      '} >> "$GITHUB_OUTPUT"',
      "",
    ].join("\n"),
  };
}

/** What is released has passed the default branch's reviews. */
function requireDefaultBranch(plan: Plan): StepDraft {
  return {
    id: "branch",
    name: "Require a commit of the default branch",
    env: { DEFAULT_BRANCH: plan.repository.defaultBranch },
    run: [
      'if ! git merge-base --is-ancestor "$GITHUB_SHA" "refs/remotes/origin/$DEFAULT_BRANCH"; then',
      '  echo "::error::Commit $GITHUB_SHA is not on $DEFAULT_BRANCH: merge it, then tag the merged commit."',
      "  exit 1",
      "fi",
      "",
    ].join("\n"),
  };
}

function askUploadUrl(): StepDraft {
  return {
    id: "index",
    name: "Ask twine for the address of TestPyPI",
    run: [
      "# The publish action knows the address of PyPI alone; twine, locked by hash above, knows both.",
      `url="$(python -c 'from twine.utils import TEST_REPOSITORY; print(TEST_REPOSITORY)')"`,
      'echo "upload-url=$url" >> "$GITHUB_OUTPUT"',
      "",
    ].join("\n"),
  };
}
