import { GhError, verify } from "./verify.ts";

const [command, action, ...rest] = process.argv.slice(2);
try {
  if (command !== "attestation" || action !== "verify")
    throw new GhError(`unknown command "${[command, action].join(" ")}" for "gh"`);
  process.stdout.write(`${JSON.stringify(await verify(rest, process.env))}\n`);
} catch (error) {
  if (!(error instanceof GhError)) throw error;
  process.stderr.write(`${error.code === 4 ? "gh" : "Error"}: ${error.message}\n`);
  process.exitCode = error.code;
}
