import { Command } from "commander";
import type { AccountOptions } from "./options.ts";
import { accountOptions, requireStack, stackOption } from "./options.ts";

/** `recover` */
export function recoverCommand(): Command {
  const command = new Command("recover")
    .description("Mend what a killed update left behind, as `up` does by itself before it begins.")
    .addOption(stackOption());
  for (const option of accountOptions()) command.addOption(option);
  return command.action(async (options: AccountOptions) => {
    requireStack(command, options);
    const [{ recoverAndShow }, { realRequest }] = await Promise.all([
      import("./recover-and-show.ts"),
      import("./real-request.ts"),
    ]);
    await recoverAndShow(realRequest("up", options));
  });
}
