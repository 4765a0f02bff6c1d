import { Command } from "commander";
import type { RunOptions } from "../options.ts";
import { requireStack, runOptions, stackOption } from "../options.ts";

/** `rehearse refresh` */
export function refreshCommand(): Command {
  const command = new Command("refresh")
    .description("Find what was changed by hand; the next `up` mends it.")
    .addOption(stackOption());
  for (const option of runOptions()) command.addOption(option);
  return command.action(async (options: RunOptions) => {
    requireStack(command, options);
    const [{ runAndShow }, { rehearsalRequest }] = await Promise.all([
      import("../run-and-show.ts"),
      import("./request.ts"),
    ]);
    await runAndShow(rehearsalRequest("refresh", options));
  });
}
