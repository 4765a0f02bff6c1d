import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, runner, stepOutput } from "../syntax/expressions.ts";
import type { JobDraft } from "../syntax/workflow.ts";
import { downloadAll, downloadBuilt, downloadExtras, downloadLocks, uploadExtra } from "./artifacts.ts";
import { epoch, readEpoch } from "./build-steps.ts";
import { buildPython, checkout, installSbomTools, setUpPython } from "./preparation.ts";
import { trustsSealed, unlessSealed } from "./resume-job.ts";
import { taskStep } from "./task-step.ts";

/** Lists what a fresh install resolves to (CycloneDX). */
export function sbomJob<Last extends string>(plan: Plan, last: Last): JobDraft<Last | "resume" | "build"> {
  const native = plan.package.kind === "native";
  return {
    name: "List the bill of materials",
    needs: native ? ["resume", "build", last] : ["resume", "build"],
    ...(trustsSealed(plan) && { if: unlessSealed() }),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 15,
    steps: [
      checkout("commit"),
      setUpPython(buildPython(plan)),
      installSbomTools(),
      native ? downloadAll() : downloadBuilt(plan),
      downloadLocks(),
      readEpoch(),
      taskStep({
        id: "sbom",
        name: "Install it afresh and list what came along",
        task: "sbom",
        args: '--files dist --lock locks/runtime.txt --out "$RUNNER_TEMP/sbom.cdx.json"',
        env: epoch,
      }),
      uploadExtra("sbom", `${expression(runner("temp"))}/sbom.cdx.json`),
    ],
  };
}

/** Attests which workflow, commit and runner made the files; `gh attestation verify` checks it. */
export function attestJob<Earlier extends string>(needs: readonly Earlier[]): JobDraft<Earlier> {
  return {
    name: "Attest the provenance",
    needs,
    if: unlessSealed(),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 10,
    steps: [
      downloadAll(),
      downloadExtras(),
      {
        id: "attest",
        name: "Attest the provenance of all files",
        uses: "actions/attest",
        with: { "subject-path": "dist/*\nextra/*\n" },
      },
      {
        id: "bundle",
        name: "Name the attestation",
        env: { BUNDLE: expression(stepOutput("attest", "bundle-path")) },
        run: 'cp "$BUNDLE" "$RUNNER_TEMP/provenance.jsonl"',
      },
      uploadExtra("provenance", `${expression(runner("temp"))}/provenance.jsonl`),
    ],
  };
}
