import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { provenanceType } from "../../../github/attestation/provenance.ts";
import type { Step } from "../../step/step.ts";

/** What is said of the subjects. */
export interface Predicate {
  readonly type: string;
  readonly predicate: unknown;
}

/** What the inputs ask for: what they are made of, something of the workflow's own, or else how they were built. */
export async function predicateOf(step: Step, askToken: () => Promise<string>): Promise<Predicate> {
  const [sbom, type, text, path] = ["sbom-path", "predicate-type", "predicate", "predicate-path"].map(
    (name) => step.input(name),
  );
  const own = [type, text, path].some((one) => one !== "");
  if (sbom && own)
    throw new Error("Cannot specify sbom-path together with predicate-type, predicate, or predicate-path");
  if (sbom) return ofSbom(JSON.parse(readFileSync(resolve(step.workspace, sbom), "utf8")) as Sbom);
  if (!own) return { type: provenanceType, predicate: provenanceOf(claimsIn(await askToken()), step) };
  if (!type) throw new Error("predicate-type must be provided when using predicate or predicate-path");
  if ((text === "") === (path === "")) throw new Error("One of predicate-path or predicate must be provided");
  const read = text || readFileSync(resolve(step.workspace, path ?? ""), "utf8");
  return { type, predicate: JSON.parse(read) };
}

interface Sbom {
  readonly bomFormat?: unknown;
  readonly serialNumber?: unknown;
  readonly specVersion?: unknown;
  readonly spdxVersion?: unknown;
  readonly SPDXID?: unknown;
}

function ofSbom(sbom: Sbom): Predicate {
  if (typeof sbom.spdxVersion === "string" && sbom.SPDXID !== undefined) {
    const version = sbom.spdxVersion.replace(/^SPDX-/, "v");
    return { type: `https://spdx.dev/Document/${version}`, predicate: sbom };
  }
  if (sbom.bomFormat === "CycloneDX" && sbom.specVersion !== undefined) {
    return { type: "https://cyclonedx.org/bom", predicate: sbom };
  }
  throw new Error("Unsupported SBOM format");
}

type Claims = Readonly<Record<string, string>>;

/** The job's own token says what it is; it is not checked by whom it is told to. */
function claimsIn(token: string): Claims {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Claims;
}

function provenanceOf(claims: Claims, step: Step): unknown {
  const server = step.variable("GITHUB_SERVER_URL");
  const repository = `${server}/${claims["repository"] ?? ""}`;
  const [path = ""] = (claims["workflow_ref"] ?? "").replace(`${claims["repository"] ?? ""}/`, "").split("@");
  const github = Object.fromEntries(
    ["event_name", "repository_id", "repository_owner_id", "runner_environment"].map((name) => [
      name,
      claims[name],
    ]),
  );
  return {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { ref: claims["ref"], repository, path } },
      internalParameters: { github },
      resolvedDependencies: [
        { uri: `git+${repository}@${claims["ref"] ?? ""}`, digest: { gitCommit: claims["sha"] } },
      ],
    },
    runDetails: {
      builder: { id: `${server}/${claims["job_workflow_ref"] ?? claims["workflow_ref"] ?? ""}` },
      metadata: {
        invocationId: `${repository}/actions/runs/${claims["run_id"] ?? ""}/attempts/${claims["run_attempt"] ?? ""}`,
      },
    },
  };
}
