import { parseSettings } from "../../config/parse.ts";
import type { Settings } from "../../config/schema/settings.ts";
import { buildPlan } from "../../plan/build.ts";
import type { Plan } from "../../plan/plan.ts";
import { isRecord } from "../changes/value.ts";
import { readProject, readStackFile } from "../project/project.ts";
import { yamlMap } from "../project/yaml-map.ts";

/** A stack as its file declares it, read without the engine. */
export interface DeclaredStack {
  readonly settings: Settings;
  readonly plan: Plan;
  /** Everything under `config`, by full key; encrypted values are `{secure: ...}`. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Reads a stack's file. Throws a FaultsError with all that is wrong in it. */
export function readStack(stack: string, cwd: string): DeclaredStack {
  const project = readProject(cwd);
  // Pulumi Cloud names a stack with its organization and project, its file does not.
  const name = stack.split("/").at(-1) ?? stack;
  const { config } = yamlMap(readStackFile(project, name), "describe the package");
  const given = isRecord(config) ? config : {};
  const values = Object.entries(given).map(([key, value]) => [key, textOf(value)] as const);
  const secretKeys = new Set(Object.keys(given).filter((key) => hasSecret(given[key])));
  const settings = parseSettings({ stack: name, values: Object.fromEntries(values), secretKeys });
  return { settings, plan: buildPlan({ project: project.name, stack: name }, settings), config: given };
}

/** As the engine hands a value over; of an encrypted one only that there is one. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return isRecord(value) && typeof value["secure"] === "string" ? "encrypted" : JSON.stringify(value ?? "");
}

/** Whether any part of a value is encrypted. */
export function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (!isRecord(value)) return false;
  return typeof value["secure"] === "string" || Object.values(value).some(hasSecret);
}
