import type { Services } from "../ports/services.ts";
import { parseRunnerSettings, type RunnerSettings } from "./settings.ts";

const mark = "settings";

/** Keeps the settings in the table, once they were found sound: an operator's view needs no others. */
export async function keepSettings({ settings, table }: Pick<Services, "settings" | "table">): Promise<void> {
  const text = JSON.stringify(settings);
  if ((await table.mark(mark)) !== text) await table.keepMark(mark, text);
}

/** The settings by which the control plane works; null: it has not run yet. */
export async function keptSettings({ table }: Pick<Services, "table">): Promise<RunnerSettings | null> {
  const text = await table.mark(mark);
  return text === null ? null : parseRunnerSettings(text);
}
