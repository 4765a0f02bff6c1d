import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunIn } from "../../python/run.ts";
import { compileByUv } from "../../python/uv.ts";
import type { Pin } from "../read.ts";

/**
 * When each of these versions was first uploaded, by `name==version`, in milliseconds since 1970: uv writes it into a
 * lock of PEP 751. What it does not tell is left out.
 */
export async function uploadTimes(
  pins: readonly Pin[],
  python: string,
  { variables }: RunIn,
): Promise<ReadonlyMap<string, number>> {
  if (pins.length === 0) return new Map();
  const folder = mkdtempSync(join(tmpdir(), "slipway-ages-"));
  try {
    const input = join(folder, "requirements.in");
    // Markers keep apart what can't be installed together.
    const lines = pins.map(({ name, version, marker }) => {
      return `${name}==${version}${marker === "" ? "" : ` ; ${marker}`}\n`;
    });
    writeFileSync(input, lines.join(""));
    const form = ["--universal", "--format", "pylock.toml", "--python-version", python];
    const args = ["--no-deps", ...form, input];
    const ended = await compileByUv(args, { variables });
    return ended.code === 0 ? timesOf(ended.out) : new Map();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function timesOf(lock: string): ReadonlyMap<string, number> {
  const [, ...packages] = lock.split(/^\[\[packages\]\]$/m);
  return new Map(
    packages.flatMap((text): readonly (readonly [string, number])[] => {
      const value = (key: string) => new RegExp(`^${key} = "([^"]*)"$`, "m").exec(text)?.[1] ?? "";
      const times = [...text.matchAll(/\bupload-time = "?([^",\s}]+)/g)].map(([, time = ""]) =>
        Date.parse(time),
      );
      const known = times.filter((time) => !Number.isNaN(time));
      return known.length === 0 ? [] : [[`${value("name")}==${value("version")}`, Math.min(...known)]];
    }),
  );
}
