import type { Plan } from "../../../plan/plan.ts";
import { runnerFor } from "../../../plan/platforms.ts";
import { expression, needsOutput, runner, stepOutput } from "../syntax/expressions.ts";
import type { JobDraft } from "../syntax/workflow.ts";
import { downloadAll, downloadBuilt, downloadLocks, uploadExtra } from "./artifacts.ts";
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
    outputs: { sums: expression(stepOutput("sbom", "sums")) },
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

/**
 * Attests which workflow, commit and runner made the files; `gh attestation verify` checks it. What is attested are the
 * hashes that the jobs told which made and checked the files: an artifact can be replaced by any job of the run, so by
 * the code of the package and of all that it is tested with.
 */
export function attestJob<Earlier extends string>(needs: readonly Earlier[]): JobDraft<Earlier | "build"> {
  const checked: Earlier | "build" = needs.find((job) => job === "check") ?? "build";
  const extras = { EXTRAS: expression(needsOutput("sbom", "sums")) };
  const subjects = `${expression(runner("temp"))}/subjects.txt`;
  return {
    name: "Attest the provenance",
    needs: [...new Set<Earlier | "build">([...needs, checked])],
    if: unlessSealed(),
    "runs-on": runnerFor("linux-x86_64"),
    "timeout-minutes": 10,
    outputs: { extras: expression(stepOutput("bundle", "extras")) },
    steps: [
      {
        id: "subjects",
        name: "Name what is attested",
        env: { SUMS: expression(needsOutput(checked, "sums")), ...extras },
        run: `printf '%s\\n' "$SUMS" "$EXTRAS" > "$RUNNER_TEMP/subjects.txt"`,
      },
      {
        id: "attest",
        name: "Attest the provenance of all files",
        uses: "actions/attest",
        with: { "subject-checksums": subjects },
      },
      {
        id: "bundle",
        name: "Name the attestation",
        env: { BUNDLE: expression(stepOutput("attest", "bundle-path")), ...extras },
        run: [
          'cp "$BUNDLE" "$RUNNER_TEMP/provenance.jsonl"',
          "{",
          '  echo "extras<<END_OF_EXTRAS"',
          '  echo "$EXTRAS"',
          '  (cd "$RUNNER_TEMP" && sha256sum provenance.jsonl)',
          '  echo "END_OF_EXTRAS"',
          '} >> "$GITHUB_OUTPUT"',
          "",
        ].join("\n"),
      },
      uploadExtra("provenance", `${expression(runner("temp"))}/provenance.jsonl`),
    ],
  };
}
