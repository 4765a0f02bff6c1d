import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import type { Figure } from "../figure.ts";
import { median } from "../statistics.ts";
import { runTimed } from "../timed-process.ts";
import { figure, peer } from "./peer.ts";
import { benchSettings } from "./settings.ts";

/** What the functions weigh, and how long they take to load. */
export async function bundleFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  const peers: Readonly<Record<string, readonly [number, number]>> = { webhook: [2, 94], pool: [4.8, 295] };
  try {
    const settings = join(folder, "settings.json");
    writeFileSync(settings, JSON.stringify(benchSettings({ maximum: 1 })));
    const figures: Figure[] = [];
    for (const name of ["webhook", "pool", "reconcile"]) {
      const outfile = join(folder, `${name}.mjs`);
      await bundle(name, outfile);
      const [megabytes, milliseconds] = peers[name] ?? [];
      const size = statSync(outfile).size / 1e6;
      const load = await loadTime(outfile, settings);
      const sizes = megabytes === undefined ? [] : [peer(megabytes, "MB")];
      const loads = milliseconds === undefined ? [] : [peer(milliseconds, "ms")];
      figures.push(figure(`bundle of ${name}`, size, { unit: "MB", atMost: null, peers: sizes }));
      figures.push(figure(`loading ${name}`, load, { unit: "ms", atMost: null, peers: loads }));
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundle(name: string, outfile: string): Promise<void> {
  await build({
    ...{
      entryPoints: [join("runners", "functions", `${name}.lambda.ts`)],
      outfile,
      bundle: true,
      minify: true,
    },
    ...{
      platform: "node",
      target: "node24",
      format: "esm",
      mainFields: ["module", "main"],
      logLevel: "silent",
    },
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}

async function loadTime(file: string, settings: string): Promise<number> {
  const variables = {
    SLIPWAY_SETTINGS: settings,
    SLIPWAY_APP_KEY: "/a",
    SLIPWAY_WEBHOOK_SECRETS: "/b",
    AWS_REGION: "eu-west-1",
  };
  const measure = `
Object.assign(process.env, ${JSON.stringify(variables)});
const start = performance.now();
await import(${JSON.stringify(file)});
process.stdout.write(String(performance.now() - start));`;
  const times: number[] = [];
  for (let at = 0; at < 7; at++) {
    const { output } = await runTimed(["--input-type=module", "--eval", measure]);
    times.push(Number(output));
  }
  return median(times);
}
