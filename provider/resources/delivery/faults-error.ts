import { type Fault, formatFault } from "../../../config/fault.ts";
import { onOneLine } from "../../../documents/printable.ts";

/** The error of a resource, with a line for each fault. */
export function faultsError(faults: readonly Fault[]): Error {
  return new Error(faults.map((fault) => onOneLine(formatFault(fault))).join("\n"));
}
