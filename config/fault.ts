/** One thing that is wrong with what the operator typed. */
export interface Fault {
  /** Where: a configuration key with its path (`slipway:package.pythons[0]`), or a file with its line. */
  readonly place: string;
  /** What is wrong, as the end of a sentence that begins with the place. */
  readonly fault: string;
  /** What to do about it. */
  readonly mend: string;
}

/** Thrown once with every fault found, so that nobody has to mend them one run at a time. */
export class FaultsError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(formatFault).join("\n"));
    this.name = "FaultsError";
    this.faults = faults;
  }
}

/** One line for people: `place: fault; mend`. */
export function formatFault({ place, fault, mend }: Fault): string {
  return `${place}: ${fault}; ${mend}`;
}
