import { formatFault } from "../../config/fault.ts";
import type { Diagnostic, Report } from "../changes/change.ts";
import { commandOf, isRefresh } from "../engine/operation.ts";
import type { EngineOperation } from "../engine/operation.ts";
import type { ExplainedFault } from "../faults/explained-fault.ts";
import type { Colours } from "./colours.ts";
import type { Outcome } from "./json.ts";
import { duration, summaryLine } from "./summary.ts";
import { treeLines } from "./tree.ts";
import { wrapped } from "./wrap.ts";

/** How a result is shown to people. */
export interface ResultOptions {
  readonly operation: EngineOperation;
  /** Whether nothing real was touched. */
  readonly rehearsal: boolean;
  readonly colours: Colours;
  readonly details: boolean;
  /** Whether what did not change is shown as well. */
  readonly unchanged: boolean;
  /** Of a line, in characters; only texts are broken there, never what a diff shows. */
  readonly width: number;
}

/** What people see of a run: the tree of changes, warnings, outputs, and the sum of it. */
export function resultLines(outcome: Outcome, options: ResultOptions): string[] {
  const { report, durationMs } = outcome;
  const { operation, colours, details, unchanged, width } = options;
  const tree = treeLines(report.resources, { colours, details, unchanged, refresh: isRefresh(operation) });
  const outputs =
    operation === "up" ? outputLines(report.outputs, colours).flatMap((line) => wrapped(line, width)) : [];
  // What stopped it before it began is all there is to say.
  if (outcome.result === "failed" && report.resources.length === 0)
    return diagnosticLines(report.diagnostics, options);
  const sections = [
    [colours.bold(titleOf(outcome, options))],
    tree,
    diagnosticLines(report.diagnostics, options),
    outputs,
    [`${colours.bold(summaryLine(report, operation))} ${colours.dim(`(${duration(durationMs)})`)}`],
    driftHint(report, operation),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ["", ...lines]));
}

/** Each fault on a line of its own; below it what a service said in its own words. */
export function faultLines(faults: readonly ExplainedFault[], colours: Colours): string[] {
  return faults.flatMap((fault) => [
    `${colours.red("error:")} ${formatFault(fault)}`,
    ...(fault.said ?? []).map((said) => colours.dim(`       ${fault.speaker ?? "GitHub"} said: ${said}`)),
  ]);
}

/** The stack's outputs, nested ones indented. */
function outputLines(outputs: Report["outputs"], colours: Colours): string[] {
  const entries = Object.entries(outputs);
  if (entries.length === 0) return [];
  return [colours.bold("Outputs:"), ...entries.flatMap(([key, value]) => valueLines(key, value, "  "))];
}

function valueLines(key: string, value: unknown, indent: string): string[] {
  if (typeof value !== "object" || value === null) return [`${indent}${key}: ${String(value)}`];
  const entries = Object.entries(value as Record<string, unknown>);
  if (entries.length === 0) return [`${indent}${key}: none`];
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    const items = value.map(String);
    const shown = items.length > 10 ? [...items.slice(0, 5), `and ${items.length - 5} more`] : items;
    return [`${indent}${key}: ${shown.join(", ")}`];
  }
  const nested = Array.isArray(value)
    ? value.flatMap((item, at) => valueLines(String(at + 1), item, `${indent}  `))
    : entries.flatMap(([name, item]) => valueLines(name, item, `${indent}  `));
  return [`${indent}${key}:`, ...nested];
}

function diagnosticLines(diagnostics: readonly Diagnostic[], { colours, width }: ResultOptions): string[] {
  return diagnostics
    .filter(({ severity }) => severity !== "error")
    .flatMap(({ severity, message }) => {
      const [title, paint] = severity === "warning" ? ["warning:", colours.yellow] : ["note:", colours.cyan];
      const lines = `${title} ${message}`.split("\n").flatMap((line) => wrapped(line, width));
      // Coloured last: colours are characters, too.
      return lines.map((line, at) => (at === 0 ? line.replace(title, paint) : line));
    });
}

function driftHint(report: Report, operation: EngineOperation): string[] {
  // An edited file stays as it is; what to do about it is said with the delivery.
  const drifted = report.resources.some(({ drift, delivery }) => drift !== null && delivery === null);
  return drifted && isRefresh(operation) ? ["The next `up` mends what was changed by hand."] : [];
}

function titleOf({ stack, result, interrupted }: Outcome, { operation, rehearsal }: ResultOptions): string {
  const where = rehearsal ? `${stack} (rehearsal)` : stack;
  const command = commandOf(operation);
  if (interrupted) return `\`${command}\` of ${stack} was stopped${rehearsal ? " (rehearsal)" : ""}`;
  if (result === "failed") return `\`${command}\` of ${stack} failed${rehearsal ? " (rehearsal)" : ""}`;
  switch (operation) {
    case "preview":
      return `What \`up\` would change in ${where}`;
    case "up":
      return `Updated ${where}`;
    case "refresh":
    case "preview-refresh":
      return `What was changed by hand in ${where}`;
    case "preview-destroy":
      return `What \`destroy\` would take away from ${where}`;
    case "destroy":
      return `Destroyed ${where}`;
  }
}
