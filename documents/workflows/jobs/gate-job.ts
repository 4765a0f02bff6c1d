import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, github, stepOutput } from "../syntax/expressions.ts";
import type { JobDraft } from "../syntax/workflow.ts";
import { checkout } from "./preparation.ts";
import { taskStep } from "./task-step.ts";

/** Decides whether the tag may be released, before anything of the package runs. */
export function gateJob(plan: Plan): JobDraft<never> {
  const outputs = ["version", "prerelease", "latest"];
  return {
    name: "Check the tag",
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 45,
    outputs: Object.fromEntries(outputs.map((name) => [name, expression(stepOutput("preflight", name))])),
    steps: [
      checkout("all"),
      taskStep({
        id: "preflight",
        name: "Check tag, build, publisher and indexes",
        task: "preflight",
        token: true,
        env: { MODE: expression(github("event.inputs.mode")) },
        grants: {
          contents: { access: "read", reason: "check out the sources" },
          actions: { access: "read", reason: "read the build's runs and the environments" },
          ...(plan.repository.attestations && {
            attestations: { access: "read", reason: "verify what the index holds" },
          }),
          "id-token": { access: "write", reason: "compare its claims with the trusted publisher's" },
        },
      }),
    ],
  };
}
