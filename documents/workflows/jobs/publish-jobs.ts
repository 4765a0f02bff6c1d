import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, needsOutput, secrets } from "../syntax/expressions.ts";
import type { JobDraft, StepDraft, Variables } from "../syntax/workflow.ts";
import { downloadAll } from "./artifacts.ts";
import { asksTwine } from "./gate-job.ts";

/** Attests which workflow, commit and runner made the files; `gh attestation verify` checks it. */
export function attestJob<Last extends string>(last: Last): JobDraft<Last> {
  return {
    name: "Attest the provenance",
    needs: [last],
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
export function publishJob<Last extends string>(plan: Plan, last: Last): JobDraft<Last | "gate"> {
  return {
    name: `Publish to ${plan.index.title}`,
    needs: asksTwine(plan) ? ["gate", last] : [last],
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
