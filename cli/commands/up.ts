import { Command } from "commander";
import type { ChangeOptions } from "./options.ts";
import { accountOptions, requireStack, stackOption } from "./options.ts";

/** `up` */
export function upCommand(): Command {
  const command = new Command("up")
    .description("Make it so, with your own accounts: shows what it changes, then asks.")
    .addOption(stackOption())
    .option("-y, --yes", "don't ask")
    .option("-f, --skip-preview", "neither show what it changes nor ask")
    .option("--no-refresh", "take it that nobody changed anything by hand")
    .option("--expect-no-changes", "exit with 7 if it changed anything");
  for (const option of accountOptions()) command.addOption(option);
  return command.action(async (options: ChangeOptions) => {
    requireStack(command, options);
    const { change } = await import("./change.ts");
    await change("up", options);
  });
}
