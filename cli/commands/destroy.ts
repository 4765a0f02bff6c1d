import { Command, Option } from "commander";
import type { ChangeOptions } from "./options.ts";
import { accountOptions, requireStack, stackOption } from "./options.ts";

/** `destroy` */
export function destroyCommand(): Command {
  const command = new Command("destroy")
    .description("Take away all that the stack made, with your own accounts; to be confirmed by its name.")
    .addOption(stackOption())
    .option("--confirm <name>", "the stack's name once more, instead of typing it when asked")
    .addOption(new Option("-y, --yes", "refused, with a word on what confirms it").hideHelp())
    .option("-f, --skip-preview", "don't show beforehand what it takes away")
    .option("--no-refresh", "take it that nobody changed anything by hand");
  for (const option of accountOptions()) command.addOption(option);
  return command.action(async (options: ChangeOptions) => {
    requireStack(command, options);
    const { change } = await import("./change.ts");
    await change("destroy", options);
  });
}
