import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { mark, planted } from "./world.ts";
import type { World } from "./world.ts";

/** Processes of a world that still run, by what they run. Where the system does not tell, none. */
export function processesOf({ folder }: World): { readonly pid: number; readonly line: string }[] {
  return (process.platform === "linux" ? readdirSync("/proc") : []).flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const environment = readFileSync(`/proc/${name}/environ`, "utf8").split("\0");
      if (!environment.includes(`${mark}=${folder}`)) return [];
      return [
        { pid: Number(name), line: readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ") },
      ];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

/** Files of the backend that lock the stack. */
export function locksOf({ state }: World): string[] {
  return filesBelow(join(state, ".pulumi", "locks")).filter((file) => file.endsWith(".json"));
}

/** Files of a world in which a secret stands in clear. */
export function filesWithSecrets({ folder }: World): string[] {
  return filesBelow(folder).filter((file) => {
    const text = textOf(file);
    return Object.values(planted).some((secret) => text.includes(secret));
  });
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

/** Git keeps its objects compressed. */
function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    try {
      return inflateSync(bytes).toString("latin1");
    } catch {
      return bytes.toString("latin1");
    }
  } catch {
    // Removed meanwhile.
    return "";
  }
}
