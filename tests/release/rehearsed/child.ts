// Rehearses in a process of its own, which can be killed: `node child.ts FOLDER ROOT`. Tells each job that begins.
import { onInterruption } from "../../../cli/run/interruption.ts";
import { makeStack, rehearse } from "./stack.ts";

const [folder = "", root = ""] = process.argv.slice(2);
const stack = await makeStack(folder);
const interruption = onInterruption(() => undefined);
const signal = AbortSignal.any([interruption.signal, interruption.kill]);
try {
  const report = await rehearse(
    stack.request(root),
    (event) => {
      if (event.kind === "started") process.stdout.write(`started ${event.key}\n`);
    },
    signal,
  );
  process.exitCode = report.result === "succeeded" ? 0 : 130;
} finally {
  interruption.dispose();
}
