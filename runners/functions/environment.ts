import { readFileSync } from "node:fs";
import { parseRunnerSettings, type RunnerSettings } from "../settings/settings.ts";
import type { Log } from "../ports/log.ts";
import { JsonLog } from "./json-log.ts";

/** What each function is told by its stack; no secret is among it, only where they are kept. */
export interface FunctionEnvironment {
  readonly settings: RunnerSettings;
  readonly log: Log;
  readonly clock: { readonly now: () => number };
  /** The value of a variable. Throws where it is not set. */
  readonly variable: (name: string) => string;
}

/**
 * Reads a function's environment: `SLIPWAY_SETTINGS` names the file of the settings in its bundle. Throws a FaultsError
 * that names all of their faults, so that nothing runs by settings that are not sound.
 */
export function functionEnvironment(env: NodeJS.ProcessEnv = process.env): FunctionEnvironment {
  const variable = (name: string) => {
    const value = env[name];
    if (value === undefined || value === "") throw new Error(`${name}: is not set; let the stack set it`);
    return value;
  };
  const clock = { now: Date.now };
  return {
    ...{ variable, clock, settings: parseRunnerSettings(readFileSync(variable("SLIPWAY_SETTINGS"), "utf8")) },
    log: new JsonLog((line) => process.stdout.write(line), clock.now),
  };
}
