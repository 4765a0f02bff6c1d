import type { JobReport, ReleaseEvent } from "../../../rehearsal/release/report.ts";
import { duration } from "../../show/summary.ts";
import type { ReleaseProgress } from "./progress.ts";
import { printable } from "./text.ts";

/** A line for whatever happens, with the seconds since the beginning: for logs and files. */
export function plainProgress(stream: Pick<NodeJS.WriteStream, "write">): ReleaseProgress {
  const began = performance.now();
  const say = (text: string) => {
    const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(5);
    stream.write(`${seconds} s  ${text}\n`);
  };
  return {
    take: (event) => {
      const line = lineOf(event);
      if (line !== null) say(line);
    },
    say,
    aside: (work) => work(() => []),
    done: () => {},
  };
}

/** What did not run has nothing to tell before the end, where it is told at once. */
function lineOf(event: ReleaseEvent): string | null {
  switch (event.kind) {
    case "preparing":
      return printable(event.text);
    case "planned":
      return `${printable(event.workflow)}: ${event.jobs.length} jobs`;
    case "started":
      return `${printable(event.key)}: started`;
    case "step":
      return `${printable(event.key)}: ${printable(event.name)}`;
    case "waiting":
      return `${printable(event.key)}: waits for ${printable(event.environment)}`;
    case "ended":
      return endedLine(event.report);
  }
}

function endedLine(report: JobReport): string | null {
  const { key, outcome, seconds } = report;
  switch (outcome.kind) {
    case "ran": {
      const word = { success: "ran", failure: "failed", cancelled: "stopped" }[outcome.result];
      return `${printable(key)}: ${word} (${duration(seconds * 1000)})`;
    }
    case "refused":
      return `${printable(key)}: refused`;
    case "kept":
    case "skipped":
    case "not-run-here":
    case "not-reached":
      return null;
  }
}
