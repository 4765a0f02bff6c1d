import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Working files of this clone; git ignores them. */
export const workFolder = join(root, ".slipway");

/** Where a command finds the tools that were made ready. */
export const toolFolder = join(workFolder, "bin");

/** Node 24 as the npm package `node` brings it. */
export const nodeBinary = join(root, "node_modules", ".bin", exeName("node"));

/**
 * The name of an executable on this system.
 * @param {string} name
 */
export function exeName(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}

/**
 * The user's cache of built and downloaded tools, shared by all clones: `SLIPWAY_CACHE` where it is set,
 * else the system's usual place.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env["SLIPWAY_CACHE"]) return env["SLIPWAY_CACHE"];
  if (env["XDG_CACHE_HOME"]) return join(env["XDG_CACHE_HOME"], "slipway");
  const home = env["HOME"] ?? homedir();
  if (platform === "darwin") return join(home, "Library", "Caches", "slipway");
  if (platform === "win32") {
    return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "slipway", "cache");
  }
  return join(home, ".cache", "slipway");
}
