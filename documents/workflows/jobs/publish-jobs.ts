import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, needsOutput, secrets } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft, Variables } from "../syntax/workflow.ts";
import { downloadAll } from "./artifacts.ts";

/** Attests which workflow, commit and runner made the files; `gh attestation verify` checks it. */
export function attestJob<Needs extends string>(needs: readonly Needs[]): JobDraft<Needs> {
  return {
    name: "Attest the provenance",
    needs,
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 10,
    steps: [
      downloadAll(),
      {
        id: "attest",
        name: "Attest the provenance of all files",
        uses: "actions/attest",
        with: { "subject-path": "dist/*" },
      },
    ],
  };
}

/** The two steps that a trusted publisher's job should have and no more: nothing else meets its token. */
export function publishJob<Needs extends string>(plan: Plan, needs: readonly Needs[]): JobDraft<Needs> {
  return {
    name: `Publish to ${plan.index.title}`,
    needs,
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    ...(plan.index.environment !== null && { environment: plan.index.environment }),
    steps: [downloadAll(), publish(plan)],
  };
}

function publish(plan: Plan): StepDraft {
  const token = indexToken(plan);
  const inputs = indexInputs(plan, token);
  return {
    id: "publish",
    name: `Publish to ${plan.index.title}`,
    uses: "pypa/gh-action-pypi-publish",
    with: { "packages-dir": "dist", "print-hash": true, ...inputs },
    ...(token !== null && { grants: {} }),
  };
}

/** PyPI needs no address: the action's own default is used. Only PyPI and TestPyPI take attestations. */
function indexInputs(plan: Plan, token: string | null): Variables {
  switch (plan.index.name) {
    case "pypi":
      return {};
    case "testpypi":
      return { "repository-url": expression(needsOutput("gate", "upload-url")) };
    case "custom":
      return {
        "repository-url": plan.index.uploadUrl ?? "",
        attestations: false,
        ...(token !== null && { password: expression(secrets(token)) }),
      };
    default:
      return plan.index.name satisfies never;
  }
}

/** A custom index without trusted publishing takes the one token or password that its environment holds. */
function indexToken(plan: Plan): string | null {
  if (plan.index.name !== "custom") return null;
  const held = plan.secrets.find(
    ({ name, environment }) => environment === plan.index.environment && /_(TOKEN|PASSWORD)$/.test(name),
  );
  return held?.name ?? null;
}

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
      '  echo "::notice::The release of $TAG is published already."',
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
