/** The time; a test sets its own. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
}
