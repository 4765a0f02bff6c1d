import { parse, stringify } from "yaml";
import { parseSettings } from "../../../config/parse.ts";
import type { Settings } from "../../../config/schema/settings.ts";
import { findingsOf, type Findings } from "../../../cli/init/findings/findings.ts";
import { settingsOf } from "../../../cli/init/stack-file/settings.ts";
import { stackFileText } from "../../../cli/init/stack-file/stack-file.ts";
import { localTree } from "../../../cli/init/tree/local-tree.ts";
import { buildDocuments } from "../../../documents/documents.ts";
import { buildPlan } from "../../../plan/build.ts";
import type { Plan } from "../../../plan/plan.ts";
import { rawConfig } from "../../config/raw-config.ts";
import { clone, type Files } from "./sources.ts";

/** A package's sources as `init` sees them. */
export interface Read {
  readonly findings: Findings;
  /** The stack file. */
  readonly text: string;
  /** Each fault as `place: fault`. */
  readonly looks: readonly string[];
}

/** Where a test's sources are, beyond their files. */
export interface Given {
  readonly tags?: readonly string[];
  readonly folder?: string;
}

/** Reads files as a clone of `octo/example`. */
export async function read(files: Files, { folder, ...given }: Given = {}): Promise<Read> {
  using made = clone(files, given);
  const findings = await findingsOf(await localTree("example", made.folder), folder);
  const text = stackFileText(settingsOf(findings), findings, "octo/example");
  return { findings, text, looks: findings.faults.map(({ place, fault }) => `${place}: ${fault}`) };
}

/** What the program makes of a stack file. Throws a FaultsError as the program would. */
export function preview(text: string): { readonly settings: Settings; readonly plan: Plan } {
  const { config } = parse(text) as { readonly config: unknown };
  const settings = parseSettings(rawConfig(stringify(config), "example"));
  const plan = buildPlan({ project: "slipway", stack: "example" }, settings);
  buildDocuments(plan, {});
  return { settings, plan };
}
