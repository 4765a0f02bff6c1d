import { GhError } from "./program.ts";
import { verify } from "./verify.ts";
import { runWorkflow } from "./workflow-run.ts";

const [command, action, ...rest] = process.argv.slice(2);
try {
  switch (`${command ?? ""} ${action ?? ""}`) {
    case "attestation verify":
      process.stdout.write(`${JSON.stringify(await verify(rest, process.env))}\n`);
      break;
    case "workflow run":
      await runWorkflow(rest, process.env);
      break;
    default:
      throw new GhError(`unknown command "${[command, action].join(" ")}" for "gh"`);
  }
} catch (error) {
  if (!(error instanceof GhError)) throw error;
  process.stderr.write(`${error.code === 4 ? "gh" : "Error"}: ${error.message}\n`);
  process.exitCode = error.code;
}
