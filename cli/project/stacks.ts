import { readdirSync } from "node:fs";

/** The stacks that have a file in a folder, sorted. */
export function stacksIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => /^Pulumi\.([\w-]+)\.yaml$/.exec(name)?.[1] ?? [])
      .sort();
  } catch {
    return [];
  }
}
