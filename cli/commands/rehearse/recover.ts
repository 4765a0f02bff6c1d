import { Command } from "commander";
import type { RunOptions } from "../options.ts";
import { requireStack, runOptions, stackOption } from "../options.ts";

/** `rehearse recover` */
export function recoverCommand(): Command {
  const command = new Command("recover")
    .description("Mend what a killed update left behind, as `up` does by itself before it begins.")
    .addOption(stackOption());
  for (const option of runOptions()) command.addOption(option);
  return command.action(async (options: RunOptions) => {
    requireStack(command, options);
    const [{ recoverAndShow }, { rehearsalRequest }] = await Promise.all([
      import("../recover-and-show.ts"),
      import("./request.ts"),
    ]);
    await recoverAndShow(rehearsalRequest("up", options));
  });
}
