import type { Log } from "../../../runners/ports/log.ts";

const second = 1000;

/** The time limit of the functions, and how long the queue keeps back a message that was given out. */
export const limits = { function: 60 * second, webhook: 10 * second, visibility: 90 * second } as const;

/** Says nothing. */
export const quiet: Log = { info: () => {}, warn: () => {}, measure: () => {} };
