// Rehearses in a process of its own, which can be killed: `node child.ts FOLDER ROOT JOB`. JOB does all it has to and then
// does not end by itself; that it has come so far is told.
import { onInterruption } from "../../../cli/run/interruption.ts";
import { pure } from "./pure.ts";
import { makeStack, rehearse } from "./stack.ts";
import { withStep } from "./with-step.ts";

const [folder = "", root = "", job = ""] = process.argv.slice(2);
const stack = await makeStack(pure, folder);
const interruption = onInterruption(() => undefined);
const signal = AbortSignal.any([interruption.signal, interruption.kill]);
// What it leaves in the background has no parent to end it.
const hanging = { name: "Hang", shell: "bash", run: "(sleep 600 &)\nsleep 600\n" };
try {
  const report = await rehearse(
    stack.request(root, { altered: (workflow) => withStep(workflow, job, hanging) }),
    (event) => {
      if (event.kind === "step" && event.name === "Hang") process.stdout.write("hangs\n");
    },
    signal,
  );
  process.exitCode = report.result === "cancelled" ? 130 : 1;
} finally {
  interruption.dispose();
}
