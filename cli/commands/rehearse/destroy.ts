import { Command } from "commander";
import type { RunOptions } from "../options.ts";
import { requireStack, runOptions, stackOption } from "../options.ts";

/** `rehearse destroy` */
export function destroyCommand(): Command {
  const command = new Command("destroy")
    .description("Take away all that the stack made.")
    .addOption(stackOption());
  for (const option of runOptions()) command.addOption(option);
  return command.action(async (options: RunOptions) => {
    requireStack(command, options);
    const [{ runAndShow }, { rehearsalRequest }] = await Promise.all([
      import("../run-and-show.ts"),
      import("./request.ts"),
    ]);
    await runAndShow(rehearsalRequest("destroy", options));
  });
}
