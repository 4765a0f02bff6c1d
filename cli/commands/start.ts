import { Command, Option } from "commander";
import type { RunOptions } from "./options.ts";
import { runOptions } from "./options.ts";

/** `start` */
export function startCommand(): Command {
  const command = new Command("start")
    .description("Bring the whole pipeline up on this machine, and show what it made.")
    .addOption(new Option("-s, --stack <name>", "the stack, as in Pulumi.NAME.yaml").default("prod"));
  for (const option of runOptions()) command.addOption(option);
  return command.action(async (options: RunOptions) => {
    const [{ runAndShow }, { rehearsalRequest }, { tourLines }] = await Promise.all([
      import("./run-and-show.ts"),
      import("./rehearse/request.ts"),
      import("../show/tour.ts"),
    ]);
    await runAndShow({
      ...rehearsalRequest("up", options),
      unchanged: true,
      closing: (outcome) => tourLines(outcome, { ...options, repository: outcome.repository }),
    });
  });
}
