import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { parseSettings } from "../../config/parse.ts";
import type { Settings } from "../../config/schema/settings.ts";
import { buildPlan } from "../../plan/build.ts";
import type { Plan } from "../../plan/plan.ts";
import { rawConfig } from "../config/raw-config.ts";

const project = join(import.meta.dirname, "..", "..");

/** A stack as its operator typed it: settings and the plan made from them. */
export interface StackPlan {
  readonly plan: Plan;
  readonly settings: Settings;
}

/** The stacks of this project, and the native package that the README shows. */
export const stackPlans: Readonly<Record<string, StackPlan>> = {
  "Pulumi.dev.yaml": stackPlan("dev", read("Pulumi.dev.yaml")),
  "Pulumi.prod.yaml": stackPlan("prod", read("Pulumi.prod.yaml")),
  "README.md": stackPlan("NAME", /```yaml\n(config:\n.*?)```/s.exec(read("README.md"))?.[1] ?? ""),
};

function stackPlan(stack: string, text: string): StackPlan {
  const { config } = parse(text) as { readonly config: unknown };
  const settings = parseSettings(rawConfig(stringify(config), stack));
  return { settings, plan: buildPlan({ project: "slipway", stack }, settings) };
}

function read(file: string): string {
  return readFileSync(join(project, file), "utf8");
}
