import { parseArgs } from "node:util";
import { openReal } from "../../cli/real/ground.ts";
import { runStack } from "../../cli/run/run.ts";

/** `pulumi up --refresh` and nothing more: the same engine and the same program, without recovery. */
const { values } = parseArgs({ options: { program: { type: "string" } } });
const progress = { step: () => {}, resource: () => {}, done: () => {} };
const { result, faults } = await runStack(
  { operation: "up", stack: "crash", refresh: true, progress, watchers: [] },
  () => openReal({ stack: "crash", cwd: ".", program: values.program }),
);
process.stdout.write(`${JSON.stringify({ result, faults })}\n`);
process.exit(result === "succeeded" ? 0 : 1);
