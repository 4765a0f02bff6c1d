import { existsSync } from "node:fs";
import { join } from "node:path";
import recorded from "./recorded.json" with { type: "json" };

/** What an action takes and answers, and where that was read. */
export interface RecordedAction {
  readonly version: string;
  /** That the delivered workflows use. */
  readonly commit: string;
  /** Sources of the inputs and outputs, the nearest to that commit that are to be had. */
  readonly read: readonly string[];
  readonly inputs: Readonly<Record<string, RecordedInput>>;
  readonly outputs: readonly string[];
}

export interface RecordedInput {
  /** @default none */
  readonly default?: string;
  /** @default false */
  readonly required?: boolean;
}

/** By `owner/name`: every action that something stands in for. */
export const recordedActions: ReadonlyMap<string, RecordedAction> = new Map(
  Object.entries(recorded as Readonly<Record<string, RecordedAction>>),
);

/** The folder that stands in for each action, by `owner/name`. */
export function standInActions(): ReadonlyMap<string, string> {
  const folders = [...recordedActions.keys()].map((name) => [name, join(import.meta.dirname, name)] as const);
  return new Map(folders.filter(([, folder]) => existsSync(join(folder, "action.yml"))));
}
