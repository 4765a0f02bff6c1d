import { resolve } from "node:path";
import type { EngineOperation } from "../../engine/operation.ts";
import { recoveryWatcher } from "../../recovery/watcher.ts";
import { openRehearsal } from "../../rehearsal/ground.ts";
import type { RunOptions } from "../options.ts";
import type { Request } from "../run-and-show.ts";

/** What a command of the rehearsal asks for, from its options. */
export function rehearsalRequest(operation: EngineOperation, options: RunOptions): Request {
  const { stack, root, program, tokenPermissions } = options;
  const cwd = resolve(options.cwd);
  return {
    operation,
    stack,
    refresh: true,
    open: (progress) => openRehearsal({ operation, stack, cwd, root, program, tokenPermissions, progress }),
    watchers: [recoveryWatcher()],
    json: options.json === true,
    details: options.diff === true,
    root,
  };
}
