import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { Invocation } from "./protocol/dispatch.ts";
import { textOf } from "./protocol/values.ts";

/** A provider's executable as the engine looks for it. */
export interface Plugin {
  /** `docker` */
  readonly name: string;
  /** `4.11.2` */
  readonly version: string;
}

/** Whether an engine with this environment has a plugin and need not download it. */
export function hasPlugin({ name, version }: Plugin, env: NodeJS.ProcessEnv): boolean {
  const attached = (env["PULUMI_DEBUG_PROVIDERS"] ?? "").split(",").some((one) => one.startsWith(`${name}:`));
  return attached || isOnPath(name, env["PATH"] ?? "") || isInstalled({ name, version }, env);
}

function isOnPath(name: string, path: string): boolean {
  const files = ["", ".exe", ".cmd"].map((ending) => `pulumi-resource-${name}${ending}`);
  return path
    .split(delimiter)
    .some((folder) => folder !== "" && files.some((file) => existsSync(join(folder, file))));
}

function isInstalled({ name, version }: Plugin, env: NodeJS.ProcessEnv): boolean {
  const home = env["PULUMI_HOME"] || join(homedir(), ".pulumi");
  const folder = join(home, "plugins", `resource-${name}-v${version}`);
  // Beside one that is not there as a whole yet.
  return existsSync(folder) && !existsSync(`${folder}.partial`);
}

/**
 * Answers a program before it declares a provider: one that the engine can't load fails the whole run, and no program
 * can catch that.
 */
export const getPlugin: Invocation<unknown> = (_context, args) =>
  Promise.resolve({
    found: hasPlugin({ name: textOf(args, "name"), version: textOf(args, "version") }, process.env),
  });
