import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, needsOutput } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft } from "../syntax/workflow.ts";
import { downloadAll } from "./artifacts.ts";

/** The files on the tag's GitHub release: drafted, filled and then published, since a published one takes no more. */
export function githubReleaseJob(): JobDraft<"gate" | "publish"> {
  return {
    name: "Publish the GitHub release",
    needs: ["gate", "publish"],
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 10,
    steps: [downloadAll(), releaseFiles()],
  };
}

/** A release that is published already may come from an earlier attempt, or from a person, without any file. */
function releaseFiles(): StepDraft {
  return {
    id: "release",
    name: "Draft, fill and publish the release",
    grants: { contents: { access: "write", reason: "create the release of the tag" } },
    env: {
      GH_TOKEN: expression(github("token")),
      GH_REPO: expression(github("repository")),
      TAG: expression(github("ref_name")),
      PRERELEASE: expression(needsOutput("gate", "prerelease")),
    },
    run: [
      'draft="$(gh release view "$TAG" --json isDraft --jq .isDraft 2> /dev/null || echo none)"',
      'if [[ "$draft" == false ]]; then',
      `  assets=$'\\n'"$(gh release view "$TAG" --json assets --jq '.assets[].name')"$'\\n'`,
      '  missing=""',
      "  for file in dist/*; do",
      `    if [[ "$assets" != *$'\\n'"\${file##*/}"$'\\n'* ]]; then missing+=" \${file##*/}"; fi`,
      "  done",
      '  if [[ -n "$missing" ]]; then',
      '    echo "::error::The release of $TAG was published by another hand and lacks$missing: delete it and run this job again, or release a new version if it is immutable."',
      "    exit 1",
      "  fi",
      '  echo "::notice::The release of $TAG is published already, with every file."',
      "  exit 0",
      "fi",
      'if [[ "$draft" == none ]]; then',
      '  gh release create "$TAG" --draft --verify-tag --title "$TAG" --generate-notes --prerelease="$PRERELEASE"',
      "fi",
      'gh release upload "$TAG" dist/* --clobber',
      'gh release edit "$TAG" --draft=false',
      "",
    ].join("\n"),
  };
}
