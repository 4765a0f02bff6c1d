import { parseDocument } from "yaml";
import { type Data, isData } from "../../data.ts";

/** A job of a workflow that somebody else wrote: nothing of it is sure. */
export interface StandingJob {
  readonly id: string;
  readonly job: Data;
  readonly steps: readonly Data[];
  /** What its token may do: the job's own permissions, else the workflow's. */
  readonly permissions: unknown;
}

/** The longest workflow that is read (characters): hostile ones of this size take a second. */
export const longestWorkflow = 256 * 1024;

/** The workflow's map, as much as can be read of what is not quite YAML; null for what GitHub would not run. */
export function readStandingWorkflow(text: string): Data | null {
  if (text.length > longestWorkflow) return null;
  try {
    const document = parseDocument(text, { logLevel: "silent", prettyErrors: false, uniqueKeys: false });
    const workflow: unknown = document.toJS();
    return isData(workflow) ? workflow : null;
  } catch {
    // Aliases without end or without an anchor, lists in lists beyond the stack.
    return null;
  }
}

/** The jobs that can run: not those that are switched off by `if: false`. */
export function jobsOf(workflow: Data): readonly StandingJob[] {
  const jobs = isData(workflow["jobs"]) ? workflow["jobs"] : {};
  return Object.entries(jobs).flatMap(([id, job]) => {
    if (!isData(job) || isOff(job["if"])) return [];
    const steps: readonly unknown[] = Array.isArray(job["steps"]) ? job["steps"] : [];
    return [
      {
        id,
        job,
        steps: steps.filter(isData).filter((step) => !isOff(step["if"])),
        permissions: job["permissions"] ?? workflow["permissions"],
      },
    ];
  });
}

function isOff(condition: unknown): boolean {
  return (
    condition === false ||
    (typeof condition === "string" && /^(?:\$\{\{ *)?false *(?:\}\})?$/.test(condition))
  );
}

/** Whether the job's token is granted to write: `mayWrite(permissions, "packages")`. */
export function mayWrite(permissions: unknown, scope: "id-token" | "packages" | "contents"): boolean {
  if (permissions === "write-all") return true;
  return isData(permissions) && permissions[scope] === "write";
}

/** Every text below a value, each part of it once, however it is tied together. */
export function textsIn(value: unknown): readonly string[] {
  const texts: string[] = [];
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === "string") texts.push(next);
    if (typeof next !== "object" || next === null || seen.has(next)) continue;
    seen.add(next);
    for (const item of Object.values(next)) open.push(item);
  }
  return texts;
}
