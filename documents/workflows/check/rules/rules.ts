import type { Finding } from "../findings.ts";
import { judgedWorkflow, type Rule } from "../judged-workflow.ts";
import { cacheBeforePublishing } from "./cache-before-publishing.ts";
import { cancelledPublishing } from "./cancelled-publishing.ts";
import { downloadedScript } from "./downloaded-script.ts";
import { jobWithoutTimeout } from "./job-without-timeout.ts";
import { movingImage } from "./moving-image.ts";
import { movingRunner } from "./moving-runner.ts";
import { unpinnedNodeTool } from "./unpinned-node-tool.ts";
import { unpinnedPip } from "./unpinned-pip.ts";
import { unpinnedPythonTool } from "./unpinned-python-tool.ts";

/** What linters let pass and no delivered workflow may do, the operator's overrides included. */
export const rules: readonly Rule[] = [
  cacheBeforePublishing,
  cancelledPublishing,
  downloadedScript,
  jobWithoutTimeout,
  movingImage,
  movingRunner,
  unpinnedNodeTool,
  unpinnedPip,
  unpinnedPythonTool,
];

/** What is against the rules in a workflow's data. Never throws, whatever it holds. */
export function checkRules(data: unknown): readonly Finding[] {
  const workflow = judgedWorkflow(data);
  return rules.flatMap(({ check }) => check(workflow));
}
