import { endProcess, isAlive } from "./processes.ts";
import { assertIdle, isOfThisMachine } from "./run-record.ts";
import type { RunRecord } from "./run-record.ts";

/** How long an engine without its command may take to end what is under way (ms). */
const patienceWithEngine = 20_000;
const patienceWithPlugin = 2000;

/**
 * Ends what is left of a run whose command is no more: its engine, then the plugins of it. Only processes that are
 * still the very same, on this machine since it was started. Tells of each. Throws a FaultsError where the command
 * is still at work: what it has under way is its own.
 */
export async function endOrphans(
  { stack, record }: { readonly stack: string; readonly record: RunRecord | null },
  tell: (line: string) => void,
): Promise<void> {
  if (record === null || !isOfThisMachine(record)) return;
  assertIdle(stack, record);
  const { engine } = record;
  // Asked to stop it ends what is under way, and writes down what came of it.
  if (engine && (await endProcess(engine, { signal: "SIGINT", patience: patienceWithEngine }))) {
    tell(`ended the engine (process ${engine.pid}), whose command is no more`);
  }
  await endPlugins(record, tell);
}

/** Ends the plugins that an engine which is no more has left. */
export async function endPlugins(
  { engine, plugins }: RunRecord,
  tell: (line: string) => void,
): Promise<void> {
  if (engine !== null && isAlive(engine)) return;
  for (const plugin of plugins) {
    if (await endProcess(plugin, { signal: "SIGTERM", patience: patienceWithPlugin })) {
      tell(`ended plugin ${plugin.label} (process ${plugin.pid})`);
    }
  }
}
