import { resolve } from "node:path";
import type { EngineOperation } from "../engine/operation.ts";
import { openReal } from "../real/ground.ts";
import { recoveryWatcher } from "../recovery/watcher.ts";
import type { AccountOptions } from "./options.ts";
import type { Request } from "./run-and-show.ts";

/** What a command with real accounts asks for, from its options. */
export function realRequest(operation: EngineOperation, options: AccountOptions): Request {
  const { stack, program } = options;
  const cwd = resolve(options.cwd);
  return {
    operation,
    stack,
    refresh: true,
    open: () => openReal({ stack, cwd, program }),
    watchers: [recoveryWatcher()],
    json: options.json === true,
    details: options.diff === true,
    root: null,
  };
}
