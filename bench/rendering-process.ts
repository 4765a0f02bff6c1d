import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { parseSettings } from "../config/parse.ts";
import { buildDocuments } from "../documents/documents.ts";
import { buildPlan } from "../plan/build.ts";
import type { Rendering } from "./rendering.ts";
import { median } from "./statistics.ts";

const stackFile = new URL("../Pulumi.prod.yaml", import.meta.url);
const { config } = parse(readFileSync(stackFile, "utf8")) as { readonly config: Record<string, unknown> };
const values = Object.entries(config).map(
  ([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)] as const,
);
const settings = parseSettings({ stack: "prod", values: Object.fromEntries(values), secretKeys: new Set() });
const plan = buildPlan({ project: "slipway", stack: "prod" }, settings);

const render = () => {
  const started = performance.now();
  const { documents } = buildDocuments(plan, settings);
  return { time: performance.now() - started, documents };
};
const { time: first, documents } = render();
const later = median(Array.from({ length: 50 }, () => render().time));
const workflows = documents.filter(({ path }) => path.startsWith(".github/workflows/")).length;
process.stdout.write(JSON.stringify({ first, later, workflows } satisfies Rendering));
