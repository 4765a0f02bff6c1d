import { Command } from "commander";
import type { ChangeOptions } from "./options.ts";
import { accountOptions, requireStack, stackOption } from "./options.ts";

/** `refresh` */
export function refreshCommand(): Command {
  const command = new Command("refresh")
    .description("Find what was changed by hand, and take it into the state; the next `up` mends it.")
    .addOption(stackOption())
    .option("-y, --yes", "don't ask")
    .option("-f, --skip-preview", "neither show what was found nor ask")
    .option("--expect-no-changes", "exit with 7 if anything was changed by hand");
  for (const option of accountOptions()) command.addOption(option);
  return command.action(async (options: ChangeOptions) => {
    requireStack(command, options);
    const { change } = await import("./change.ts");
    await change("refresh", options);
  });
}
