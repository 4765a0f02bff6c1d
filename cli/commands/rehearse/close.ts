import { Command } from "commander";
import { placeOptions, requireStack, stackOption } from "../options.ts";

/** `rehearse close` */
export function closeCommand(): Command {
  const command = new Command("close")
    .description("Close that pull request without merging it.")
    .addOption(stackOption());
  for (const option of placeOptions()) command.addOption(option);
  return command.action(async (options: CloseOptions) => {
    requireStack(command, options);
    const { closeProposal } = await import("../../rehearsal/proposal.ts");
    process.stdout.write(`${await closeProposal(options)}\n`);
  });
}

interface CloseOptions {
  readonly stack: string;
  readonly cwd: string;
  readonly root: string;
}
