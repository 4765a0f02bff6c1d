import { FaultsError } from "../../config/fault.ts";

/** What was typed can't be done as it was typed, and nothing was. */
export class MisusedError extends FaultsError {}
