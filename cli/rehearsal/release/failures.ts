import type { JobReport } from "../../../rehearsal/release/report.ts";
import type { Colours } from "../../show/colours.ts";
import { wrapped } from "../../show/wrap.ts";
import { shownPath } from "./shown-path.ts";
import { printable } from "./text.ts";

/** How failures are shown. */
interface FailureLook {
  readonly colours: Colours;
  readonly width: number;
  readonly cwd: string;
}

/** Lines of one job that are shown; the others are in its log. */
const most = 12;

/** Each job that failed with what it said, and where the rest of it is. */
export function failureLines(jobs: readonly JobReport[], look: FailureLook): readonly string[] {
  const failed = jobs.filter(({ outcome }) => outcome.kind === "ran" && outcome.result === "failure");
  if (failed.length === 0) return [];
  return [look.colours.bold("What failed:"), ...failed.flatMap((job) => jobLines(job, look))];
}

function jobLines({ key, said, log }: JobReport, { colours, width, cwd }: FailureLook): readonly string[] {
  const lines = said.flatMap(errorLines);
  const shown = lines.slice(0, most);
  const more = lines.length - shown.length;
  return [
    `  ${colours.red(printable(key))}`,
    ...shown.flatMap((line) => wrapped(`    ${line}`, width)),
    ...(more > 0 ? [colours.dim(`    and ${more} more ${more === 1 ? "line" : "lines"}`)] : []),
    ...(log === null ? [] : [colours.dim(`    its log: ${shownPath(log, cwd)}`)]),
  ];
}

/** An error as a step told it to the runner, without the runner's command around it. */
function errorLines(line: string): readonly string[] {
  const [, message] = /^\s*::error(?: [^:]*(?::(?!:)[^:]*)*)?::([^]*)$/.exec(line) ?? [];
  const text = message === undefined ? line : decoded(message);
  return text
    .split(/\r\n|\r|\n/)
    .map(printable)
    .filter((each) => each !== "");
}

/** How a command of the runner carries line breaks. */
function decoded(message: string): string {
  return message.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}
