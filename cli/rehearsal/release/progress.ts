import type { ReleaseEvent } from "../../../rehearsal/release/report.ts";
import { coloursFor } from "../../show/colours.ts";
import { liveProgress } from "./live-progress.ts";
import { plainProgress } from "./plain-progress.ts";

/** Tells people how far a rehearsed release is. */
export interface ReleaseProgress {
  take(event: ReleaseEvent): void;
  /** A line of the command itself. */
  say(text: string): void;
  /** Out of the way of a question until the work is done. `lines` show the jobs as they stand then. */
  aside<T>(work: (lines: () => readonly string[]) => Promise<T>): Promise<T>;
  /** Takes what is drawn in place away. */
  done(): void;
}

const silent: ReleaseProgress = {
  take: () => {},
  say: () => {},
  aside: (work) => work(() => []),
  done: () => {},
};

/** Progress on a stream that results are not written to; `null`: none. */
export function releaseProgress(stream: NodeJS.WriteStream | null, title: string): ReleaseProgress {
  if (stream === null) return silent;
  const drawsInPlace = stream.isTTY && process.env["TERM"] !== "dumb";
  return drawsInPlace ? liveProgress(stream, { title, colours: coloursFor(stream) }) : plainProgress(stream);
}
