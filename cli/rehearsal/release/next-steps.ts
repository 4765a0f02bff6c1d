import { nextVersion } from "../../../documents/release/next-version.ts";
import type { ReleaseReport } from "../../../rehearsal/release/report.ts";
import type { Colours } from "../../show/colours.ts";
import { rehearsalCommand } from "../../show/rehearsal-command.ts";
import { wrapped } from "../../show/wrap.ts";
import { printable } from "./text.ts";

/** What was typed, as far as the next command repeats it. */
export interface NextCommand {
  readonly stack: string;
  readonly root: string;
  readonly source: string | null;
  readonly version: string | null;
  readonly withoutImage: boolean;
  readonly approve: boolean;
}

interface NextLook {
  readonly colours: Colours;
  readonly width: number;
  readonly command: NextCommand;
  readonly absentFor: readonly string[];
}

/** What to run next, with what each does; nothing where the release went through. */
export function nextLines(report: ReleaseReport, look: NextLook): readonly string[] {
  const { result, jobs } = report;
  if (result === "succeeded") return [];
  const { colours, command, absentFor, width } = look;
  const isRefused = jobs.some(({ outcome }) => outcome.kind === "refused");
  const absent =
    absentFor.length === 0 || !isRefused
      ? []
      : [
          `  nobody was there to review ${absentFor.map(printable).join(", ")}: run it on a terminal, or agree beforehand:`,
          `    ${typed({ ...command, approve: true })}`,
        ];
  const lines = [
    ...sourceLines(report, command),
    "  to run again what did not succeed, as somebody does on GitHub:",
    ...(absent.length > 0 ? [] : [`    ${typed(command)}`]),
    "  to begin anew, with nothing released:",
    `    ${typed(command)} --anew`,
  ];
  const steps = absent.length > 0 ? [...absent, ...lines.slice(-2)] : lines;
  return [
    colours.bold("What to do next:"),
    ...steps.flatMap((line) => (line.startsWith("    ") ? [line] : wrapped(line, width))),
  ];
}

/** What the gate refuses the sources state, and running it again changes nothing about that. */
function sourceLines({ jobs, version }: ReleaseReport, command: NextCommand): readonly string[] {
  const gate = jobs.find(({ job }) => job === "gate")?.outcome;
  if (gate?.kind !== "ran" || gate.result !== "failure") return [];
  const next = nextVersion({ asked: null, bump: null, stated: version, tagged: [version] });
  return [
    ...(command.version === null && "version" in next
      ? [
          "  to raise version and changelog first, as release:prepare would:",
          `    ${typed({ ...command, version: next.version })}`,
        ]
      : []),
    "  to release sources in which the above is mended:",
    `    ${typed({ ...command, source: command.source ?? "PATH" })}`,
  ];
}

function typed({ stack, root, source, version, withoutImage, approve }: NextCommand): string {
  return [
    rehearsalCommand("release", stack, root),
    ...(source === null ? [] : [`--source ${quoted(source)}`]),
    ...(version === null ? [] : [`--version ${quoted(version)}`]),
    ...(withoutImage ? ["--without-image"] : []),
    ...(approve ? ["--approve"] : []),
  ].join(" ");
}

function quoted(word: string): string {
  return /^[\w./@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
