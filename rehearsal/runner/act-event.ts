/** What act says of the job that it runs, one line at a time; nothing that a step prints becomes another kind. */
export type ActEvent =
  | { readonly kind: "step-begins"; readonly step: string; readonly name: string }
  | { readonly kind: "step-ends"; readonly step: string; readonly ok: boolean; readonly seconds: number }
  /** It failed, and the job goes on as if it had not. */
  | { readonly kind: "step-forgiven"; readonly step: string }
  | { readonly kind: "output"; readonly step: string; readonly name: string; readonly text: string }
  /** Something that is to be starred from now on. */
  | { readonly kind: "mask"; readonly text: string }
  /** An annotation: `::error::`. */
  | { readonly kind: "error"; readonly step: string; readonly text: string }
  /** A command that GitHub refuses, and fails the step for. */
  | { readonly kind: "refused"; readonly step: string; readonly text: string }
  | { readonly kind: "printed"; readonly step: string; readonly text: string }
  /** What act itself finds wrong; the step is "" where it is none's. */
  | { readonly kind: "fault"; readonly step: string; readonly text: string }
  | { readonly kind: "job-ends"; readonly ok: boolean };

interface Line {
  readonly jobID?: unknown;
  readonly stage?: unknown;
  readonly step?: unknown;
  readonly stepID?: unknown;
  readonly stepResult?: unknown;
  readonly executionTime?: unknown;
  readonly jobResult?: unknown;
  readonly level?: unknown;
  readonly msg?: unknown;
  readonly raw_output?: unknown;
  readonly command?: unknown;
  readonly name?: unknown;
  readonly arg?: unknown;
  readonly raw?: unknown;
}

const annotations: readonly unknown[] = ["warning", "notice", "group", "endgroup"];
const refused: readonly unknown[] = ["set-env", "add-path"];

/** What a line of act's output says of a job; null: nothing, or it is about another one. */
export function readEvent(text: string, job: string): ActEvent | null {
  const line = parsed(text);
  if (line?.jobID !== job) return null;
  const path = Array.isArray(line.stepID) ? (line.stepID as readonly unknown[]).map(String) : [];
  const step = path[0] ?? "";
  const said = textOf(line.msg);
  if (line.raw_output === true) return { kind: "printed", step, text: said };
  if (line.command !== undefined) return commandOf(line, path);
  if (line.jobResult !== undefined) return { kind: "job-ends", ok: line.jobResult === "success" };
  if (line.stage === "Main" && path.length === 1) {
    const ended = stepEvent(line, step);
    if (ended !== null) return ended;
  }
  return line.level === "error" ? { kind: "fault", step, text: said } : null;
}

/** Of a step of the job itself: those inside of an action are the action's own affair. */
function stepEvent(line: Line, step: string): ActEvent | null {
  const said = textOf(line.msg);
  if (line.stepResult !== undefined) {
    const seconds = typeof line.executionTime === "number" ? line.executionTime / 1e9 : 0;
    return { kind: "step-ends", step, ok: line.stepResult === "success", seconds };
  }
  if (said === "Failed but continue next step") return { kind: "step-forgiven", step };
  return said.startsWith("⭐ Run Main ") ? { kind: "step-begins", step, name: textOf(line.step) } : null;
}

function commandOf(line: Line, path: readonly string[]): ActEvent | null {
  const [step = "", ...inner] = path;
  const text = textOf(line.arg);
  if (line.command === "set-output")
    return inner.length > 0 ? null : { kind: "output", step, name: textOf(line.name), text };
  if (line.command === "add-mask") return { kind: "mask", text };
  if (line.command === "error") return { kind: "error", step, text };
  if (refused.includes(line.command) && line.level === "error")
    return { kind: "refused", step, text: textOf(line.msg) };
  return annotations.includes(line.command) ? { kind: "printed", step, text: textOf(line.raw) } : null;
}

function parsed(text: string): Line | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
