import { setTimeout as sleep } from "node:timers/promises";
import { askWhether, isTerminal } from "../../commands/ask.ts";
import type { Terminal } from "../../commands/ask.ts";
import type { ReleaseProgress } from "./progress.ts";
import { printable } from "./text.ts";

/** How long it takes a terminal to hand over what was typed before (ms). */
const typedAhead = 50;

/** Who lets jobs into their environments. */
export interface Reviewer {
  readonly approve: (environment: string, reviewers: readonly string[]) => Promise<boolean>;
  /** Environments for which nobody could be asked. */
  readonly absentFor: () => readonly string[];
}

/** How somebody is asked. */
export interface Asking {
  /** Null: nobody is there. */
  readonly terminal: Terminal | null;
  readonly progress: ReleaseProgress;
  /** Ends a question that nobody has to answer any more. */
  readonly signal: AbortSignal;
  /** Ctrl-C at the question, which the terminal sends nowhere else. */
  readonly interrupted: () => void;
}

/** Everybody agreed beforehand. */
export const approving: Reviewer = { approve: () => Promise.resolve(true), absentFor: () => [] };

/** Asks on the terminal, one question at a time; where there is none, the answer is no. */
export function askingReviewer({ terminal, progress, signal, interrupted }: Asking): Reviewer {
  const absent = new Set<string>();
  let before: Promise<unknown> = Promise.resolve();
  const ask = async (environment: string, reviewers: readonly string[]): Promise<boolean> => {
    if (terminal === null || !isTerminal(terminal)) {
      absent.add(environment);
      return false;
    }
    if (signal.aborted) return false;
    return progress.aside(async (lines) => {
      await forgetTyped(terminal);
      const details = () =>
        terminal.output.write(
          lines()
            .map((line) => `${line}\n`)
            .join(""),
        );
      const answer = await askWhether(question(environment, reviewers), details, { ...terminal, signal });
      if (answer === "interrupted" && !signal.aborted) interrupted();
      return answer === "yes";
    });
  };
  return {
    approve: (environment, reviewers) => {
      const asked = before.then(() => ask(environment, reviewers));
      before = asked.catch(() => false);
      return asked;
    },
    absentFor: () => [...absent],
  };
}

/** Whatever was typed while nothing was asked is no answer. */
async function forgetTyped({ input }: Terminal): Promise<void> {
  const forget = () => {};
  input.on("data", forget);
  await sleep(typedAhead);
  input.off("data", forget);
  input.pause();
}

function question(environment: string, reviewers: readonly string[]): string {
  const who = reviewers.length === 0 ? "a reviewer" : reviewers.map(printable).join(" or ");
  return `${printable(environment)} waits for ${who}. Do you approve?`;
}
