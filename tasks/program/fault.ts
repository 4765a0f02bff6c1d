/** What is wrong, in the form that every message of a task has: `place: fault; mend`. */
export interface Fault {
  /** A file, an entry of it, a variable or an option. */
  readonly place: string;
  readonly fault: string;
  readonly mend: string;
}

/** What keeps a task from being done; the task ends with exit code 1. */
export class TaskError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(formatFault).join("\n"));
    this.name = "TaskError";
    this.faults = faults;
  }
}

/** A task called in a way that it can't be; it ends with exit code 2. */
export class MisuseError extends Error {
  constructor(fault: Fault) {
    super(formatFault(fault));
    this.name = "MisuseError";
  }
}

/** One line, whatever stood in the names that it tells. */
export function formatFault({ place, fault, mend }: Fault): string {
  return oneLine(`${place}: ${fault}; ${mend}`);
}

/** What can't be seen, or ends a line, is written out: a line break in a name would begin a command of the runner's. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
