import { Command } from "commander";
import { requireStack, placeOptions, stackOption } from "../options.ts";

/** `rehearse cancel` */
export function cancelCommand(): Command {
  const command = new Command("cancel")
    .description("Take away the lock that an update left behind, as `pulumi cancel` does.")
    .addOption(stackOption());
  for (const option of placeOptions()) command.addOption(option);
  return command.action(async (options: CancelOptions) => {
    requireStack(command, options);
    const { cancel } = await import("../../rehearsal/cancel.ts");
    process.stdout.write(`${cancel(options)}\n`);
  });
}

interface CancelOptions {
  readonly stack: string;
  readonly cwd: string;
  readonly root: string;
}
