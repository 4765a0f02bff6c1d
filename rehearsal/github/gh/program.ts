/** What the program reads of its environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** What the program ends with, in its own words. */
export class GhError extends Error {
  readonly code: 1 | 4;

  constructor(message: string, code: 1 | 4 = 1) {
    super(message);
    this.name = "GhError";
    this.code = code;
  }
}
