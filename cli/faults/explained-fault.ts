import type { Fault } from "../../config/fault.ts";

/** A fault, with what a service said in its own words where that differs. */
export interface ExplainedFault extends Fault {
  /** Such as `PUT https://api.github.com/repos/...: 403 Resource not accessible by ...`; one for each request. */
  readonly said?: readonly string[];
  /** Who said it. @default "GitHub" */
  readonly speaker?: "the engine";
}
