/**
 * Something that could not be made ready.
 * @typedef {object} Problem
 * @property {string} place what is missing, such as `engine`
 * @property {string} fault what was found or tried
 * @property {string} [told] what the program that failed said, the part that matters
 * @property {readonly string[]} mends ways to get it; any one of them does
 */

/** What could not be made ready, all of it in one error. */
export class NotReadyError extends Error {
  /** @param {readonly Problem[]} problems at least one */
  constructor(problems) {
    super(problems.map(describe).join("\n"));
    this.name = "NotReadyError";
    this.problems = problems;
  }
}

/** @param {Problem} problem */
function describe({ place, fault, told, mends }) {
  const said = told === undefined || told === "" ? [] : ["  It said:", told.replaceAll(/^/gm, "    ")];
  if (mends.length === 1) return [`${place}: ${fault}; ${mends.join()}`, ...said].join("\n");
  return [`${place}: ${fault}; do one of these:`, ...mends.map((mend) => `  - ${mend}`), ...said].join("\n");
}

/**
 * The problems that an error stands for; an error that nobody foresaw becomes one.
 * @param {unknown} error
 * @param {string} place
 * @returns {readonly Problem[]}
 */
export function problemsOf(error, place) {
  if (error instanceof NotReadyError) return error.problems;
  return [{ place, fault: messageOf(error), mends: ["mend that, and run the same command again"] }];
}

/**
 * An error's own words; for a failed connection those of its cause, which say more.
 * @param {unknown} error
 * @returns {string}
 */
export function messageOf(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return messageOf(error.cause);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return error.message || code || error.name;
}
