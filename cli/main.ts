#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { Command, CommanderError } from "commander";
import { formatFault } from "../config/fault.ts";
import { goOnWithoutReader } from "../toolchain/broken-pipe.js";
import { destroyCommand } from "./commands/destroy.ts";
import { exitCodes } from "./commands/exit-codes.ts";
import { initCommand } from "./commands/init.ts";
import { previewCommand } from "./commands/preview.ts";
import { recoverCommand } from "./commands/recover.ts";
import { refreshCommand } from "./commands/refresh.ts";
import { rehearseCommand } from "./commands/rehearse.ts";
import { releasePrepareCommand } from "./commands/release-prepare.ts";
import { runnersCommand } from "./commands/runners.ts";
import { startCommand } from "./commands/start.ts";
import { upCommand } from "./commands/up.ts";
import { MisusedError } from "./faults/misused.ts";
import { keptByNpm } from "./faults/kept-by-npm.ts";
import { faultsOfThrown } from "./faults/thrown.ts";
import { finish } from "./finish.ts";

enableCompileCache();
goOnWithoutReader();

const cli = new Command("slipway")
  .description("The release pipeline of a Python package as one Pulumi stack.")
  .version(version(), "-V, --version")
  .showHelpAfterError("(--help shows what there is)")
  // A command may have a --version of its own.
  .enablePositionalOptions()
  .addCommand(startCommand())
  .addCommand(initCommand())
  .addCommand(rehearseCommand())
  .addCommand(previewCommand())
  .addCommand(upCommand())
  .addCommand(refreshCommand())
  .addCommand(recoverCommand())
  .addCommand(destroyCommand())
  .addCommand(releasePrepareCommand())
  .addCommand(runnersCommand());
for (const command of [cli, ...descendants(cli)]) command.exitOverride();

// The SDK has an ear of its own for what the program throws.
process.on("uncaughtException", (error) => {
  if (process.listenerCount("uncaughtException") > 1) return;
  void report(error).then(finish);
});
// Whoever reads the result may have read enough.
process.stdout.on("error", () => process.exit());
process.stderr.on("error", () => {});

try {
  await cli.parseAsync();
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.succeeded : exitCodes.misused;
  else await report(error);
  if (process.exitCode === exitCodes.misused) process.stderr.write(keptByNpm(process.env));
}
await finish();

async function report(error: unknown): Promise<void> {
  process.exitCode = error instanceof MisusedError ? exitCodes.misused : exitCodes.failed;
  const faults = faultsOfThrown(error);
  if (!process.argv.includes("--json")) {
    for (const fault of faults) process.stderr.write(`error: ${formatFault(fault)}\n`);
    return;
  }
  const { jsonOutcome } = await import("./show/json.ts");
  const nothing = { resources: [], diagnostics: [], outputs: {}, counts: {} };
  const ending = { result: "failed", report: nothing, faults, durationMs: 0, interrupted: false } as const;
  const command = /^(?:rehearse )?([\w:]*)/.exec(cli.args.join(" "))?.[1] ?? "";
  const outcome = jsonOutcome({ command, stack: "", ...ending });
  process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
}

function version(): string {
  const file = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String((JSON.parse(file) as { readonly version?: unknown }).version);
}

function descendants(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...descendants(child)]);
}
