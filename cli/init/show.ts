import { basename } from "node:path";
import { formatFault } from "../../config/fault.ts";
import { onOneLine } from "../../documents/printable.ts";
import type { Colours } from "../show/colours.ts";
import { wrapped } from "../show/wrap.ts";
import type { Findings } from "./findings/findings.ts";
import { type Entry, rowsOf } from "./stack-file/entry.ts";

/** What was found and made, as it is shown. */
export interface Shown {
  readonly findings: Findings;
  readonly entries: readonly Entry[];
  readonly stack: string;
  /** The file as it was named; null: none was written. */
  readonly file: string | null;
  readonly colours: Colours;
  readonly width: number;
}

/** For people: what the package is and why, what becomes of its workflows, what is left to do. */
export function shownLines({ findings, stack, file, colours, width }: Shown): readonly string[] {
  const { name, kind, backend, delivery, faults } = findings;
  const { adopt, retire } = delivery;
  const standing = [
    ...adopt.map(({ path, reasons }) => `${path}: ${reasons.join("; ")}`),
    ...retire.map(
      ({ path, chosen, reasons }) => `${path}${chosen ? " is retired" : ""}: ${reasons.join("; ")}`,
    ),
  ];
  const lines = [
    `${colours.bold(onOneLine(name?.value ?? "The package"))} is ${colours.bold(kind.value)}: ${onOneLine(kind.from)} (backend: ${onOneLine(backend.value.module)}).`,
    ...(standing.length === 0
      ? []
      : [
          "",
          "Workflows and files that stand in the repository:",
          ...standing.map((line) => `  ${onOneLine(line)}`),
        ]),
    ...(faults.length === 0
      ? []
      : ["", colours.yellow("Look at:"), ...faults.map((fault) => `  ${onOneLine(formatFault(fault))}`)]),
    "",
    ...nextSteps(file, stack),
  ];
  return lines.flatMap((line) => wrapped(line, width));
}

function nextSteps(file: string | null, stack: string): readonly string[] {
  if (file === null) return ["Nothing was written."];
  const wanted = `Pulumi.${stack}.yaml`;
  if (basename(file) !== wanted) return [`Wrote ${file}. Name it ${wanted}, beside Pulumi.yaml, to use it.`];
  return [
    `Wrote ${file}. Read it through, then rehearse it:`,
    `  npm run rehearse -- preview --stack ${stack}`,
    'A whole release of it on this machine: "Your own package" in docs/rehearsal.md.',
  ];
}

/** The one object that `--json` prints. */
export function shownJson({ findings, entries, stack, file }: Shown): object {
  const { folder, backend, kind, delivery, faults } = findings;
  return {
    command: "init",
    stack,
    result: "succeeded",
    file,
    package: { folder, backend: backend.value.module, kind: kind.value, because: kind.from },
    settings: rowsOf(entries),
    adopt: delivery.adopt,
    retire: delivery.retire,
    look: faults,
    faults: [],
  };
}
