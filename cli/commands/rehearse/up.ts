import { Command } from "commander";
import type { RunOptions } from "../options.ts";
import { requireStack, runOptions, stackOption } from "../options.ts";

/** `rehearse up` */
export function upCommand(): Command {
  const command = new Command("up")
    .description("Make it so, and mend what was changed by hand.")
    .addOption(stackOption());
  for (const option of runOptions()) command.addOption(option);
  return command.action(async (options: RunOptions) => {
    requireStack(command, options);
    const [{ runAndShow }, { rehearsalRequest }] = await Promise.all([
      import("../run-and-show.ts"),
      import("./request.ts"),
    ]);
    await runAndShow(rehearsalRequest("up", options));
  });
}
