import type { Finding } from "../../../tasks/preflight/finding.ts";
import { formatFault } from "../../../tasks/program/fault.ts";

/** The faults of a finding, each as a job shows it. */
export function told(finding: Finding): readonly string[] {
  return finding.faults.map(formatFault);
}
